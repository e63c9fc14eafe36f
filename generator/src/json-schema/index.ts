/** The emitter of JSON Schemas, and of the registry that lists them. What the files are, says documents.ts. */
import type { Model } from "@esdl/language/model";
import type { EmittedFile, Emitter } from "../emitter.js";
import { jsonText } from "../escape/index.js";
import { documentsOf, type SchemaDocument } from "./documents.js";

export { esdlVocabulary, type KeywordDefinition } from "./vocabulary.js";

/** Changes when a reader of older registries would misread newer ones. */
export const registryFormatVersion = 1;

export const jsonSchemaEmitter: Emitter = {
  name: "json-schema",
  *emit(model: Model): Generator<EmittedFile> {
    const documents = documentsOf(model);
    for (const { path, schema } of documents) yield { path: `schemas/${path}`, text: jsonText(schema) };
    yield { path: "schemas/registry.json", text: jsonText(registryOf(documents)) };
  },
};

/** Every schema with what is known of it, sorted by its id: a change of one is a change of its lines alone. */
function registryOf(documents: readonly SchemaDocument[]): object {
  const entries = documents.map((document) => ({
    id: document.id,
    kind: document.kind,
    name: document.ref,
    version: document.version,
    current: document.isCurrent,
    public: document.isPublic,
    ...(document.formerly.length === 0 ? {} : { formerly: document.formerly }),
    ...(document.isRetired ? { retired: true } : {}),
    path: document.path,
    fingerprint: document.fingerprint,
  }));
  const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);
  return { formatVersion: registryFormatVersion, schemas: entries.sort(byId) };
}
