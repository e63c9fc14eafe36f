/** Mappings of source maps (version 3): from text to places and back. */

/** Lines and columns from 0, as source maps count; without a source, the place stands for nothing. */
export interface Segment {
  readonly line: number;
  readonly column: number;
  readonly source?: { readonly index: number; readonly line: number; readonly column: number };
}

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const values: ReadonlyMap<string, number> = new Map(Array.from(digits, (digit, value) => [digit, value]));

/** Reads `mappings`; names are dropped. */
export function decodeMappings(mappings: string): Segment[] {
  const segments: Segment[] = [];
  let [index, sourceLine, sourceColumn] = [0, 0, 0];
  for (const [line, text] of mappings.split(";").entries()) {
    let column = 0;
    for (const segment of text.split(",")) {
      if (segment === "") continue;
      const [toColumn = 0, toIndex, toLine = 0, toSourceColumn = 0] = decodeNumbers(segment);
      column += toColumn;
      if (toIndex === undefined) {
        segments.push({ line, column });
        continue;
      }
      index += toIndex;
      sourceLine += toLine;
      sourceColumn += toSourceColumn;
      segments.push({ line, column, source: { index, line: sourceLine, column: sourceColumn } });
    }
  }
  return segments;
}

/** Writes `mappings`; segments in the order of their place. */
export function encodeMappings(segments: readonly Segment[]): string {
  let text = "";
  let [line, column, index, sourceLine, sourceColumn] = [0, 0, 0, 0, 0];
  let first = true;
  for (const segment of segments) {
    if (segment.line > line) {
      text += ";".repeat(segment.line - line);
      [line, column, first] = [segment.line, 0, true];
    }
    if (!first) text += ",";
    first = false;
    text += encodeNumber(segment.column - column);
    column = segment.column;
    if (segment.source === undefined) continue;
    text += encodeNumber(segment.source.index - index);
    text += encodeNumber(segment.source.line - sourceLine);
    text += encodeNumber(segment.source.column - sourceColumn);
    ({ index, line: sourceLine, column: sourceColumn } = segment.source);
  }
  return text;
}

/** Base 64, five bits a digit, the lowest first; the lowest bit of all is the sign. */
function decodeNumbers(text: string): number[] {
  const numbers: number[] = [];
  let [value, shift] = [0, 0];
  for (const character of text) {
    const digit = values.get(character) ?? 0;
    value += (digit & 31) << shift;
    shift += 5;
    if ((digit & 32) !== 0) continue;
    numbers.push((value & 1) === 1 ? -(value >> 1) : value >> 1);
    [value, shift] = [0, 0];
  }
  return numbers;
}

function encodeNumber(number: number): string {
  let rest = number < 0 ? (-number << 1) | 1 : number << 1;
  let text = "";
  do {
    const digit = rest & 31;
    rest >>>= 5;
    text += digits.charAt(rest > 0 ? digit | 32 : digit);
  } while (rest > 0);
  return text;
}
