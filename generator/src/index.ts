/** Turns a checked model into files by emitters, and writes them safely. */
export type { EmitOptions, EmittedFile, Emitter, Finding, Link } from "./emitter.js";
export * from "./escape/index.js";
export {
  compareSchemas,
  schemaRules,
  verdictOf,
  type CompareOptions,
  type Reading,
  type SchemaComparison,
  type SchemaDifference,
  type SchemaRule,
  type Verdict,
} from "@esdl/evolution";
export { generate, ownEmitters } from "./generate.js";
export { esdlVocabulary, type KeywordDefinition } from "./json-schema/index.js";
export * from "./names/index.js";
export { generatorVersion } from "./package/version.js";
export type { Generated, GenerateOptions } from "./pipeline.js";
export * from "./scaffolds/index.js";
export * from "./writer/index.js";
