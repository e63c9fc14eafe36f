/** Values as the language writes them, for messages that stand beside a scenario. */
import { baseOf, shapeOf, unwrapped, type Field, type Lookup, type Type } from "@esdl/language/model";
import { isData, isList, memberOf, plainText, type Data, type Value } from "./value.js";

export interface Writer {
  /** `"alice"`, `12.50`, `[Line("TEA-1", 2)]`, `none`. */
  value(type: Type, value: Value): string;
  /** `amount: 21, channel: web`: the fields that are there. */
  fields(fields: readonly Pick<Field, "name" | "type">[], data: Data): string;
}

/** @param names what the uuids of a scenario were called in it */
export function createWriter(lookup: Lookup, names: ReadonlyMap<string, string>): Writer {
  function scalar(name: string, value: Value): string {
    if (value === undefined) return "none";
    if (name === "decimal") return plainText(value);
    if (name === "uuid" && typeof value === "string") return JSON.stringify(names.get(value) ?? value);
    return JSON.stringify(value);
  }

  function write(declared: Type, value: Value): string {
    if (value === undefined) return "none";
    const type = baseOf(unwrapped(declared), lookup);
    switch (type.kind) {
      case "scalar":
        return scalar(type.name, value);
      case "enum":
        return plainText(value);
      case "value":
      case "entity": {
        if (!isData(value)) break;
        const { fields: declaredFields } = shapeOf(type.ref, lookup);
        return `${bareName(type.ref)}(${fields(declaredFields, value)})`;
      }
      case "list":
      case "set":
        if (isList(value)) return `[${value.map((item) => write(type.of, item)).join(", ")}]`;
        break;
      case "map":
        if (isData(value)) {
          const entries = Object.entries(value).map(
            ([key, item]) => `${write(type.key, key)}: ${write(type.value, item)}`,
          );
          return `{${entries.join(", ")}}`;
        }
        break;
      default:
    }
    return JSON.stringify(value);
  }

  function fields(declared: readonly Pick<Field, "name" | "type">[], data: Data): string {
    return declared
      .flatMap(({ name, type }) => {
        const value = memberOf(data, name);
        return value === undefined ? [] : [`${name}: ${write(type, value)}`];
      })
      .join(", ");
  }

  return { value: write, fields };
}

const bareName = (ref: string): string => ref.slice(ref.lastIndexOf(".") + 1);
