/** For tests: types and shapes as short texts. */
import type { Type } from "../../model/index.js";
import type { ShapeSignature } from "../api.js";

/** `decimal(2)`, `Line 1[]?`: enough to tell types apart. */
export function show(type: Type | undefined): string {
  switch (type?.kind) {
    case "scalar":
      return type.scale === undefined ? type.name : `${type.name}(${String(type.scale)})`;
    case "value":
    case "entity":
      return `${type.ref.split(".").at(-1) ?? ""}${type.version === undefined ? "" : ` ${String(type.version)}`}`;
    case "brand":
    case "enum":
      return type.ref.split(".").slice(1).join(".");
    case "list":
      return `${show(type.of)}[]`;
    case "optional":
      return `${show(type.of)}?`;
    case "set":
      return `set<${show(type.of)}>`;
    case "map":
      return `map<${show(type.key)}, ${show(type.value)}>`;
    default:
      return "?";
  }
}

/** `a: int, b: string?`. */
export const fieldsOf = (shape: Pick<ShapeSignature, "fields"> | undefined): string =>
  (shape?.fields ?? []).map(({ name, type }) => `${name}: ${show(type)}`).join(", ");
