/** A projection's file, in its fixed order: row, handlers, queries, definition. */
import type { ProjectionDecl } from "@esdl/language/model";
import type { EmittedFile } from "../emitter.js";
import { stringLiteral } from "../escape/index.js";
import { memberAccess } from "../names/index.js";
import { members } from "./declarations.js";
import { commented, createFile, rule } from "./file.js";
import { block, hardline, list, paragraphs, type Doc } from "./layout.js";
import { draftDocs, handlerFunctions, type HandledFunction } from "./projection-handlers.js";
import { createProjectionFile, type ProjectionFile } from "./projection-names.js";
import { queryDocs } from "./projection-queries.js";
import { tableDoc } from "./projection-table.js";
import { readerOf } from "./readers.js";
import type { Symbols } from "./symbols.js";
import { call, property } from "./syntax.js";
import { baseOf, typeText } from "./types.js";

export function projectionFile(symbols: Symbols, projection: ProjectionDecl): EmittedFile {
  const file = createFile(symbols, symbols.projectionModule(projection.ref));
  const owner = createProjectionFile(file, projection);
  const functions = handlerFunctions(owner);
  const sections: readonly (readonly [string, readonly Doc[]])[] = [
    ["row", [...rowDocs(owner), ...draftDocs(owner)]],
    ["handlers", functions.map(({ doc }) => doc)],
    ["queries", queryDocs(owner)],
    ["definition", [definitionDoc(owner, functions)]],
  ];
  const docs = sections
    .filter(([, parts]) => parts.length > 0)
    .map(([title, parts]) => paragraphs([rule(title), ...parts]));
  const emitted = file.print(docs);
  // A link at the beginning is for the module: where `export * as AccountOverview` leads to.
  const module = { line: 1, column: 1, span: projection.nameSpan };
  return { ...emitted, links: [module, ...(emitted.links ?? [])] };
}

function rowDocs({ file, projection }: ProjectionFile): readonly Doc[] {
  const { keys, fields, getters } = projection;
  const [only] = keys;
  return [
    commented(projection.doc ?? `A row of \`${projection.name}\`.`, [
      "export interface Row ",
      members([...keys, ...fields, ...getters], file),
    ]),
    keys.length === 1 && only !== undefined
      ? commented("What a row is found by.", `export type Key = ${typeText(only.type, file)};`)
      : commented("What a row is found by.", ["export interface Key ", members(keys, file)]),
  ];
}

function definitionDoc(owner: ProjectionFile, functions: readonly HandledFunction[]): Doc {
  const { file, projection, table } = owner;
  const { keys } = projection;
  // Not held to the conditions of its type: a row may be older than they are.
  const parts = keys.map(({ name, type }) =>
    call(file.runtime("argument"), [
      stringLiteral(name),
      readerOf(baseOf(type, file.symbols.lookup), file),
      keys.length === 1 ? "key" : `key${memberAccess(name)}`,
    ]),
  );
  const keyOf: Doc = ["keyOf: (key) => ", list("[", parts, "]")];
  const aggregates = [...new Set(functions.map(({ aggregate }) => aggregate))];
  const events = aggregates.map((aggregate): Doc => [
    `${stringLiteral(aggregate)}: `,
    block(
      functions
        .filter((each) => each.aggregate === aggregate)
        .map(({ event, name }): Doc => [property(event, name), ","]),
    ),
    ",",
  ]);
  const type = `${file.runtimeType("ProjectionDefinition")}<Row, Key>`;
  return [
    "/** What the runtime runs. */",
    hardline,
    `export const definition: ${type} = `,
    block([
      `name: ${stringLiteral(projection.ref)},`,
      ["table: ", tableDoc(projection.ref, table), ","],
      [keyOf, ","],
      ["events: ", events.length === 0 ? "{}" : block(events), ","],
    ]),
    ";",
  ];
}
