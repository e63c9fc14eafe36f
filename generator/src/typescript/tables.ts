/**
 * `tables.ts`: the views of a context's read models as a query builder is told of them, in the shape that Kysely takes. For
 * ad-hoc SQL; applications read rows through the runtime.
 */
import type { Context, ProjectionDecl } from "@esdl/language/model";
import type { EmittedFile } from "../emitter.js";
import { stringLiteral } from "../escape/index.js";
import { commented, createFile, type File } from "./file.js";
import { block, hardline, type Doc } from "./layout.js";
import { columnKind } from "./projection-table.js";
import type { Symbols } from "./symbols.js";
import { propertyName, typeText, unwrapped } from "./types.js";

export function tablesFile(symbols: Symbols, context: Context): EmittedFile {
  const file = createFile(symbols, symbols.module(context.name, "tables"));
  return file.print([
    [
      `/** The views of ${context.name} in SQLite, for \`new Kysely<Database>(…)\`. A truth is 0 or 1, nested data is JSON text. */`,
      hardline,
      "export interface Database ",
      block(context.projections.map((projection) => viewDoc(projection, file))),
    ],
  ]);
}

function viewDoc({ ref, doc, keys, fields, getters }: ProjectionDecl, file: File): Doc {
  const taken = new Set<string>();
  const columns = [...keys, ...fields, ...getters].map((field): Doc => {
    const { name, type } = field;
    const kind = columnKind(type, file.symbols.lookup);
    const held = kind === "json" ? "string" : kind === "bool" ? "number" : typeText(unwrapped(type), file);
    const none = type.kind === "optional" ? " | null" : "";
    return commented(field.doc, `readonly ${propertyName(columnName(name, taken))}: ${held}${none};`);
  });
  return commented(doc, [`readonly ${stringLiteral(ref)}: `, block(columns), ";"]);
}

/** As the store names columns: the second of two that differ by case only gets a number. */
function columnName(name: string, taken: Set<string>): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}#${String(number)}`;
    if (taken.has(candidate.toLowerCase())) continue;
    taken.add(candidate.toLowerCase());
    return candidate;
  }
}
