/** The JSON forms of scalars. A test holds the patterns against those of the runtime, which matches what its readers accept. */
import type { ScalarType } from "@esdl/language/model";
import type { Schema } from "./schema.js";

const hex = (digits: number): string => `[0-9a-fA-F]{${digits}}`;
const day = "[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])";

export const patterns = {
  decimal: "^-?[0-9]+(?:\\.[0-9]+)?$",
  uuid: `^${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}$`,
  instant: `^${day}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,3})?Z$`,
  date: `^${day}$`,
  duration:
    "^-?P(?=[0-9T])(?:[0-9]{1,16}W)?(?:[0-9]{1,16}D)?(?:T(?=[0-9])(?:[0-9]{1,16}H)?(?:[0-9]{1,16}M)?(?:[0-9]{1,16}(?:\\.[0-9]{1,3})?S)?)?$",
} as const;

/** The schema of a built-in scalar. */
export function scalarSchema({ name, scale }: ScalarType): Schema {
  switch (name) {
    case "string":
      return { type: "string" };
    case "int":
      return { type: "integer", minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER };
    case "bool":
      return { type: "boolean" };
    case "json":
      return {};
    case "decimal": {
      const text = { type: "string", pattern: patterns.decimal };
      return scale === undefined ? text : { ...text, "x-esdl-scale": scale };
    }
    case "uuid":
    case "instant":
    case "date":
    case "duration":
      return { type: "string", pattern: patterns[name] };
  }
}
