/** Sagas, policies and external commands under hostile names: refused in words, or what the simulator does. */
import { checkModel, type Source } from "@esdl/language";
import { generate } from "@esdl/generator";
import fc from "fast-check";
import { expect } from "vitest";
import { processesAgree } from "../differential/processes.js";
import { checkedModel, compiled } from "../support/generated.js";
import { renamedSources, renamesOf, withoutInherited, type Renames } from "./renaming.js";

/** Renames a model so many times; answers what was said of those that were refused. */
export async function processesRenamed(
  sources: readonly Source[],
  times: number,
): Promise<readonly string[]> {
  const refused: string[] = [];
  await fc.assert(
    fc.asyncProperty(renamesOf(checkedModel(sources), sources), async (all) => {
      const found = [all, withoutInherited(all)].find((renames) => refusalOf(sources, renames).length === 0);
      if (found === undefined) {
        refused.push(...refusalOf(sources, withoutInherited(all)));
        return;
      }
      const model = checkedModel(renamedSources(sources, found));
      const { output } = await compiled(model);
      expect(output.typeErrors()).toEqual([]);
      await processesAgree(model, { histories: 20, longest: 20 });
    }),
    // Shrinking would compile the model again and again.
    { numRuns: times, endOnFailure: true },
  );
  return refused;
}

function refusalOf(sources: readonly Source[], renames: Renames): readonly string[] {
  const { model, diagnostics } = checkModel(renamedSources(sources, renames));
  if (model === undefined) return diagnostics.map(({ message }) => message);
  const generated = generate(model, { packageName: "renamed", emit: ["ts"], modelRoot: ".." });
  return generated.ok ? [] : generated.findings.map(({ message }) => message);
}
