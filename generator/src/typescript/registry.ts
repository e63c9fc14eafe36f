/**
 * `registry.ts` of a context: the types of its events, commands and values, in every version, with their schemas and a judge of
 * data for each. And `upcasters.validators.ts`, the readers of the shapes that only stored events have.
 */
import { isInvertible, type AggregateDecl, type Context, type Ref } from "@esdl/language/model";
import type { EmittedFile } from "../emitter.js";
import { singleQuotedLiteral, stringLiteral } from "../escape/index.js";
import { documentsOf, type SchemaDocument } from "../json-schema/documents.js";
import { createFile, type File } from "./file.js";
import { block, group, hardline, indent, join, line, list, paragraphs, type Doc } from "./layout.js";
import { shapeReader } from "./readers.js";
import { mayHoldFormer, renamesOf } from "./renames.js";
import { atVersion, evolvingIn, type Evolving, type Symbols } from "./symbols.js";
import { call } from "./syntax.js";
import { versionType } from "./upcasters.js";

/** Whether there are shapes of before that need readers of their own. */
export function hasOldReaders(context: Context): boolean {
  return evolvingIn(context).some(({ shape, retired }) => retired || shape.version > 1);
}

export function oldReadersFile(symbols: Symbols, context: Context): EmittedFile {
  const file = createFile(symbols, symbols.module(context.name, "upcasters.validators"));
  const docs = evolvingIn(context).flatMap((evolving) =>
    evolving.shape.versions.flatMap(({ version, fields }): readonly Doc[] => {
      if (version === evolving.shape.version && !evolving.retired) return [];
      const type = versionType(evolving, version, file);
      return shapeReader(
        {
          reader: symbols.of("read", atVersion(evolving.key, version)).name,
          reads: `a {@link ${type}}`,
          type,
          fields,
          members: `${evolving.name.charAt(0).toLowerCase()}${evolving.name.slice(1)}V${String(version)}Members`,
        },
        file,
      );
    }),
  );
  return file.print([paragraphs(docs)]);
}

export function registryFile(
  symbols: Symbols,
  context: Context,
  documents: readonly SchemaDocument[],
): EmittedFile {
  const file = createFile(symbols, symbols.module(context.name, "registry"));
  const own = documents.filter(({ ref }) => ref.startsWith(`${context.name}.`));
  const evolving = new Map(evolvingIn(context).map((one) => [one.ref, one]));
  const entries = own.map((document) => entryDoc(document, evolving.get(document.ref), context, file));
  const name = file.symbols.names.registry(context.name);
  file.scope.claim("own:registry", name);
  return file.print([
    [
      `/** What ${context.name} has and had: every version of its events, commands and values, with its schema. */`,
      hardline,
      `export const ${name}: ${file.runtimeType("Registry")} = `,
      block([
        "formatVersion: 1,",
        `context: ${stringLiteral(context.name)},`,
        entries.length === 0
          ? "schemas: [],"
          : ["schemas: [", indent(hardline, join([",", hardline], entries)), ",", hardline, "],"],
      ]),
      ";",
    ],
  ]);
}

function entryDoc(
  document: SchemaDocument,
  evolving: Evolving | undefined,
  context: Context,
  file: File,
): Doc {
  const { kind, ref, version, formerly, isRetired } = document;
  return block(
    [
      `id: ${stringLiteral(document.id)}`,
      `kind: ${stringLiteral(kind)}`,
      `name: ${stringLiteral(ref)}`,
      `version: ${String(version)}`,
      `current: ${String(document.isCurrent)}`,
      `public: ${String(document.isPublic)}`,
      ...(formerly.length === 0 ? [] : [["formerly: ", list("[", formerly.map(stringLiteral), "]")]]),
      ...(isRetired ? ["retired: true"] : []),
      `fingerprint: ${stringLiteral(document.fingerprint)}`,
      group("canonical:", indent(line, singleQuotedLiteral(document.canonical))),
      ["validate: ", judge(document, evolving, context, file)],
      ...(evolving === undefined ? [] : wayBack(version, evolving, file)),
    ].map((entry): Doc => [entry, ","]),
  );
}

/** The judge of data of this version: its reader, after former names of enums' members were replaced. */
function judge(
  { kind, ref, version }: SchemaDocument,
  evolving: Evolving | undefined,
  context: Context,
  file: File,
): Doc {
  const { symbols } = file;
  if (evolving === undefined) {
    const of = kind === "reply" ? "reply" : symbols.lookup.commands.has(ref) ? "command" : "external";
    return call(file.runtime("checkBy"), [file.use(symbols.of("read", `${of}:${ref}`))]);
  }
  const isOld = version < evolving.shape.version || evolving.retired;
  const readerKey = isOld ? atVersion(evolving.key, version) : evolving.key;
  const reader = file.use(symbols.of("read", readerKey));
  const rename = kind === "event" ? renameOf(ref, version, context, file) : undefined;
  return call(file.runtime("checkBy"), rename === undefined ? [reader] : [reader, rename]);
}

/** From today's version to an older one, where every step between them can be undone. */
function wayBack(version: number, evolving: Evolving, file: File): readonly Doc[] {
  const { shape, key } = evolving;
  const { symbols } = file;
  if (version === shape.version || !isInvertible(shape, version, symbols.lookup)) return [];
  let result: Doc = "data";
  for (let at = shape.version; at > version; at--)
    result = call(file.use(symbols.of("downcast", atVersion(key, at))), [result]);
  return [["fromCurrent: (data: ", versionType(evolving, shape.version, file), ") => ", result]];
}

function renameOf(ref: Ref, version: number, context: Context, file: File): string | undefined {
  const events = context.aggregates.flatMap(({ events: all }: AggregateDecl) => all);
  const event = events.find((one) => one.ref === ref);
  if (event === undefined || !mayHoldFormer(event.versions[version - 1]?.fields ?? [], file.symbols.lookup))
    return undefined;
  const symbol = renamesOf(event, file.symbols)[version - 1];
  return symbol && file.use(symbol);
}

/** The schemas of a model, made once for all its contexts. */
export function schemaDocuments({ model }: Symbols): readonly SchemaDocument[] {
  return documentsOf(model);
}
