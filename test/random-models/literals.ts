/** Literals of every type, as they stand where the type is expected. */
import type { Env } from "./scope.js";
import {
  Level,
  about,
  expr,
  listed,
  operand,
  print,
  treeIn,
  withTree,
  type Part,
  type Tree,
} from "./tree.js";
import {
  baseOf,
  isEmptyByItself,
  nameOf,
  int,
  scalar,
  scaleOf,
  type Field,
  type Scalar,
  type Type,
} from "./types.js";

const texts = [
  '"a"',
  '""',
  '"tea"',
  '"web"',
  '"😀"',
  '"two words"',
  '"\\"q\\""',
  '"${x}`"',
  '"*/"',
  '"\\n"',
  '"Ab-1"',
];
const uuids = ["a", "b", "c"].map((digit) => `"018f6b1c-9a3e-7c54-b2d1-3e5f7a9b1c2${digit}"`);

const plain: Readonly<Record<Exclude<Scalar, "json" | "decimal">, readonly string[]>> = {
  string: texts,
  int: ["0", "1", "2", "3", "7", "10", "100", "-1", "-5", "1000000"],
  bool: ["true", "false"],
  uuid: uuids,
  instant: ['"2026-01-31T09:30:00.000Z"', '"2000-02-29T23:59:59Z"', '"1999-12-31T00:00:00.5Z"'],
  date: ['"2026-01-31"', '"2000-02-29"', '"1999-12-31"'],
  duration: ["15m", "500ms", "30s", "2h", "3d", "0s", '"PT1H30M"', '"-PT5S"'],
};
const decimals: readonly string[] = [
  "0",
  "1",
  "10",
  "-3",
  "100",
  "0.5",
  "-0.5",
  "12.5",
  "0.25",
  "-1.75",
  "99.99",
  "0.125",
  "3.33333",
];

/** The level of a literal: a sign binds less tightly than the number. */
const levelOf = (text: string): number =>
  text.startsWith("-") ? Level.minus : /^[0-9]/.test(text) ? Level.number : Level.postfix;

export const literalTree = (type: Type, text: string): Tree => expr(type, levelOf(text), text);

/** A literal where `type` is expected; undefined for what is not written, or by its kind nothing that is one literal. */
export function literal(type: Type, env: Env, samples?: readonly string[]): Tree | undefined {
  const { choices } = env;
  if (samples !== undefined) return literalTree(type, choices.pick(samples));
  switch (type.kind) {
    case "scalar": {
      if (type.name === "json") return undefined;
      const { scale = 5 } = type;
      const all =
        type.name === "decimal" ? decimals.filter((text) => digitsIn(text) <= scale) : plain[type.name];
      return literalTree(type, choices.pick(all));
    }
    case "brand":
      return literal(type.of.base, env, type.of.samples);
    case "enum":
      return enumMember(type, env, true);
    case "optional":
      return expr(type, Level.postfix, "none");
    case "list":
    case "set":
      return expr(type, Level.postfix, "[]");
    case "value":
    case "entity":
      return constructed(type, env, (field) => literal(field.type, env, field.samples));
    case "map":
      return undefined;
  }
}

/** Another literal in the place of one that a condition refuses: one of the samples, which it lets through. */
export function lettingThrough(
  tree: Tree | undefined,
  samples: readonly string[] | undefined,
  env: Env,
): Tree | undefined {
  if (samples === undefined || tree?.expr === undefined || tree.parts.length !== 1) return tree;
  const text = print(tree);
  const isRefused = /^(?:-?\d|")/.test(text) && !samples.includes(text);
  return isRefused ? literalTree(tree.expr.type, env.choices.pick(samples)) : tree;
}

/**
 * With whole numbers in the place of literals that have more digits than the decimal they stand beside: the branches of an
 * `if` take their type from the first, the right side of `??` from the left one, the arguments of `min` as well.
 */
export function beside(first: Tree, tree: Tree, env: Env): Tree {
  const scale = first.expr === undefined ? undefined : scaleOf(first.expr.type);
  return scale === undefined ? tree : withDigits(scale, tree, env);
}

export function withDigits(scale: number, tree: Tree, env: Env): Tree {
  const [text] = tree.parts;
  if (tree.parts.length === 1 && typeof text === "string" && /^-?\d/.test(text))
    return digitsIn(text) > scale ? literalTree(int, env.choices.pick(["1", "10"])) : tree;
  const { level } = tree.expr ?? {};
  const isChoice = level === Level.whole || level === Level.coalesce || text === "min" || text === "max";
  if (!isChoice) return tree;
  const inside = (part: Part, at: number): Part => {
    // What is asked by `if` is no branch.
    if (level === Level.whole && at === 1) return part;
    const inner = treeIn(part);
    if (inner === undefined) return part;
    return withTree(
      part,
      inner.expr === undefined ? { ...inner, parts: inner.parts.map(inside) } : withDigits(scale, inner, env),
    );
  };
  return { ...tree, parts: tree.parts.map(inside) };
}

const digitsIn = (text: string): number => (text.includes(".") ? text.length - text.indexOf(".") - 1 : 0);

/** A literal that has the type by itself; undefined where only an expectation makes one of it. */
export function ownLiteral(type: Type, env: Env): Tree | undefined {
  const { choices } = env;
  if (type.kind === "scalar") {
    switch (type.name) {
      case "string":
      case "bool":
      case "int":
        return literal(type, env);
      case "decimal": {
        const text = choices.pick(["1.5", "0.25", "12.75", "0.1"]);
        const number = literalTree(scalar("decimal", digitsIn(text)), text);
        if (type.scale === undefined) return number;
        return expr(type, Level.postfix, operand(number, Level.postfix), `.round(${String(type.scale)})`);
      }
      case "duration":
        return literalTree(type, choices.pick(["15m", "30s", "2h", "3d"]));
      default:
        return undefined;
    }
  }
  if (type.kind === "brand") {
    const inner = literal(type.of.base, env, samplesOf(type));
    return (
      inner && {
        ...expr(type, Level.postfix, nameOf(type.of, env.place), "(", inner, ")"),
        mentions: [symbolOf(type.of)],
      }
    );
  }
  if (type.kind === "enum") return enumMember(type, env, false);
  if (type.kind === "value" || type.kind === "entity") return literal(type, env);
  return undefined;
}

/** The literals that a brand, and what it is made of, let through. */
export const samplesOf = (type: Type): readonly string[] | undefined =>
  type.kind === "brand" ? (type.of.samples ?? samplesOf(type.of.base)) : undefined;

/** What shrinking calls a declaration with a name. */
export const symbolOf = (named: {
  readonly context: string;
  readonly owner?: string;
  readonly name: string;
}): string => `${named.context}.${named.owner ?? ""}.${named.name}`;

/** Bare where the enum is expected and nothing else has the name. */
export function enumMember(type: Type, env: Env, expected: boolean): Tree | undefined {
  const base = baseOf(type);
  if (base.kind !== "enum") return undefined;
  const member = env.choices.pick(base.of.members);
  const isFree = memberIsFree(member, env);
  const text =
    expected && isFree && env.choices.percent(80) ? member : `${nameOf(base.of, env.place)}.${member}`;
  return {
    ...expr(type, Level.postfix, text),
    mentions: [symbolOf(base.of), `${symbolOf(base.of)}#${member}`],
  };
}

/** What enums call their members, besides words that must be qualified. */
export const memberNames =
  "web store phone red green blue EUR CHF small large urgent pending abstract case".split(" ");

const reservedMembers: ReadonlySet<string> = new Set(
  "if then else and or not in matches none true false now it".split(" "),
);

/** Fields that are still to come are in scope as well: only what no field is called is bare. */
export const memberIsFree = (member: string, env: Env): boolean =>
  memberNames.includes(member) &&
  !reservedMembers.has(member) &&
  !env.roots.includes(member) &&
  env.vars.every(({ name }) => name !== member);

/** `Money(1, EUR)` or `Money(amount: 1, currency: EUR)`; what is empty by itself may be left out at the end or by name. */
export function constructed(
  type: Type,
  env: Env,
  fill: (field: Field) => Tree | undefined,
): Tree | undefined {
  const isPlaced = env.choices.percent(50);
  return (
    (isPlaced ? constructedBy("place", type, env, fill) : undefined) ?? constructedBy("name", type, env, fill)
  );
}

function constructedBy(
  style: "place" | "name",
  type: Type,
  env: Env,
  fill: (field: Field) => Tree | undefined,
): Tree | undefined {
  if (type.kind !== "value" && type.kind !== "entity") return undefined;
  const { choices, place } = env;
  const named = style === "name";
  const items: Tree[] = [];
  for (const field of type.of.fields) {
    const mayGo = field.hasDefault || isEmptyByItself(field.type);
    const skip = mayGo && choices.percent(named ? 40 : 10);
    const value = skip ? undefined : fill(field);
    if (value === undefined) {
      if (!mayGo) return undefined;
      // By place only what stands last can be left out.
      if (!named) break;
      continue;
    }
    items.push(about([field.symbol], named ? `${field.name}: ` : "", value));
  }
  // What follows something that was left out must be able to be left out too.
  if (
    !named &&
    type.of.fields.slice(items.length).some((field) => !field.hasDefault && !isEmptyByItself(field.type))
  )
    return undefined;
  return {
    ...expr(type, Level.postfix, nameOf(type.of, place), listed(items, ["(", ")"])),
    mentions: [symbolOf(type.of)],
  };
}
