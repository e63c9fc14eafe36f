/** What an expression of a made-up model can read, and how it is written there. */
import type { Choices } from "./choices.js";
import { Level, expr, operand, print, type Tree } from "./tree.js";
import {
  optional,
  same,
  type Brand,
  type Enum,
  type Field,
  type Place,
  type Shape,
  type Type,
} from "./types.js";

export interface FunctionDecl {
  readonly context: string;
  readonly name: string;
  readonly symbol: string;
  readonly params: readonly Field[];
  readonly result: Type;
  readonly external: boolean;
}

/** A name in scope: a local, or a member of a root (`state`, `event` …). */
export interface Var {
  readonly name: string;
  readonly type: Type;
  /** Empty for locals, and where the root is not written (`self`). */
  readonly root: string;
  readonly bare: boolean;
  readonly symbol: string;
  /** Nothing is known of its value before anything runs. */
  readonly solid: boolean;
  /** It has its name, so that another of that name is ambiguous, but may not be read yet. */
  readonly hidden?: true;
}

/** What may be read, by whatever path. */
export interface Readable {
  readonly type: Type;
  readonly tree: Tree;
  readonly solid: boolean;
  /** The declarations that it depends on: assigning one of them ends what was proved. */
  readonly symbols: readonly string[];
}

export interface Declared {
  readonly brands: readonly Brand[];
  readonly enums: readonly Enum[];
  readonly values: readonly Shape[];
  readonly entities: readonly Shape[];
  readonly functions: readonly FunctionDecl[];
}

export interface Env {
  readonly place: Place;
  readonly choices: Choices;
  readonly declared: Declared;
  /** Roots that can be written here, whether or not they have members. */
  readonly roots: readonly string[];
  readonly vars: readonly Var[];
  /** Optionals that are there, and elements that their collections have. */
  readonly proved: readonly Readable[];
  /** As they are written: what is known to be absent, whose members nobody asks for. */
  readonly absent: readonly string[];
  readonly may: { readonly now?: true; readonly newId?: true; readonly external?: true };
  /** How much may still be written, shared by all that one model writes. */
  readonly fuel: { left: number };
  readonly fresh: (prefix: string) => string;
}

/** Words that need a qualifier in an expression. */
export const reserved: ReadonlySet<string> = new Set(
  "if then else and or not in matches none true false now".split(" "),
);

const isBare = (one: Var, env: Env): boolean =>
  one.bare &&
  !reserved.has(one.name) &&
  !env.roots.includes(one.name) &&
  env.vars.every((other) => other === one || other.name !== one.name || !other.bare);

/** Whether a name means nothing yet where the environment is. */
export const isNew = (name: string, env: Env): boolean =>
  !reserved.has(name) && !env.roots.includes(name) && env.vars.every((one) => one.name !== name || !one.bare);

/** Whether the bare name means this and nothing else. */
export const meansBare = (name: string, env: Env): Var | undefined =>
  env.vars.find((one) => one.name === name && isBare(one, env));

export function read(one: Var, env: Env): Tree | undefined {
  const bare = isBare(one, env);
  if (!bare && one.root === "") return undefined;
  const text = bare && (one.root === "" || env.choices.percent(85)) ? one.name : `${one.root}.${one.name}`;
  return { ...expr(one.type, Level.postfix, text), mentions: [one.symbol] };
}

/** Everything that can be read, through members of values as well. */
export function readables(env: Env): readonly Readable[] {
  let found = cache.get(env);
  if (found === undefined) cache.set(env, (found = readablesIn(env)));
  return found;
}

/** Environments do not change. */
const cache = new WeakMap<Env, readonly Readable[]>();

function readablesIn(env: Env): readonly Readable[] {
  const direct = env.vars.flatMap((one): readonly Readable[] => {
    const tree = one.hidden === true ? undefined : read(one, env);
    return tree === undefined ? [] : [{ type: one.type, tree, solid: one.solid, symbols: [one.symbol] }];
  });
  const first = [...direct, ...env.proved];
  const second = first.flatMap((one) => membersOf(one, env));
  return [...first, ...second, ...second.flatMap((one) => membersOf(one, env)).slice(0, 20)];
}

/** The fields and getters of a value or entity; through `?.` where it may be absent. */
function membersOf({ type, tree, solid, symbols }: Readable, { absent }: Env): readonly Readable[] {
  if (type.kind === "optional" && absent.includes(print(tree))) return [];
  const inner = type.kind === "optional" ? type.of : type;
  if (inner.kind !== "value" && inner.kind !== "entity") return [];
  const { fields, getters } = inner.of;
  return [...fields, ...getters].map((field) => {
    const isSafe = type.kind === "optional";
    const found = isSafe && field.type.kind !== "optional" ? optional(field.type) : field.type;
    const made = expr(
      found,
      Level.postfix,
      operand(tree, Level.postfix),
      `${isSafe ? "?." : "."}${field.name}`,
    );
    return {
      type: found,
      tree: { ...made, mentions: [field.symbol] },
      solid: solid && fields.includes(field),
      symbols: [...symbols, field.symbol],
    };
  });
}

export const readablesOf = (type: Type, env: Env): readonly Readable[] =>
  readables(env).filter((one) => same(one.type, type));

/** With a name of its own for a new local, `undefined` being what it is called. */
export function withLocal(
  type: Type,
  env: Env,
  solid: boolean,
): { readonly name: string; readonly env: Env } {
  const { choices } = env;
  const odd = choices.percent(15) ? choices.pick(oddLocals) : undefined;
  const { brands, enums, values, entities } = env.declared;
  const isType = [...brands, ...enums, ...values, ...entities].some((one) => one.name === odd);
  const name = odd !== undefined && !isType && isNew(odd, env) ? odd : env.fresh("x");
  const local: Var = { name, type, root: "", bare: true, symbol: env.fresh("local"), solid };
  return { name, env: { ...env, vars: [...env.vars, local] } };
}

/** No member of anything is called so: members that are still to come are in scope as well. */
const oddLocals =
  "each item self emitted await yield typeof delete2 of2 arguments2 undefined NaN Object JSON String".split(
    " ",
  );

/** Words of the language, of TypeScript and of its run time, as names of members. */
export const oddNames: readonly string[] = (
  "all any by change command completed create delete desc emit entity enum every external for from function get given id " +
  "index key let limit map of on order policy public query remove rename require role saga sample set size start step " +
  "to type undo unique update uses value version when where it old row length name default class " +
  "then prototype arguments await new this var data meta2 draft result problems members present"
).split(" ");

export const withAbsent = ({ tree }: Readable, env: Env): Env => ({
  ...env,
  absent: [...env.absent, print(tree)],
});

export const withProved = (readable: Readable, env: Env): Env => ({
  ...env,
  proved: [...env.proved, readable],
});
