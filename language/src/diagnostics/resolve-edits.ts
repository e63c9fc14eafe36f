/** From drafted edits to places and texts: what goes with something that is removed, and how something new is set. */
import type { EditDraft } from "./drafts.js";
import type { Location, Locator, OffsetLocation } from "./locate.js";

/** Offsets of the text, `end` exclusive, and what replaces them. */
interface Edit {
  readonly at: OffsetLocation;
  readonly text: string;
}

export function resolveEdit(locate: Locator, edit: EditDraft): Edit {
  if ("at" in edit) return { at: locate.offsets(edit.at), text: edit.text };
  if ("from" in edit) return { at: across(locate, edit.from, edit.to), text: edit.text };
  if ("in" in edit) {
    const at = locate.offsets(edit.in);
    return wordIn(at, textOf(locate, at.file), edit.word, edit.text);
  }
  if ("before" in edit) {
    const { file, start } = locate.offsets(edit.before);
    return { at: { file, start, end: start }, text: edit.text };
  }
  if ("after" in edit) {
    const { file, end } = locate.offsets(edit.after);
    return { at: { file, start: end, end }, text: edit.text };
  }
  if ("above" in edit) {
    const { file, start } = locate.offsets(edit.above);
    const text = textOf(locate, file);
    const at = commentsAbove(text, lineStart(text, start), "//");
    return { at: { file, start: at, end: at }, text: `${edit.text}\n` };
  }
  if ("remove" in edit) {
    const { file, start, end } = across(locate, edit.remove, edit.through ?? edit.remove);
    const text = textOf(locate, file);
    return removal({ file, start: withWord(text, start, edit.word), end }, text);
  }
  if ("beside" in edit) {
    const at = locate.offsets(edit.beside);
    return besides(at, textOf(locate, at.file), edit.text);
  }
  const at = locate.offsets(edit.inside);
  return within(at, textOf(locate, at.file), edit.text);
}

function across(locate: Locator, from: Location, to: Location): OffsetLocation {
  const { file, start } = locate.offsets(from);
  return { file, start, end: locate.offsets(to).end };
}

const textOf = (locate: Locator, path: string): string =>
  locate.files.find((file) => file.path === path)?.text ?? "";

const blank = /^[ \t]$/;

/** The first offset from `at` on, or the last before it, where no blank stands. */
function pastBlanks(text: string, at: number, step: 1 | -1): number {
  let next = at;
  while (blank.test(text[step === 1 ? next : next - 1] ?? "")) next += step;
  return next;
}

const lineStart = (text: string, at: number): number => text.lastIndexOf("\n", at - 1) + 1;

/** Where a line ends, without its break. */
function lineEnd(text: string, at: number): number {
  const found = text.indexOf("\n", at);
  if (found < 0) return text.length;
  return text[found - 1] === "\r" ? Math.max(at, found - 1) : found;
}

/** Behind the line break. */
function nextLine(text: string, at: number): number {
  const found = text.indexOf("\n", at);
  return found < 0 ? text.length : found + 1;
}

const indentAt = (text: string, at: number): string =>
  /^[ \t]*/.exec(text.slice(lineStart(text, at), at))?.[0] ?? "";

/** Nothing else before it on its line. */
const beginsLine = (text: string, at: number): boolean => text.slice(lineStart(text, at), at).trim() === "";

/** Nothing behind it on its line but a comma and a comment. */
const endsLine = (text: string, at: number): boolean =>
  /^[ \t]*,?[ \t]*(\/\/[^]*)?$/.test(text.slice(at, lineEnd(text, at)));

function removal({ file, start, end }: OffsetLocation, text: string): Edit {
  const gone = (from: number, to: number): Edit => ({ at: { file, start: from, end: to }, text: "" });
  const behind = pastBlanks(text, end, 1);
  if (beginsLine(text, start) && endsLine(text, end)) {
    const from = commentsAbove(text, lineStart(text, start), "///");
    const to = nextLine(text, end);
    // Of two blank lines that meet, one stays.
    const meets = isBlankLine(text, to) && (from === 0 || isBlankLine(text, lineStart(text, from - 1)));
    return gone(from, meets ? nextLine(text, to) : to);
  }
  if (text[behind] === ",") return gone(start, pastBlanks(text, behind + 1, 1));
  const space = /\s*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  if (text[start - space - 1] === ",") return gone(start - space - 1, end);
  const before = pastBlanks(text, start, -1);
  // What was apart stays apart.
  if (behind === end && /[\w"(-]/.test(text[end] ?? "")) return gone(start, end);
  return before < start && !beginsLine(text, start) ? gone(before, end) : gone(start, behind);
}

/** Where the word begins that stands right before `start`. */
function withWord(text: string, start: number, word: string | undefined): number {
  if (word === undefined) return start;
  const above = text.slice(0, start).trimEnd();
  return above.endsWith(word) ? above.length - word.length : start;
}

function wordIn({ file, start, end }: OffsetLocation, text: string, word: string, put: string): Edit {
  const written = text.slice(start, end);
  const found = /^\w+$/.test(word)
    ? written.search(new RegExp(`(?<![\\w.])${word}(?!\\w)`))
    : written.indexOf(word);
  if (found < 0) return { at: { file, start, end: start }, text: "" };
  const from = start + found;
  const to = from + word.length;
  return { at: { file, start: from, end: put === "" ? pastBlanks(text, to, 1) : to }, text: put };
}

const isBlankLine = (text: string, start: number): boolean =>
  start < text.length && text.slice(start, lineEnd(text, start)).trim() === "";

/** The beginning of the comments that stand right above a line. */
function commentsAbove(text: string, start: number, mark: "//" | "///"): number {
  let at = start;
  while (at > 0) {
    const above = lineStart(text, at - 1);
    if (!text.slice(above, at).trimStart().startsWith(mark)) break;
    at = above;
  }
  return at;
}

const indented = (lines: string, indent: string): string => lines.replaceAll("\n", `\n${indent}`);

function besides({ file, start, end }: OffsetLocation, text: string, added: string): Edit {
  if (!beginsLine(text, start)) return { at: { file, start: end, end }, text: `, ${added}` };
  const indent = indentAt(text, start);
  const to = endsLine(text, end) ? lineEnd(text, end) : end;
  return { at: { file, start: to, end: to }, text: `\n${indent}${indented(added, indent)}` };
}

function within({ file, end }: OffsetLocation, text: string, added: string): Edit {
  if (text[end - 1] !== "}") return { at: { file, start: end, end }, text: ` { ${added} }` };
  const brace = end - 1;
  const indent = indentAt(text, brace);
  if (beginsLine(text, brace)) {
    const at = lineStart(text, brace);
    return { at: { file, start: at, end: at }, text: `${indent}  ${indented(added, `${indent}  `)}\n` };
  }
  const from = pastBlanks(text, brace, -1);
  return { at: { file, start: from, end: brace }, text: ` ${added} ` };
}
