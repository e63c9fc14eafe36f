/** Equality and order of the model's types, as expressions of TypeScript. */
import { fieldsAt, type Field, type Lookup, type Type } from "@esdl/language/model";
import { stringLiteral } from "../escape/index.js";
import { memberAccess } from "../names/index.js";
import type { File } from "./file.js";
import { propertyName, baseOf, holdsSet, olderVersion, typeText, unwrapped } from "./types.js";

/** The `Equal` of a type where equality by structure would be wrong, because a set is in it; otherwise `undefined`. */
export function equalOf(type: Type, file: File): string | undefined {
  const { lookup } = file.symbols;
  if (!holdsSet(type, lookup)) return undefined;
  switch (type.kind) {
    case "optional":
      return `${file.value("equalOptional")}(${equalOf(type.of, file) ?? file.value("equalValues")})`;
    case "list":
      return `${file.value("equalList")}(${equalOf(type.of, file) ?? file.value("equalValues")})`;
    case "set":
      return `${file.value("equalSet")}(${equalOf(type.of, file) ?? ""})`;
    case "map":
      return `${file.value("equalMap")}(${equalOf(type.value, file) ?? file.value("equalValues")})`;
    case "value":
    case "entity":
      if (olderVersion(type, lookup) === undefined) return file.use(file.symbols.of("equal", type.ref));
      return `${file.value("equalRecord")}<${typeText(type, file)}>${equalMembers(fieldsAt(type, lookup), file)}`;
    case "record":
      return file.value("equalRecord") + equalMembers(type.fields, file);
    default:
      return undefined;
  }
}

function equalMembers(fields: readonly Pick<Field, "name" | "type">[], file: File): string {
  const members = fields.map(
    (field) => `${propertyName(field.name)}: ${equalOf(field.type, file) ?? file.value("equalValues")}`,
  );
  return `({ ${members.join(", ")} })`;
}

/** Whether values of the type are equal exactly when `===` says so. */
export function isIdentity(type: Type, lookup: Lookup): boolean {
  const base = baseOf(unwrapped(type), lookup);
  return base.kind === "enum" || base.kind === "none" || (base.kind === "scalar" && base.name !== "json");
}

/** The comparison of one field of two values, for the equality of a value that holds a set. */
export function equalFields(field: Field, a: string, b: string, file: File): string {
  const left = a + memberAccess(field.name);
  const right = b + memberAccess(field.name);
  if (isIdentity(field.type, file.symbols.lookup)) return `${left} === ${right}`;
  return `${equalOf(field.type, file) ?? file.value("equalValues")}(${left}, ${right})`;
}

const comparers: Readonly<Record<string, string>> = {
  int: "compareInt",
  decimal: "compareDecimal",
  bool: "compareBool",
  instant: "compareInstant",
  date: "compareDate",
  duration: "compareDuration",
};

/** The `Compare` of an ordered type. */
export function compareOf(type: Type, file: File): string {
  if (type.kind === "optional") return `${file.value("compareOptional")}(${compareOf(type.of, file)})`;
  const base = baseOf(type, file.symbols.lookup);
  return file.value((base.kind === "scalar" ? comparers[base.name] : undefined) ?? "compareText");
}

/** `"sku"`: the key field of a keyed list's entity, as an argument. */
export function keyLiteral(name: string): string {
  return stringLiteral(name);
}
