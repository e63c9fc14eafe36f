/** Formatting as edits of the text: one for each place that changes, so that carets and marks elsewhere stay. */
import type { Pieces } from "./format.js";
import type { Piece } from "./print.js";

/** Offsets of the text before any edit, `end` exclusive; edits never overlap and stand in order. */
export interface TextEdit {
  /** The offset of the first character that is replaced. */
  readonly start: number;
  /** The offset behind the last one. */
  readonly end: number;
  /** What stands there from then on. */
  readonly text: string;
}

/** What turns a text into its formatted form. */
export function editsOf(text: string, { pieces, newline }: Pieces): TextEdit[] {
  const edits: TextEdit[] = [];
  const put = (start: number, end: number, wanted: string): void => {
    const lines = newline === "\n" ? wanted : wanted.replaceAll("\n", newline);
    if (text.slice(start, end) !== lines) edits.push({ start, end, text: lines });
  };
  let done = 0;
  for (const run of runsOf(pieces)) {
    const start = Math.min(...run.map(({ item }) => item.start));
    const end = Math.max(...run.map(({ item }) => item.end));
    put(done, start, run[0]?.before ?? "");
    put(start, end, run.map(({ before, text }, at) => (at === 0 ? "" : before) + text).join(""));
    done = end;
  }
  put(done, text.length, pieces.length === 0 ? "" : "\n");
  return edits;
}

/** The pieces one by one, and together those that change places. */
function runsOf(pieces: readonly Piece[]): Piece[][] {
  const least: number[] = [];
  let next = Infinity;
  for (let index = pieces.length - 1; index >= 0; index--) {
    least[index] = next;
    next = Math.min(next, pieces[index]?.item.start ?? Infinity);
  }
  const runs: Piece[][] = [];
  let run: Piece[] = [];
  let highest = -1;
  pieces.forEach((piece, index) => {
    run.push(piece);
    highest = Math.max(highest, piece.item.start);
    if (highest > (least[index] ?? Infinity)) return;
    runs.push(run);
    run = [];
  });
  return runs;
}

/** What the edits change on the whole lines around two offsets. */
export function editsWithin(text: string, edits: readonly TextEdit[], from: number, to: number): TextEdit[] {
  const first = text.lastIndexOf("\n", from - 1) + 1;
  const break_ = text.indexOf("\n", to);
  const end = break_ < 0 ? text.length : break_;
  const last = text[end - 1] === "\r" && break_ >= 0 ? Math.max(first, end - 1) : end;
  return edits
    .filter((edit) => edit.end >= first && edit.start <= last)
    .flatMap((edit) => clipped(text, edit, first, last));
}

/**
 * The part of an edit that lies on the lines from one offset to another. Lines are neither joined with those outside nor
 * parted from them: an edit that would is none.
 */
function clipped(text: string, edit: TextEdit, first: number, last: number): readonly TextEdit[] {
  const above = edit.start < first;
  const below = edit.end > last;
  if (!above && !below) return [edit];
  const start = Math.max(edit.start, first);
  const end = Math.min(edit.end, last);
  const own = text.slice(start, end);
  const isBlank = own.trim() === "";
  const lines = edit.text.split(/\r?\n/);
  if (lines.length < 2) {
    // What would be joined with the line below has at least no blanks at its end.
    const ends = below && !above && isBlank && own !== "" && !own.includes("\n");
    return ends ? [{ start, end, text: "" }] : [];
  }
  if (!isBlank && (own.includes("\n") || (above && below))) return [];
  const head = above ? "" : (lines[0] ?? "");
  const tail = below ? "" : (lines.at(-1) ?? "");
  const put = own.includes("\n") ? `${head}${own.replaceAll(/[ \t]/g, "")}${tail}` : head + tail;
  return put === own ? [] : [{ start, end, text: put }];
}

/** A text after its edits. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  let done = 0;
  const parts: string[] = [];
  for (const { start, end, text: put } of edits) {
    parts.push(text.slice(done, start), put);
    done = end;
  }
  return parts.join("") + text.slice(done);
}
