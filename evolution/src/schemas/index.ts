export { compareSchemas, type CompareOptions, type SchemaComparison } from "./compare-schemas.js";
export {
  schemaRules,
  verdictOf,
  type Reading,
  type SchemaDifference,
  type SchemaRule,
  type Verdict,
} from "./difference.js";
