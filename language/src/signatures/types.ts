/** What a written type means. */
import { type FixDraft, write } from "../diagnostics/drafts.js";
import type { Report } from "../diagnostics/report.js";
import type * as ast from "../generated/ast.js";
import { isTypeExpr } from "../generated/ast.js";
import type { Ref, ScalarName, ScalarType, Type } from "../model/index.js";
import { type Names, type Place, type SymbolOf, typeKinds } from "../names/api.js";

/** No decimal has more digits. */
const mostDigits = 1000;

const scalarNames: ReadonlySet<string> = new Set<ScalarName>([
  "string",
  "int",
  "decimal",
  "bool",
  "uuid",
  "instant",
  "date",
  "duration",
  "json",
]);
/** Whether a name is that of a built-in type. */
export const isScalarName = (name: string): name is ScalarName => scalarNames.has(name);

/** The scalars whose JSON form is a text that may be the name of a member of an object. */
const keyScalars: ReadonlySet<ScalarName> = new Set<ScalarName>([
  "string",
  "uuid",
  "instant",
  "date",
  "duration",
]);

export interface TypeContext {
  readonly names: Names;
  readonly report: Report;
  /** What is under brands. */
  readonly underlying: (type: Type) => Type | undefined;
}

/** The meaning of `type` at `from`, embedded types in their current version. Reports what is wrong with it. */
export function formType(context: TypeContext, type: ast.TypeExpr, from: Place): Type | undefined {
  if (type.$type !== "OptionalType") return formPresent(context, type, from);
  if (type.base.$type === "OptionalType") {
    const inner = type.base.$cstNode?.text;
    const fixes = inner === undefined ? [] : [{ title: "Write one `?`", edits: [{ at: type, text: inner }] }];
    context.report("ESDL1203", type, {}, fixes);
  }
  let base = type.base;
  while (base.$type === "OptionalType") base = base.base;
  const of = formPresent(context, base, from);
  return of === undefined ? undefined : { kind: "optional", of };
}

/** A type that is no optional: those say that a member is absent, which only members can be. */
function formPresent(context: TypeContext, type: ast.TypeExpr, from: Place): Type | undefined {
  const part = (inner: ast.TypeExpr): Type | undefined => formPresent(context, inner, from);
  switch (type.$type) {
    case "MissingType":
      return undefined;
    case "OptionalType":
      context.report("ESDL1204", type, {}, placesForOptional(type));
      return part(type.base);
    case "ListType": {
      const of = part(type.element);
      return of === undefined ? undefined : { kind: "list", of };
    }
    case "SetType": {
      const of = part(type.element);
      return of === undefined ? undefined : { kind: "set", of };
    }
    case "MapType": {
      const key = part(type.key);
      const value = part(type.value);
      if (key === undefined || value === undefined) return undefined;
      if (!isMapKey(context, key)) context.report("ESDL1205", type.key, {}, [write(type.key, "string")]);
      return { kind: "map", key, value };
    }
    case "NamedType":
      return formNamed(context, type, from);
  }
}

/** Without the `?`, or with it behind the list: what is absent then is the list. */
function placesForOptional(type: ast.OptionalType): readonly FixDraft[] {
  const base = type.base.$cstNode?.text ?? "";
  const list = type.$container;
  const isOutermost = list.$type === "ListType" && !isTypeExpr(list.$container);
  return [write(type, base), ...(isOutermost ? [write(list, `${base}[]?`)] : [])];
}

function isMapKey({ underlying }: TypeContext, key: Type): boolean {
  const plain = underlying(key);
  if (plain === undefined || plain.kind === "enum") return true;
  return plain.kind === "scalar" && keyScalars.has(plain.name);
}

function formNamed({ names, report }: TypeContext, type: ast.NamedType, from: Place): Type | undefined {
  const { segments } = type.target;
  const [first, ...others] = segments;
  const { digits } = type;
  if (first !== undefined && others.length === 0 && isScalarName(first.$refText)) {
    const scalar: ScalarType = { kind: "scalar", name: first.$refText };
    if (digits === undefined) return scalar;
    if (scalar.name !== "decimal") {
      report("ESDL1201", { node: type, property: "digits" }, { name: scalar.name }, [
        { title: `Write ${scalar.name}`, edits: [{ at: type, text: scalar.name }] },
      ]);
      return scalar;
    }
    if (digits > mostDigits) {
      const at = { node: type, property: "digits" };
      report("ESDL1202", at, { digits, most: mostDigits }, [write(at, String(mostDigits))]);
      return scalar;
    }
    return { ...scalar, scale: digits };
  }
  const symbol = names.resolve(segments, typeKinds, from);
  if (symbol === undefined) return undefined;
  if (digits !== undefined)
    report("ESDL1201", { node: type, property: "digits" }, { name: symbol.name }, [
      write(type, type.target.$cstNode?.text ?? symbol.name),
    ]);
  return typeNamed(symbol, current);
}

const current: ReadonlyMap<Ref, number> = new Map();

/** The type of a symbol, in the version that `embedded` says, else the current one. */
export function typeNamed(
  { kind, ref }: SymbolOf<(typeof typeKinds)[number]>,
  embedded: ReadonlyMap<Ref, number>,
): Type {
  if (kind === "brand" || kind === "enum") return { kind, ref };
  const version = embedded.get(ref);
  return version === undefined ? { kind, ref } : { kind, ref, version };
}

/** `type`, given in current versions, with the versions that `embedded` says. */
export function stamp(type: Type, embedded: ReadonlyMap<Ref, number>): Type {
  if (embedded.size === 0) return type;
  switch (type.kind) {
    case "value":
    case "entity": {
      const version = embedded.get(type.ref);
      return version === undefined ? type : { ...type, version };
    }
    case "optional":
    case "list":
    case "set":
      return { kind: type.kind, of: stamp(type.of, embedded) };
    case "map":
      return { kind: "map", key: stamp(type.key, embedded), value: stamp(type.value, embedded) };
    default:
      return type;
  }
}

/** The qualified names that a type mentions itself; not those inside its values. */
export function* refsIn(type: Type | undefined): Generator<Ref> {
  switch (type?.kind) {
    case "brand":
    case "enum":
    case "value":
    case "entity":
      yield type.ref;
      break;
    case "optional":
    case "list":
    case "set":
      yield* refsIn(type.of);
      break;
    case "map":
      yield* refsIn(type.key);
      yield* refsIn(type.value);
      break;
    default:
  }
}
