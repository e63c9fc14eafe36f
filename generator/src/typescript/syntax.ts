/** Pieces of TypeScript that are laid out alike wherever they stand: calls, objects, properties. */
import { line, list, type Doc } from "./layout.js";
import { propertyName } from "./types.js";

/** `name(args)`; an object or function at the end keeps its brackets on the line. */
export function call(name: Doc, args: readonly Doc[]): Doc {
  const last = args.at(-1);
  const others = args.slice(0, -1);
  if (last !== undefined && isHugged(last) && others.every(isWord)) {
    return [name, "(", ...others.flatMap((arg): Doc[] => [arg, ", "]), last, ")"];
  }
  return [name, list("(", args, ")")];
}

/** Text that has no place to break. */
function isWord(doc: Doc): boolean {
  if (typeof doc === "string" || typeof doc === "function") return true;
  return Array.isArray(doc) && doc.every((part: Doc) => isWord(part));
}

const hugged = new WeakSet();

/** Marks a document that a call holds tight: an object, an array, a function. */
export function hug(doc: Doc): Doc {
  if (typeof doc === "object") hugged.add(doc);
  return doc;
}

/** Whether a document was marked so. */
export function isHugged(doc: Doc): boolean {
  return typeof doc === "object" && hugged.has(doc);
}

/** `{ amount, reference: x }`. */
export function object(members: readonly Doc[]): Doc {
  return hug(list("{", members, "}", line));
}

/** Values that no variable holds. */
const literalWords: ReadonlySet<string> = new Set(["true", "false", "null", "this"]);

/** `name: value`, or `name` alone when that is the value's text. */
export function property(name: string, value: Doc): Doc {
  const written = propertyName(name);
  const isShort = (text: Doc): boolean => text === written && !literalWords.has(written);
  if (typeof value === "function") return () => (isShort(value()) ? written : `${written}: ${value()}`);
  return isShort(value) ? written : [`${written}: `, value];
}

export function optional(doc: string | undefined): readonly string[] {
  return doc === undefined ? [] : [doc];
}

export interface Parameter {
  readonly use: () => Doc;
  readonly declare: Doc;
  /** Whether anything printed so far refers to it. */
  readonly isUsed: () => boolean;
}

/** A parameter whose name no name of a model has. Without a use of it, it says so by its name. */
export function parameter(name: string): Parameter {
  let isUsed = false;
  return {
    isUsed: () => isUsed,
    use: () => {
      isUsed = true;
      return name;
    },
    declare: () => (isUsed ? name : `_${name}`),
  };
}
