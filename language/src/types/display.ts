/** Types as they are written in the language. */
import type { Ref, Type } from "../model/types.js";

/** `context` is the one that the reader stands in: its own names are written without it. */
export function displayType(type: Type, context?: string): string {
  const inner = (of: Type): string => displayType(of, context);
  switch (type.kind) {
    case "scalar":
      return type.scale === undefined ? type.name : `${type.name}(${String(type.scale)})`;
    case "brand":
      return displayRef(type.ref, context);
    case "enum":
    case "value":
    case "entity":
      return type.version === undefined
        ? displayRef(type.ref, context)
        : `${displayRef(type.ref, context)} version ${String(type.version)}`;
    case "optional":
      return `${inner(type.of)}?`;
    case "list":
      return `${inner(type.of)}[]`;
    case "set":
      return `set<${inner(type.of)}>`;
    case "map":
      return `map<${inner(type.key)}, ${inner(type.value)}>`;
    case "record":
      return `{ ${type.fields.map(({ name, type: of }) => `${name}: ${inner(of)}`).join(", ")} }`;
    case "tuple":
      return `(${type.items.map(inner).join(", ")})`;
    case "none":
      return "none";
  }
}

/** A qualified name as it is written inside `context`. */
export function displayRef(ref: Ref, context?: string): string {
  return context !== undefined && ref.startsWith(`${context}.`) ? ref.slice(context.length + 1) : ref;
}
