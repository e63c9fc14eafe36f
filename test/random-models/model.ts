/** Models of the language, made up at random: right by construction, and small enough to be read. */
import fc, { type Random } from "fast-check";
import type { Source } from "@esdl/language";
import { aggregateFor } from "./aggregate.js";
import { choicesFrom } from "./choices.js";
import { brandFor, enumFor, functionFor, valueFor } from "./declarations.js";
import { maker, type Maker } from "./maker.js";
import { processesFor } from "./processes.js";
import { smaller } from "./shrink.js";
import { declare, lines, print, tree, type Tree } from "./tree.js";

export interface RandomModel {
  /** One tree for each file. */
  readonly files: readonly Tree[];
  readonly sources: readonly Source[];
}

const fromFiles = (files: readonly Tree[]): RandomModel => {
  const sources = files.map((file, at) => ({
    path: `model${String(at + 1)}.esdl`,
    text: `${print(file)}\n`,
  }));
  return Object.assign(
    { files, sources },
    { [fc.toStringMethod]: () => sources.map(({ path, text }) => `\n// ${path}\n${text}`).join("\n") },
  );
};

/** One model out of a source of chance. */
export function modelFrom(random: Random, fuel = 250): RandomModel {
  const choices = choicesFrom(random);
  const made = maker(choices, fuel);
  const contexts = choices.percent(75) ? ["Shop"] : ["Shop", "Office"];
  return fromFiles(contexts.map((context, at) => contextFor(made, context, contexts.slice(0, at))));
}

function contextFor(made: Maker, context: string, used: readonly string[]): Tree {
  const { choices } = made;
  const place = { context };
  const names = new Set<string>(used.map((name) => name.toLowerCase()));
  const types = choices.some(0, 4, () =>
    choices.way<Tree>([
      [4, () => brandFor(made, place, names)],
      [2, () => enumFor(made, place, names)],
      [3, () => valueFor(made, place, names)],
    ]),
  );
  const functions = choices.some(0, 2, () => functionFor(made, place));
  const roles = choices.some(0, 2, (at) => ["Clerk", "Guest"][at] ?? "Clerk").map((role) => role);
  const roleTrees = roles.map((role) => declare(`role ${context}.${role}`, [], `role ${role}`));
  const aggregates = choices.some(1, choices.percent(25) ? 2 : 1, () =>
    aggregateFor(made, context, names, roles),
  );
  const decls = aggregates.map(({ decl }) => decl);
  const processes = choices.percent(40) ? processesFor(made, context, decls) : [];
  const items = [...types, ...functions, ...roleTrees, ...aggregates.map((one) => one.tree), ...processes];
  const uses = used.length === 0 ? "" : `uses ${used.join(", ")}\n`;
  return tree(`context ${context}\n${uses}\n`, lines(choices.percent(80) ? items : choices.shuffled(items)));
}

/** Models that the checker takes; what shrinking makes of them is checked again. */
class ModelArbitrary extends fc.Arbitrary<RandomModel> {
  generate(random: Random): fc.Value<RandomModel> {
    return new fc.Value(modelFrom(random), 0);
  }

  canShrinkWithoutContext(value: unknown): value is RandomModel {
    return typeof value === "object" && value !== null && "files" in value;
  }

  shrink(value: RandomModel, context?: unknown): fc.Stream<fc.Value<RandomModel>> {
    const from = typeof context === "number" ? context : 0;
    return fc.stream(
      (function* () {
        for (const { files, at } of smaller(value.files, from)) yield new fc.Value(fromFiles(files), at);
      })(),
    );
  }
}

export const randomModel: fc.Arbitrary<RandomModel> = new ModelArbitrary();
