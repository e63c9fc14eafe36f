/** Validators of other people: what is valid is theirs to say. */
import { esdlVocabulary } from "@esdl/generator";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Draft, Schema } from "./arbitrary.js";

// Without `allErrors` ajv passes over `contains` where `prefixItems` or `items` stands beside it and the array is empty.
const options = { strict: false, logger: false, validateFormats: false, allErrors: true } as const;

/**
 * A check of values against a schema; undefined for what the validator does not take for a schema. The check answers undefined where
 * the validator fails: ajv's code for `unevaluatedProperties` beside alternatives throws on some schemas.
 */
export function validator(
  draft: Draft,
  schema: Schema,
): ((value: unknown) => boolean | undefined) | undefined {
  const ajv = draft === "7" ? shared7 : shared2020;
  try {
    const check = ajv.compile(schema);
    ajv.removeSchema(schema);
    return (value) => {
      try {
        return check(value);
      } catch {
        return undefined;
      }
    };
  } catch {
    return undefined;
  }
}

const shared7 = new Ajv(options);
const shared2020 = new Ajv2020(options);
for (const ajv of [shared7, shared2020]) for (const keyword of esdlVocabulary) ajv.addKeyword({ ...keyword });
