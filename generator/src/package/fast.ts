/** JavaScript and declarations by cutting, with their maps: one pass over a file's tree instead of a compiler's many. */
import type ts from "typescript";
import type { EmittedFile } from "../emitter.js";
import { declarationsOnly } from "./declare.js";
import { applyEdits, positions, type Edited } from "./edits.js";
import { eraseTypes } from "./erase.js";
import type { Compiled } from "./slow.js";
import { encodeMappings, type Segment } from "./source-map.js";
import { Unsupported } from "./unsupported.js";

type TypeScript = typeof ts;

/** Compiles one file; `undefined` for syntax that this way does not know, or that is wrong. */
export function compileFast(ts: TypeScript, { path, text }: EmittedFile): Compiled | undefined {
  const file = ts.createSourceFile(path, text, {
    languageVersion: ts.ScriptTarget.ES2022,
    // Comments are kept as text; nothing asks for their structure.
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
  });
  // Not in the public interface: if it should go, each file is left to the compiler.
  const mistakes: unknown = Reflect.get(file, "parseDiagnostics");
  if (!Array.isArray(mistakes) || mistakes.length > 0) return undefined;
  try {
    const js = applyEdits(text, eraseTypes(ts, file));
    const declaration = applyEdits(text, declarationsOnly(ts, file));
    return {
      js: js.text,
      declaration: declaration.text,
      jsMappings: encodeMappings(segmentsOf(text, js, startsOfLines)),
      declarationSegments: segmentsOf(text, declaration, startsOfWords),
    };
  } catch (error) {
    if (error instanceof Unsupported) return undefined;
    throw error;
  }
}

/** In JavaScript a debugger stops at lines; where something was cut, a new piece begins. */
const startsOfLines = /[^\n]+/gu;

/** In declarations a definition is asked for at the beginning of a name. */
const startsOfWords = /[A-Za-z_$][\w$]*/gu;

/** Maps the matches of a pattern in what was kept, and the beginning of each piece. */
function segmentsOf(source: string, { text, kept }: Edited, pattern: RegExp): readonly Segment[] {
  const [inSource, inOutput] = [positions(source), positions(text)];
  const segments: Segment[] = [];
  for (const piece of kept) {
    const add = (offset: number): void => {
      const { line, column } = inSource(piece.source + offset);
      segments.push({ ...inOutput(piece.output + offset), source: { index: 0, line, column } });
    };
    const part = text.slice(piece.output, piece.output + piece.length);
    let last = 0;
    add(0);
    for (const { index } of part.matchAll(pattern)) if (index > last) add((last = index));
  }
  return segments;
}
