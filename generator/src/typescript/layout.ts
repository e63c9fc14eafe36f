/**
 * The printer of generated code: documents are text with places where a line may break, and groups that stay on one line
 * when they fit. Wadler's algorithm as prettier runs it, without a parser; besides the text it answers where marked names
 * stand, so that declaration maps can lead from them to the model.
 */
import type { Span } from "@esdl/language/model";
import type { Link } from "../emitter.js";

/** `break`: what it becomes in a group that is broken; `flat`: in one that is not. A line is the pair "newline" / " ". */
export type Doc =
  | string
  | readonly Doc[]
  /** Asked when the document is printed: names that are known late only. */
  | (() => string)
  | { readonly kind: "group"; readonly doc: Doc; readonly hard: boolean }
  | { readonly kind: "indent"; readonly doc: Doc }
  | { readonly kind: "line"; readonly flat: string; readonly hard?: true }
  | { readonly kind: "ifBreak"; readonly broken: Doc; readonly flat: Doc }
  | { readonly kind: "mark"; readonly span: Span; readonly text: string };

export const line: Doc = { kind: "line", flat: " " };
export const softline: Doc = { kind: "line", flat: "" };
export const hardline: Doc = { kind: "line", flat: "", hard: true };

/** Whether a document holds a line that always breaks, so that every group around it breaks too. */
function isHard(doc: Doc): boolean {
  if (typeof doc === "string" || typeof doc === "function") return false;
  if (isArray(doc)) return doc.some(isHard);
  if (doc.kind === "line") return doc.hard === true;
  if (doc.kind === "group") return doc.hard;
  if (doc.kind === "indent") return isHard(doc.doc);
  return false;
}

export function group(...parts: readonly Doc[]): Doc {
  return { kind: "group", doc: parts, hard: isHard(parts) };
}

export function indent(...parts: readonly Doc[]): Doc {
  return { kind: "indent", doc: parts };
}

export function ifBreak(broken: Doc, flat: Doc = ""): Doc {
  return { kind: "ifBreak", broken, flat };
}

/** A name that stands for a place in the model. */
export function mark(text: string, span: Span): Doc {
  return { kind: "mark", span, text };
}

export function join(separator: Doc, docs: readonly Doc[]): Doc {
  const joined: Doc[] = [];
  for (const doc of docs) {
    if (joined.length > 0) joined.push(separator);
    joined.push(doc);
  }
  return joined;
}

/** Statements, members, sections: each on a line of its own. */
export function lines(docs: readonly Doc[]): Doc {
  return join(hardline, docs);
}

/** Declarations, with an empty line between. */
export function paragraphs(docs: readonly Doc[]): Doc {
  return join([hardline, hardline], docs);
}

/** `{`, each document on a line of its own, `}`. */
export function block(docs: readonly Doc[]): Doc {
  return docs.length === 0 ? "{}" : ["{", indent(hardline, lines(docs)), hardline, "}"];
}

/** Items between brackets, on one line or on one line each with a trailing comma. */
export function list(open: string, items: readonly Doc[], close: string, pad: Doc = softline): Doc {
  if (items.length === 0) return open + close;
  return group(open, indent(pad, join([",", line], items)), ifBreak(","), pad, close);
}

export interface Printed {
  readonly text: string;
  readonly links: readonly Link[];
}

type Mode = "flat" | "broken";
interface Command {
  readonly indent: number;
  readonly mode: Mode;
  readonly doc: Doc;
}

/** Lays a document out. Lines hold no trailing blanks; the text ends in a newline. */
export function print(doc: Doc, width = 110): Printed {
  const out: string[] = [];
  const links: Link[] = [];
  let row = 1;
  let column = 0;
  let pending = 0;
  const stack: Command[] = [{ indent: 0, mode: "broken", doc }];
  const write = (text: string): void => {
    if (text === "") return;
    if (pending > 0) {
      out.push(" ".repeat(pending));
      pending = 0;
    }
    out.push(text);
    const last = text.lastIndexOf("\n");
    if (last < 0) column += text.length;
    else {
      row += text.split("\n").length - 1;
      column = text.length - last - 1;
    }
  };
  for (let command = stack.pop(); command !== undefined; command = stack.pop()) {
    const { indent: depth, mode, doc: part } = command;
    if (typeof part === "string") write(part);
    else if (typeof part === "function") write(part());
    else if (isArray(part)) {
      for (let at = part.length - 1; at >= 0; at--) {
        const item = part[at];
        if (item !== undefined) stack.push({ indent: depth, mode, doc: item });
      }
    } else if (part.kind === "indent") stack.push({ indent: depth + 2, mode, doc: part.doc });
    else if (part.kind === "ifBreak") {
      stack.push({ indent: depth, mode, doc: mode === "broken" ? part.broken : part.flat });
    } else if (part.kind === "mark") {
      links.push({ line: row, column: column + 1, span: part.span });
      write(part.text);
    } else if (part.kind === "line") {
      if (mode === "flat" && part.hard !== true) write(part.flat);
      else {
        out.push("\n");
        row++;
        column = depth;
        pending = depth;
      }
    } else {
      const flat: Command = { indent: depth, mode: "flat", doc: part.doc };
      const isFlat = !part.hard && fits(flat, stack, width - column);
      stack.push(isFlat ? flat : { ...flat, mode: "broken" });
    }
  }
  return { text: `${out.join("")}\n`, links };
}

/** Whether a document, and what follows it on its line, fits into what is left of the line. */
function fits(first: Command, rest: readonly Command[], width: number): boolean {
  let left = width;
  let restAt = rest.length;
  const stack: { readonly mode: Mode; readonly doc: Doc }[] = [first];
  while (left >= 0) {
    let command = stack.pop();
    if (command === undefined) {
      if (restAt === 0) return true;
      restAt--;
      command = rest[restAt];
      if (command === undefined) return true;
    }
    const { mode, doc } = command;
    if (typeof doc === "string") {
      const end = doc.indexOf("\n");
      if (end >= 0) return left - end >= 0;
      left -= doc.length;
    } else if (typeof doc === "function") left -= doc().length;
    else if (isArray(doc)) {
      for (let at = doc.length - 1; at >= 0; at--) {
        const item = doc[at];
        if (item !== undefined) stack.push({ mode, doc: item });
      }
    } else if (doc.kind === "indent") stack.push({ mode, doc: doc.doc });
    else if (doc.kind === "group") stack.push({ mode: doc.hard ? "broken" : mode, doc: doc.doc });
    else if (doc.kind === "ifBreak") stack.push({ mode, doc: mode === "broken" ? doc.broken : doc.flat });
    else if (doc.kind === "mark") left -= doc.text.length;
    else {
      if (mode === "broken" || doc.hard === true) return true;
      left -= doc.flat.length;
    }
  }
  return false;
}

function isArray(doc: Doc): doc is readonly Doc[] {
  return Array.isArray(doc);
}
