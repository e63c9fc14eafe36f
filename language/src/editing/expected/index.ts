/** What may be written at a place of a file, by the grammar alone. */
import type { Lexer, LexerResult } from "langium";
import { EsdlGrammar } from "../../generated/grammar.js";
import { mend } from "../../syntax/structure.js";
import { syntax } from "../../syntax/shared.js";
import { own } from "../../syntax/own.js";
import type { Token, TokenType } from "../../syntax/tokens.js";
import { graphOf, type Terminal } from "./graph.js";
import { createMachine, type Frame, type Machine } from "./machine.js";
import { readAll } from "./read.js";

/** A property that is being read, of the node of a type. */
export interface Step {
  readonly type: string;
  readonly property: string;
}

/** One way to go on. */
export interface Possible {
  /** The keyword or sign; undefined where a name, number or text is read. */
  readonly keyword?: string;
  /** The terminal of the grammar: `NAME`, `STRING`. */
  readonly terminal?: string;
  /** The type of the node it belongs to. */
  readonly type: string;
  /** The property that is read from it, and those around it, innermost first. */
  readonly path: readonly Step[];
}

/** What may stand at the caret. */
export interface Expected {
  /** The word that the place is in or behind: what is inserted replaces it. */
  readonly word: { readonly start: number; readonly end: number };
  /** The text with a name in place of that word; `caret` is where it begins. */
  readonly text: string;
  readonly caret: number;
  /** The place is in something that no word can stand in. */
  readonly inside?: "comment" | "string" | "regex" | "number";
  readonly possible: readonly Possible[];
  /** Nothing stands before it on its line. */
  readonly isFirst: boolean;
  readonly before?: string;
  readonly after?: string;
}

/** A name that no model has. */
export const caretName = "esdlCaret";

/** So many properties around a place tell it from all others. */
const depth = 4;

let machine: Machine | undefined;

function typeOf({ definition }: Lexer, image: string): TokenType {
  const types: Readonly<Record<string, TokenType>> = Object.fromEntries(Object.entries(definition));
  const type = own(types, image);
  if (type === undefined) throw new Error(`The grammar has no token ${image}`);
  return type;
}

/** What the grammar lets follow at an offset, in a file however damaged. */
export function expectedAt(source: string, offset: number): Expected {
  const lexer = syntax().esdl.parser.Lexer;
  const word = wordAt(source, offset);
  const text = source.slice(0, word.start) + caretName + source.slice(word.end);
  const caret = word.start;
  const lexed = lexer.tokenize(text);
  const around = insideOf(lexed, caret);
  const nothing = { word, text, caret, possible: [], isFirst: false };
  if (/^[0-9]/.test(source.slice(word.start, offset))) return { ...nothing, inside: "number" };
  if (around !== undefined) return { ...nothing, inside: around };
  const { tokens } = mend(lexed.tokens, (image) => typeOf(lexer, image));
  const index = tokens.findIndex(({ startOffset, image }) => startOffset === caret && image === caretName);
  machine ??= createMachine(graphOf(EsdlGrammar()), ["role", "ID"]);
  const [before, at, after] = [tokens[index - 1], tokens[index], tokens[index + 1]];
  const isFirst = before === undefined || before.endLine !== at?.startLine;
  const frontiers = readAll(tokens.slice(0, index), machine, isFirst ? at?.startColumn : undefined);
  const possible = new Map<string, Possible>();
  for (const { terminal, frame } of frontiers.flatMap(({ options }) => options)) {
    const one = possibleOf(terminal, frame);
    possible.set(JSON.stringify(one), one);
  }
  return {
    word,
    text,
    caret,
    possible: [...possible.values()],
    isFirst,
    ...(before === undefined ? {} : { before: before.image }),
    ...(after === undefined ? {} : { after: after.image }),
  };
}

function possibleOf({ keyword, name, type, property }: Terminal, frame: Frame | undefined): Possible {
  const path: Step[] = property === undefined ? [] : [{ type, property }];
  for (let outer = frame; outer !== undefined && path.length < depth; outer = outer.outer)
    if (outer.property !== undefined) path.push({ type: outer.type, property: outer.property });
  return {
    ...(name === "UNDO_ALL" ? { keyword: "undo" } : keyword === undefined ? {} : { keyword }),
    ...(name === undefined || name === "UNDO_ALL" ? {} : { terminal: name }),
    type,
    path,
  };
}

const isWordCharacter = (character: string): boolean => /\w/.test(character);

function wordAt(text: string, offset: number): { readonly start: number; readonly end: number } {
  let [start, end] = [offset, offset];
  while (start > 0 && isWordCharacter(text[start - 1] ?? "")) start--;
  while (end < text.length && isWordCharacter(text[end] ?? "")) end++;
  return { start, end };
}

const insides: Readonly<Record<string, NonNullable<Expected["inside"]>>> = {
  DOC: "comment",
  SL_COMMENT: "comment",
  ML_COMMENT: "comment",
  STRING: "string",
  REGEX: "regex",
};

/** What the name that was put in has become a part of. */
function insideOf({ tokens, hidden }: LexerResult, caret: number): Expected["inside"] {
  const holds = ({ startOffset, image }: Token): boolean =>
    startOffset < caret && caret < startOffset + image.length;
  const token = tokens.find(holds) ?? hidden.find(holds);
  return token && insides[token.tokenType.name];
}
