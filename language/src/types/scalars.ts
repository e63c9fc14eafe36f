/** The built-in types as values, and small questions about types that need no declarations. */
import type { OptionalType, ScalarName, ScalarType, Type } from "../model/types.js";

const scalar = (name: ScalarName): ScalarType => ({ kind: "scalar", name });

export const stringType = scalar("string");
export const intType = scalar("int");
export const decimalType = scalar("decimal");
export const boolType = scalar("bool");
export const uuidType = scalar("uuid");
export const instantType = scalar("instant");
export const dateType = scalar("date");
export const durationType = scalar("duration");
export const noneType: Type = { kind: "none" };

/** `decimal(scale)`, or plain `decimal` without a scale. */
export const decimalOf = (scale: number | undefined): ScalarType =>
  scale === undefined ? decimalType : { kind: "scalar", name: "decimal", scale };

export const listOf = (of: Type): Type => ({ kind: "list", of });
export const setOf = (of: Type): Type => ({ kind: "set", of });

/** `T?`; an optional stays as it is, and so does `none`. */
export const optionalOf = (of: Type): Type =>
  of.kind === "optional" || of.kind === "none" ? of : { kind: "optional", of };

/** `T` of a `T?`, every other type as it is. */
export const presentOf = (type: Type): Type => (type.kind === "optional" ? type.of : type);

export const isOptional = (type: Type): type is OptionalType => type.kind === "optional";

export const isScalar = (type: Type, name: ScalarName): boolean =>
  type.kind === "scalar" && type.name === name;

/** Whether the type, or something that it holds, is not known yet: `none`, `[]`. */
export function isOpen(type: Type): boolean {
  switch (type.kind) {
    case "none":
      return true;
    case "optional":
    case "list":
    case "set":
      return isOpen(type.of);
    case "map":
      return isOpen(type.key) || isOpen(type.value);
    default:
      return false;
  }
}
