/** Builds small models by hand, for tests of single emitters: what is left out is empty. */
import type {
  AggregateDecl,
  BrandDecl,
  CommandDecl,
  Context,
  Documented,
  EntityDecl,
  EnumDecl,
  EventDecl,
  Expr,
  Field,
  Model,
  ScalarName,
  Span,
  Type,
  ValueDecl,
} from "@esdl/language/model";

/** Line 1 unless told. */
export const at = (line: number, column: number, name: string): Span => [
  0,
  line,
  column,
  line,
  column + name.length,
];

const documented = (name: string, more: { readonly doc?: string; readonly nameSpan?: Span }): Documented => ({
  name,
  span: at(1, 1, name),
  nameSpan: at(1, 1, name),
  ...more,
});

type Given<T> = Partial<Omit<T, "name" | "ref">>;

export const scalar = (name: ScalarName, scale?: number): Type =>
  scale === undefined ? { kind: "scalar", name } : { kind: "scalar", name, scale };
export const brand = (ref: string): Type => ({ kind: "brand", ref });
export const optional = (of: Type): Type => ({ kind: "optional", of });
export const list = (of: Type): Type => ({ kind: "list", of });

export const field = (name: string, type: Type, more: Given<Field> = {}): Field => ({
  ...documented(name, more),
  ...more,
  type,
});

const declaration = (ref: string, more: { readonly doc?: string; readonly nameSpan?: Span }) => ({
  ...documented(ref.slice(ref.lastIndexOf(".") + 1), more),
  ref,
  public: false,
});

const versioned = (fields: readonly Field[]) => ({ fields, version: 1, versions: [{ version: 1, fields }] });

export const brandDecl = (ref: string, base: Type, more: Given<BrandDecl> = {}): BrandDecl => ({
  ...declaration(ref, more),
  isId: false,
  personal: false,
  ...more,
  base,
});

export const enumDecl = (ref: string, members: readonly string[], more: Given<EnumDecl> = {}): EnumDecl => ({
  ...declaration(ref, more),
  members: members.map((name) => documented(name, {})),
  version: 1,
  versions: [{ version: 1, members }],
  ...more,
});

export const valueDecl = (ref: string, fields: readonly Field[], more: Given<ValueDecl> = {}): ValueDecl => ({
  ...declaration(ref, more),
  ...versioned(fields),
  getters: [],
  invariants: [],
  ...more,
});

export const entityDecl = (ref: string, key: Field, fields: readonly Field[]): EntityDecl => ({
  ...valueDecl(ref, [key, ...fields]),
  key,
});

export const eventDecl = (ref: string, fields: readonly Field[], more: Given<EventDecl> = {}): EventDecl => ({
  ...declaration(ref, more),
  ...versioned(fields),
  aggregate: ref.slice(0, ref.lastIndexOf(".")),
  formerly: [],
  getters: [],
  invariants: [],
  ...more,
});

export const commandDecl = (
  ref: string,
  params: readonly Field[],
  more: Given<CommandDecl> = {},
): CommandDecl => ({
  ...declaration(ref, more),
  aggregate: ref.slice(0, ref.lastIndexOf(".")),
  flavour: "plain",
  body: [],
  rejections: [],
  emits: [],
  ...more,
  params,
});

export const aggregateDecl = (
  ref: string,
  identity: Field,
  more: Given<AggregateDecl> = {},
): AggregateDecl => ({
  ...declaration(ref, more),
  identity,
  state: { fields: [], getters: [] },
  entities: [],
  invariants: [],
  uniques: [],
  rejections: [],
  events: [],
  commands: [],
  handlers: [],
  ...more,
});

export const context = (name: string, more: Partial<Context> = {}): Context => ({
  name,
  headers: [at(1, 1, name)],
  uses: [],
  brands: [],
  enums: [],
  values: [],
  roles: [],
  functions: [],
  externalCommands: [],
  aggregates: [],
  projections: [],
  sagas: [],
  policies: [],
  scenarios: [],
  ...more,
});

export const model = (...contexts: readonly Context[]): Model => ({
  formatVersion: 1,
  files: ["model.esdl"],
  contexts,
});

// Expressions of conditions.

const bool = scalar("bool");
export const it = (type: Type): Expr => ({ kind: "root", type, root: "it" });
export const literal = (type: Type, value: string | number | boolean): Expr => ({
  kind: "literal",
  type,
  value,
});
export const compare = (
  left: Expr,
  op: "==" | "!=" | "<" | "<=" | ">" | ">=",
  right: Expr,
  on: "int" | "decimal" | "value" = "value",
): Expr => ({ kind: "binary", type: bool, op, on, left, right });
export const and = (left: Expr, right: Expr): Expr => ({
  kind: "logical",
  type: bool,
  op: "and",
  left,
  right,
});
export const matches = (value: Expr, source: string): Expr => ({
  kind: "matches",
  type: bool,
  value,
  source,
});
export const length = (target: Expr, on: "string" | "list" | "set" | "map" = "string"): Expr => ({
  kind: "method",
  type: scalar("int"),
  target,
  on,
  name: on === "string" ? "length" : "size",
  args: [],
});
