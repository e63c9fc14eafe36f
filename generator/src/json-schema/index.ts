/**
 * The emitter of JSON Schema 2020-12. Below `schemas/`, by context:
 *
 * - `types.json` and `inputs.json`: brands, enums and values under `$defs`, as stored and as given;
 * - `<aggregate>/types.json` and `<aggregate>/inputs.json`: its entities and statuses, likewise;
 * - `<aggregate>/events/<event>.json`: the data of an event as it is stored in its current version. Open: a consumer must bear
 *   members that later versions add;
 * - `<aggregate>/commands/<command>.json`: the input of a command, the identity included. Closed.
 *
 * The `$id` of a file is `esdl:/` and its path below `schemas/`, so that the same relative references hold between files and
 * between ids, and stay the same from release to release.
 */
import { posix } from "node:path";
import {
  lookup as lookupOf,
  type AggregateDecl,
  type Context,
  type Lookup,
  type Model,
  type Ref,
} from "@esdl/language/model";
import type { EmittedFile, Emitter } from "../emitter.js";
import { jsonText } from "../escape/index.js";
import { fileNames, packageNames } from "../names/index.js";
import type { Json, Schema } from "./schema.js";
import { objectSchema, type Form } from "./shapes.js";
import { conditioned, typeSchema, type Reference } from "./types.js";

export { esdlVocabulary, type KeywordDefinition } from "./vocabulary.js";

export const jsonSchemaEmitter: Emitter = {
  name: "json-schema",
  emit: (model) => emit(model),
};

const dialect = "https://json-schema.org/draft/2020-12/schema";

/** Where the definitions of named types stand: a folder below `schemas/`, by context or aggregate. */
type Folders = ReadonlyMap<Ref, string>;

function* emit(model: Model): Generator<EmittedFile> {
  const lookup = lookupOf(model);
  const names = packageNames(model);
  const folders = new Map<Ref, string>();
  for (const context of model.contexts) {
    const folder = names.folder(context.name);
    for (const { ref } of [...context.brands, ...context.enums, ...context.values]) folders.set(ref, folder);
    for (const aggregate of context.aggregates) {
      const inside = `${folder}/${names.file(aggregate.ref)}`;
      folders.set(aggregate.ref, inside);
      for (const { ref } of aggregate.entities) folders.set(ref, inside);
      if (aggregate.lifecycle !== undefined) folders.set(aggregate.lifecycle.enum, inside);
    }
  }
  for (const context of model.contexts) {
    const folder = names.folder(context.name);
    yield* definitions(
      folder,
      (reference, form) => contextDefinitions(context, form, reference, lookup),
      folders,
    );
    for (const aggregate of context.aggregates) {
      const inside = folders.get(aggregate.ref) ?? folder;
      yield* definitions(
        inside,
        (reference, form) => aggregateDefinitions(aggregate, form, reference, lookup),
        folders,
      );
      yield* messages(inside, aggregate, folders, lookup);
    }
  }
}

/** Both forms of the definitions in a folder; what is the same in both stands in `types.json` alone. */
function* definitions(
  folder: string,
  define: (reference: Reference, form: Form) => readonly Named[],
  folders: Folders,
): Generator<EmittedFile> {
  for (const form of ["stored", "given"] as const) {
    const path = `${folder}/${fileOf[form]}`;
    const named = define(references(path, form, folders), form);
    if (named.length > 0) yield file(path, { $defs: Object.fromEntries(named) });
  }
}

const fileOf: Readonly<Record<Form, string>> = { stored: "types.json", given: "inputs.json" };

/** References from a file, relative to it. Brands and enums have one form. */
function references(from: string, form: Form, folders: Folders): Reference {
  return (ref, kind) => {
    const folder = folders.get(ref);
    if (folder === undefined) throw new Error(`The model has no ${ref}`);
    const to = `${folder}/${kind === "value" || kind === "entity" ? fileOf[form] : fileOf.stored}`;
    const name = ref.slice(ref.lastIndexOf(".") + 1);
    return `${from === to ? "" : posix.relative(posix.dirname(from), to)}#/$defs/${name}`;
  };
}

type Named = readonly [name: string, schema: Schema];

function contextDefinitions(
  context: Context,
  form: Form,
  reference: Reference,
  lookup: Lookup,
): readonly Named[] {
  const values = context.values.map((value): Named => [
    value.name,
    { ...described(value), ...objectSchema(value.fields, form, reference, lookup) },
  ]);
  if (form === "given") return values;
  const brands = context.brands.map((brand): Named => [
    brand.name,
    {
      ...described(brand),
      ...conditioned(typeSchema(brand.base, reference, lookup), brand.base, brand.where, lookup),
      ...(brand.personal ? { "x-esdl-personal": true } : {}),
    },
  ]);
  const enums = context.enums.map((declared): Named => [
    declared.name,
    { ...described(declared, memberDocs(declared.members)), enum: declared.members.map(({ name }) => name) },
  ]);
  return [...brands, ...enums, ...values];
}

function aggregateDefinitions(
  aggregate: AggregateDecl,
  form: Form,
  reference: Reference,
  lookup: Lookup,
): readonly Named[] {
  const statuses = form === "stored" ? aggregate.lifecycle?.statuses : undefined;
  return [
    ...(statuses === undefined ? [] : [["Status", { enum: statuses }] as const]),
    ...aggregate.entities.map((entity): Named => [
      entity.name,
      { ...described(entity), ...objectSchema(entity.fields, form, reference, lookup) },
    ]),
  ];
}

/** The events and commands of an aggregate, a file each. */
function* messages(
  folder: string,
  aggregate: AggregateDecl,
  folders: Folders,
  lookup: Lookup,
): Generator<EmittedFile> {
  const events = fileNames(aggregate.events.map(({ name }) => name));
  for (const event of aggregate.events) {
    const path = `${folder}/events/${events.get(event.name) ?? ""}.json`;
    yield file(path, {
      title: event.name,
      ...described(event),
      "x-esdl-ref": event.ref,
      "x-esdl-version": event.version,
      "x-esdl-public": event.public,
      ...objectSchema(event.fields, "stored", references(path, "stored", folders), lookup),
    });
  }
  const commands = fileNames(aggregate.commands.map(({ name }) => name));
  for (const command of aggregate.commands) {
    const path = `${folder}/commands/${commands.get(command.name) ?? ""}.json`;
    const fields = [aggregate.identity, ...command.params];
    yield file(path, {
      title: command.name,
      ...described(command),
      "x-esdl-ref": command.ref,
      "x-esdl-public": command.public,
      ...objectSchema(fields, "given", references(path, "given", folders), lookup),
    });
  }
}

function described({ doc }: { readonly doc?: string }, more = ""): Schema {
  const text = [doc ?? "", more].filter((part) => part !== "").join("\n\n");
  return text === "" ? {} : { description: text };
}

function memberDocs(members: readonly { readonly name: string; readonly doc?: string }[]): string {
  return members.flatMap(({ name, doc }) => (doc === undefined ? [] : [`${name}: ${doc}`])).join("\n");
}

function file(path: string, schema: Readonly<Record<string, Json>>): EmittedFile {
  return {
    path: `schemas/${path}`,
    text: jsonText({ $schema: dialect, $id: `esdl:/${path}`, ...schema }),
  };
}
