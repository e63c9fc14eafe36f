/** Declarations of a context besides its aggregates: types, enums, values, functions, roles. */
import { check } from "./expressions.js";
import { condition } from "./conditions.js";
import { fieldFor, typeFor, whereFor, type MadeField } from "./fields.js";
import { memberNames, symbolOf } from "./literals.js";
import { doc, envOf, namesFor, symbolsIn, varOf, type Maker } from "./maker.js";
import type { FunctionDecl, Var } from "./scope.js";
import { block, declare, free, listed, tree, type Part, type Tree } from "./tree.js";
import {
  bool,
  isWritable,
  scalar,
  show,
  type Brand,
  type Enum,
  type Field,
  type Place,
  type Shape,
  type Type,
} from "./types.js";

const typeNames =
  "Money Sku Line Color Order Name Promise Record State Event Date Map Note Span Error Object Command Part".split(
    " ",
  );

/** Names of types: unique in their context. */
export function typeName(made: Maker, used: Set<string>): string {
  const wished = made.choices.pick(typeNames);
  const name = used.has(wished.toLowerCase()) || made.choices.percent(60) ? made.fresh(wished) : wished;
  used.add(name.toLowerCase());
  return name;
}

const publicly = (shown: boolean): string => (shown ? "public " : "");

export function brandFor(made: Maker, place: Place, used: Set<string>): Tree {
  const { choices } = made;
  const name = typeName(made, used);
  const shown = choices.percent(40);
  const isId = choices.percent(40);
  const known = made.brands.filter(({ context }) => context === place.context);
  const plain = isId && choices.percent(60);
  const base: Type = plain
    ? scalar("uuid")
    : choices.way<Type>([
        [6, () => scalar(choices.pick(["string", "int", "decimal", "uuid", "date", "instant", "duration"]))],
        [2, () => scalar("decimal", choices.int(0, 3))],
        [known.length > 0 ? 2 : 0, () => ({ kind: "brand", of: choices.pick(known) })],
      ]);
  // A brand over a brand that has conditions takes them over.
  const where = choices.percent(60) && base.kind !== "brand" ? whereFor(base, made) : undefined;
  const of: Brand = { context: place.context, name, shown, base, samples: where?.samples };
  made.brands.push(of);
  const named = `${publicly(shown)}${isId ? "id" : "type"} ${name}`;
  return declare(
    symbolOf(of),
    symbolsIn(base),
    doc(made),
    named,
    plain ? "" : ` = ${show(base, place)}`,
    !plain && choices.percent(4) ? free(" personal") : "",
    where === undefined ? "" : free(" where ", where.tree),
  );
}

export function enumFor(made: Maker, place: Place, used: Set<string>): Tree {
  const { choices } = made;
  const name = typeName(made, used);
  const shown = choices.percent(40);
  const next = namesFor(made);
  const members = [...choices.subset(memberNames, 1).slice(0, 3), ...(choices.percent(25) ? [next()] : [])];
  const of: Enum = { context: place.context, name, shown, members };
  made.enums.push(of);
  const items = members.map((member) => declare(`${symbolOf(of)}#${member}`, [], doc(made), member));
  return declare(symbolOf(of), [], doc(made), `${publicly(shown)}enum ${name} `, block(items));
}

export interface MadeShape {
  readonly fields: readonly Field[];
  readonly getters: readonly Field[];
  readonly items: readonly Tree[];
}

/** Fields, getters and invariants of a value or entity. */
export function membersFor(made: Maker, place: Place, first: readonly MadeField[], count: number): MadeShape {
  const { choices } = made;
  const next = namesFor(
    made,
    first.map(({ field }) => field.name),
  );
  const more = choices.some(1, count, () => fieldFor(next(), made, place, { depth: 1 }));
  const fields = [...first, ...more].map(({ field }) => field);
  const items: Tree[] = more.map((one) => one.tree);
  const getters: Field[] = [];
  const vars = (): Var[] => [
    ...fields.map((field) => varOf(field, "")),
    ...getters.map((getter) => varOf(getter, "", { solid: false })),
  ];
  for (let left = choices.percent(40) ? choices.int(1, 2) : 0; left > 0; left--) {
    const getter = getterFor(next(), made, place, vars());
    if (getter === undefined) continue;
    getters.push(getter.field);
    items.push(getter.tree);
  }
  if (choices.percent(25)) items.push(invariantFor(made, place, vars()));
  return { fields, getters, items };
}

export function getterFor(
  name: string,
  made: Maker,
  place: Place,
  vars: readonly Var[],
  roots: readonly string[] = [],
): MadeField | undefined {
  const type = typeFor(made, place, { depth: 1 });
  const body = check(type, envOf(made, place, vars, {}, roots), 3);
  if (body === undefined) return undefined;
  const symbol = made.fresh("getter");
  const field: Field = { name, type, symbol, hasDefault: false };
  return {
    field,
    tree: declare(symbol, symbolsIn(type), doc(made), `get ${name}: ${show(type, place)} = `, body),
  };
}

export function invariantFor(
  made: Maker,
  place: Place,
  vars: readonly Var[],
  roots: readonly string[] = [],
): Tree {
  const { choices } = made;
  const symbol = made.fresh("Rule");
  const holds = condition(envOf(made, place, vars, {}, roots), 3);
  // Most rules should hold for most of what happens.
  const softened = choices.percent(50) ? [holds, " or "] : [];
  const rest = softened.length > 0 ? [condition(envOf(made, place, vars, {}, roots), 1)] : [holds];
  return declare(
    symbol,
    [],
    doc(made),
    `invariant ${symbol}`,
    choices.percent(50)
      ? free(` "It ${choices.pick(["holds", 'is so: \\"yes\\"', "${x} `never` fails"])}"`)
      : "",
    ": ",
    ...(softened.length > 0 ? ["(", holds, ") or (", ...rest, ")"] : rest),
  );
}

export function valueFor(made: Maker, place: Place, used: Set<string>): Tree {
  const name = typeName(made, used);
  const shown = made.choices.percent(40);
  const { fields, getters, items } = membersFor(made, place, [], 4);
  const of: Shape = { context: place.context, name, shown, fields, getters };
  made.values.push(of);
  return declare(symbolOf(of), [], doc(made), `${publicly(shown)}value ${name} `, block(items));
}

export function functionFor(made: Maker, place: Place): Tree {
  const { choices } = made;
  const external = choices.percent(20);
  const name = made.fresh(choices.pick(["f", "rate", "sum"]));
  const next = namesFor(made);
  const params = choices.some(external ? 0 : 1, 3, () =>
    fieldFor(next(), made, place, { depth: 1, where: 0, default: 8, personal: 0 }),
  );
  const result = typeFor(made, place, { depth: 1 });
  const shown = choices.percent(30);
  const symbol = made.fresh("function");
  const vars = params.map(({ field }) => varOf(field, ""));
  // A parameter whose name needs a qualifier cannot be read; nor can it be given by a name that is none.
  const body = external
    ? isWritable(result)
      ? check(result, envOf(made, place, []), 0)
      : undefined
    : check(result, envOf(made, place, vars), 3);
  if (body === undefined) return tree();
  const decl: FunctionDecl & { readonly shown: boolean } = {
    context: place.context,
    name,
    symbol,
    params: params.map(({ field }) => field),
    result,
    external,
    shown,
  };
  made.functions.push(decl);
  const parts: readonly Part[] = [
    `${publicly(shown)}${external ? "external " : ""}function ${name}`,
    listed(
      params.map((one) => one.tree),
      ["(", ")"],
    ),
    `: ${show(result, place)}${external ? " sample " : " = "}`,
    body,
  ];
  return declare(symbol, symbolsIn(result), doc(made), ...parts);
}

export { bool };
