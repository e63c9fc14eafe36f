/** What changed between two versions of a model, and whom it hurts; comparison of JSON Schemas. */
export * from "./schemas/index.js";
