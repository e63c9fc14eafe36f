/** When two types are the same type. */
import type { Type } from "../model/types.js";

export function sameType(a: Type, b: Type): boolean {
  switch (a.kind) {
    case "scalar":
      return b.kind === "scalar" && a.name === b.name && a.scale === b.scale;
    case "brand":
      return b.kind === "brand" && a.ref === b.ref;
    case "enum":
    case "value":
    case "entity":
      return b.kind === a.kind && a.ref === b.ref && a.version === b.version;
    case "optional":
    case "list":
    case "set":
      return b.kind === a.kind && sameType(a.of, b.of);
    case "map":
      return b.kind === "map" && sameType(a.key, b.key) && sameType(a.value, b.value);
    case "record":
      return (
        b.kind === "record" &&
        a.fields.length === b.fields.length &&
        a.fields.every((field, at) => {
          const other = b.fields[at];
          return other?.name === field.name && sameType(field.type, other.type);
        })
      );
    case "tuple":
      return b.kind === "tuple" && sameTypes(a.items, b.items);
    case "none":
      return b.kind === "none";
  }
}

const sameTypes = (a: readonly Type[], b: readonly Type[]): boolean =>
  a.length === b.length &&
  a.every((type, at) => {
    const other = b[at];
    return other !== undefined && sameType(type, other);
  });
