/** What the makers of declarations share: chance, names, what has been declared so far. */
import type { Choices } from "./choices.js";
import { oddNames, type Declared, type Env, type FunctionDecl, type Var } from "./scope.js";
import { tree, type Tree } from "./tree.js";
import type { Brand, Enum, Field, Named, Place, Shape, Type } from "./types.js";

export interface Maker {
  readonly choices: Choices;
  readonly fuel: { left: number };
  readonly fresh: (prefix: string) => string;
  readonly brands: Brand[];
  readonly enums: Enum[];
  readonly values: Shape[];
  readonly entities: Shape[];
  readonly functions: FunctionDecl[];
}

export function maker(choices: Choices, fuel: number): Maker {
  const counts = new Map<string, number>();
  const fresh = (prefix: string): string => {
    const count = (counts.get(prefix) ?? 0) + 1;
    counts.set(prefix, count);
    return `${prefix}${String(count)}`;
  };
  return {
    choices,
    fuel: { left: fuel },
    fresh,
    brands: [],
    enums: [],
    values: [],
    entities: [],
    functions: [],
  };
}

/** An environment in a place of the model, with these names in scope. */
export function envOf(
  made: Maker,
  place: Place,
  vars: readonly Var[],
  may: Env["may"] = {},
  roots: readonly string[] = [],
): Env {
  const visible = (named: { readonly context: string; readonly shown?: boolean }): boolean =>
    named.context === place.context || named.shown === true;
  const declared: Declared = {
    brands: made.brands.filter(visible),
    enums: made.enums.filter(visible),
    values: made.values.filter(visible),
    entities: made.entities.filter(
      (entity) => entity.context === place.context && entity.owner === place.owner,
    ),
    functions: made.functions.filter(visible),
  };
  const written = vars.flatMap(({ root }) => (root === "" ? [] : [root]));
  return {
    place,
    choices: made.choices,
    declared,
    roots: [...new Set([...written, ...roots])],
    vars,
    proved: [],
    absent: [],
    may,
    fuel: made.fuel,
    fresh: made.fresh,
  };
}

const plainNames =
  "amount total note count lines tags owner price quantity reason title code state event command meta caller".split(
    " ",
  );

/** Names for the members of one shape. */
export function namesFor({ choices, fresh }: Maker, taken: readonly string[] = []): () => string {
  const used = new Set(taken.map((name) => name.toLowerCase()));
  return () => {
    const wished = choices.pick(choices.percent(25) ? [...oddNames, ...oddMembers] : plainNames);
    const name = used.has(wished.toLowerCase()) ? fresh(choices.pick(["n", "part"])) : wished;
    used.add(name.toLowerCase());
    return name;
  };
}

/** Words that members may be called by, though bare in an expression they mean something else. */
const oddMembers = "in if then else and or not matches none true false now".split(" ");

const docs = [
  "What it is.",
  "Ends a comment: */ and goes on",
  '`${code}` and "quotes" \\ and \u2028 beside',
  "@deprecated not really",
  "<script>alert(1)</script>",
];

/** A doc comment, at times. */
export function doc({ choices }: Maker): Tree {
  if (!choices.percent(6)) return tree();
  return { parts: [choices.some(1, 2, () => `/// ${choices.pick(docs)}\n`).join("")], free: true };
}

/** Which declarations a type mentions. */
export function symbolsIn(type: Type): readonly string[] {
  switch (type.kind) {
    case "scalar":
      return [];
    case "brand":
    case "enum":
    case "value":
    case "entity":
      return [symbolOfNamed(type.of)];
    case "map":
      return [...symbolsIn(type.key), ...symbolsIn(type.of)];
    default:
      return symbolsIn(type.of);
  }
}

export const symbolOfNamed = ({ context, owner, name }: Named): string => `${context}.${owner ?? ""}.${name}`;

export const varOf = (field: Field, root: string, more: Partial<Var> = {}): Var => ({
  name: field.name,
  type: field.type,
  root,
  bare: true,
  symbol: field.symbol,
  solid: true,
  ...more,
});
