/**
 * One JSON Schema 2020-12 for every version of every event, command, reply, value and entity. Below `schemas/`, by context:
 *
 * - `values/<value>.v<n>.json`, `<aggregate>/entities/<entity>.v<n>.json`;
 * - `<aggregate>/events/<event>.v<n>.json`: the data of an event as it is stored in that version. Open: a consumer must bear
 *   members that later versions add;
 * - `<aggregate>/commands/<command>.v1.json`: the input of a command, the identity included. Closed;
 * - `commands/<command>.v1.json` and `replies/<command>.v1.json`: the input of an external command, and what it is answered
 *   with. Closed.
 *
 * The `$id` says what it is and stays the same from release to release: `urn:esdl:event:Banking.Account.MoneyDeposited:1`.
 */
import {
  lookup as lookupOf,
  type AggregateDecl,
  type Context,
  type Documented,
  type Field,
  type Lookup,
  type Model,
  type Ref,
  type Versioned,
} from "@esdl/language/model";
import { fileNames, packageNames, type PackageNames } from "../names/index.js";
import { canonicalText, fingerprintOf } from "./canonical.js";
import { createDefinitions, described } from "./definitions.js";
import type { Schema } from "./schema.js";
import { objectSchema, type Form } from "./shapes.js";

export type DocumentKind = "command" | "entity" | "event" | "reply" | "value";

/** The schema of one version of something. */
export interface SchemaDocument {
  readonly kind: DocumentKind;
  readonly ref: Ref;
  readonly version: number;
  /** Whether it is the version of today. */
  readonly isCurrent: boolean;
  readonly isPublic: boolean;
  /** Events: other names that it was stored under, and whether it is only read any more. */
  readonly formerly: readonly string[];
  readonly isRetired: boolean;
  /** Below `schemas/`. */
  readonly path: string;
  readonly id: string;
  readonly schema: Schema;
  /** The schema as RFC 8785 writes it, and the hash of that. */
  readonly canonical: string;
  readonly fingerprint: string;
}

export const dialect = "https://json-schema.org/draft/2020-12/schema";

/** The schemas of a whole model, in the order of the model, oldest version first. */
export function documentsOf(model: Model): readonly SchemaDocument[] {
  const lookup = lookupOf(model);
  const names = packageNames(model);
  return model.contexts.flatMap((context) => documentsIn(context, names, lookup));
}

function documentsIn(context: Context, names: PackageNames, lookup: Lookup): readonly SchemaDocument[] {
  const folder = names.folder(context.name);
  return [
    ...versionsOf("value", context.values, `${folder}/values`, lookup),
    ...externalCommandsOf(context, folder, lookup),
    ...context.aggregates.flatMap((aggregate) =>
      messagesOf(aggregate, `${folder}/${names.file(aggregate.ref)}`, lookup),
    ),
  ];
}

function externalCommandsOf(
  { externalCommands }: Context,
  folder: string,
  lookup: Lookup,
): readonly SchemaDocument[] {
  const inputs = externalCommands.map((command) => unversioned(command, command.params));
  const replies = externalCommands.flatMap((command) =>
    command.returns.length === 0 ? [] : [unversioned(command, command.returns)],
  );
  return [
    ...versionsOf("command", inputs, `${folder}/commands`, lookup),
    ...versionsOf("reply", replies, `${folder}/replies`, lookup),
  ];
}

/** A shape that has no versions. */
function unversioned<T extends object>(declared: T, fields: readonly Field[]): T & Versioned {
  return { ...declared, fields, version: 1, versions: [{ version: 1, fields }] };
}

function messagesOf(aggregate: AggregateDecl, folder: string, lookup: Lookup): readonly SchemaDocument[] {
  const commands = aggregate.commands.map((command) =>
    unversioned(command, [aggregate.identity, ...command.params]),
  );
  return [
    ...versionsOf("entity", aggregate.entities, `${folder}/entities`, lookup),
    ...versionsOf("event", aggregate.events, `${folder}/events`, lookup),
    ...versionsOf("command", commands, `${folder}/commands`, lookup),
  ];
}

interface Shape extends Documented, Versioned {
  readonly ref: Ref;
  readonly public: boolean;
  readonly formerly?: readonly string[];
  readonly retired?: unknown;
}

function versionsOf(
  kind: DocumentKind,
  shapes: readonly Shape[],
  folder: string,
  lookup: Lookup,
): readonly SchemaDocument[] {
  const files = fileNames(shapes.map(({ name }) => name));
  return shapes.flatMap((shape) =>
    shape.versions.map(({ version, fields }): SchemaDocument => {
      const id = `urn:esdl:${kind}:${shape.ref}:${String(version)}`;
      const schema = documentSchema(kind, shape, version, fields, id, lookup);
      const canonical = canonicalText(schema);
      return {
        kind,
        ref: shape.ref,
        version,
        isCurrent: version === shape.version,
        isPublic: shape.public,
        formerly: shape.formerly ?? [],
        isRetired: shape.retired !== undefined,
        path: `${folder}/${files.get(shape.name) ?? ""}.v${String(version)}.json`,
        id,
        schema,
        canonical,
        fingerprint: fingerprintOf(canonical),
      };
    }),
  );
}

function documentSchema(
  kind: DocumentKind,
  shape: Shape,
  version: number,
  fields: readonly Field[],
  id: string,
  lookup: Lookup,
): Schema {
  const form: Form = kind === "command" || kind === "reply" ? "given" : "stored";
  const definitions = createDefinitions(form, lookup);
  const object = objectSchema(fields, form, definitions.reference, lookup);
  const defined = definitions.all();
  return {
    $schema: dialect,
    $id: id,
    title: shape.name,
    ...described(shape),
    "x-esdl-ref": shape.ref,
    "x-esdl-version": version,
    "x-esdl-public": shape.public,
    ...object,
    ...(Object.keys(defined).length === 0 ? {} : { $defs: defined }),
  };
}
