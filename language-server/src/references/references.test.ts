/** What is found by names alone is what is found by analysing every file. */
import { describe, expect, it } from "vitest";
import { ast } from "@esdl/language/editing";
import { corpus } from "../../../test/models/corpus.js";
import { occurrencesOf } from "../navigation/occurrences.js";
import { projectOf, requestAt } from "../testing/request.js";
import { referencesTo } from "./references.js";

describe.each(corpus)("in $name", ({ sources }) => {
  it("each declaration is named where it is mentioned", () => {
    const project = projectOf(sources);
    const { analysis } = requestAt(project, sources[0]?.path ?? "", 0);
    for (const symbol of [...analysis.names.symbols.values(), ...analysis.names.roles.values()]) {
      const { node } = symbol;
      if (ast.isLifecycle(node)) continue;
      const exact = occurrencesOf(project, { kind: "node", name: symbol.name, node })
        .filter(({ as }) => as !== "declaration")
        .map(({ path, start }) => `${path}:${String(start)}`);
      const quick = referencesTo(symbol, project, analysis).map(
        ({ file, start }) => `${file}:${String(start)}`,
      );
      expect(quick.toSorted(), `${symbol.kind} ${symbol.ref}`).toEqual([...new Set(exact)].toSorted());
    }
  });
});
