/**
 * What may begin in which block, as data, and the pass over a damaged file that takes out what cannot begin where it
 * stands: a line without its keyword costs itself, not what follows.
 */
import { own } from "./own.js";
import { beginsDeclaration, isWord } from "./structure.js";
import type { Token } from "./tokens.js";
import { continuationWords } from "./words.js";

export type BlockKind = "file" | "aggregate" | "saga" | "step" | "scenario" | "shape" | "other";

const set = (words: string): ReadonlySet<string> => new Set(words.split(" "));

/** The words that begin the members of a block, where nothing else begins one. */
export const memberWords: Readonly<Partial<Record<BlockKind, ReadonlySet<string>>>> = {
  aggregate: set(
    "lifecycle state entity invariant unique rejection public retired event create any command on snapshot",
  ),
  saga: set("state start step end version"),
  step: set("on after"),
  scenario: set("given when then"),
};

/** The kind of block that an item opens, by its keyword. */
const opened: Readonly<Record<string, BlockKind>> = {
  aggregate: "aggregate",
  saga: "saga",
  step: "step",
  scenario: "scenario",
  state: "shape",
  entity: "shape",
  event: "shape",
  value: "shape",
};

/** Words that go on with one kind of item only. */
const goesOnWith: Readonly<Record<string, string>> = { allow: "command" };

/** Need another word of the same kind after them. */
const prefixes = set("public retired create any");

/** May begin a line inside an expression. */
const infixWords = set("and or in matches not then else");

/** A line that begins nothing; `block` is where it stands. */
export interface Misplaced {
  readonly token: Token;
  readonly block: BlockKind;
}

export interface Pruned {
  readonly tokens: readonly Token[];
  readonly misplaced: readonly Misplaced[];
}

interface Block {
  readonly kind: BlockKind;
  /** The column of the block's first line, where its members begin. */
  column: number | undefined;
  /** The keywords of the member at hand. */
  readonly words: Set<string>;
}

const openers: ReadonlySet<string> = new Set(["{", "(", "["]);
const closers: ReadonlySet<string> = new Set(["}", ")", "]"]);

/** `tokens` have matching brackets. */
export function prune(tokens: readonly Token[]): Pruned {
  const kept: Token[] = [];
  const misplaced: Misplaced[] = [];
  const file = newBlock("file");
  const stack: Block[] = [];
  let skipping: number | undefined;

  tokens.forEach((token, index) => {
    const block = stack.at(-1) ?? file;
    const isFirst = tokens[index - 1]?.endLine !== token.startLine && token.isInsertedInRecovery !== true;
    if (isFirst && !closers.has(token.image) && (skipping === undefined || skipping >= stack.length)) {
      const start = startOf(block, tokens, index);
      if (start === "member" || start === "more") skipping = start === "more" ? skipping : undefined;
      else if (skipping === undefined) {
        skipping = stack.length;
        misplaced.push({ token, block: block.kind });
      }
    }
    if (closers.has(token.image)) {
      if (skipping !== undefined && stack.length <= skipping) skipping = undefined;
      stack.pop();
    } else if (openers.has(token.image)) {
      stack.push(newBlock(token.image === "{" ? kindOf(block) : "other"));
    } else block.words.add(token.image);
    if (skipping === undefined) kept.push(token);
  });
  return { tokens: kept, misplaced };
}

function newBlock(kind: BlockKind): Block {
  return { kind, column: undefined, words: new Set() };
}

/** What a line's first token does: begins a member, goes on with the one at hand, or neither. */
function startOf(block: Block, tokens: readonly Token[], index: number): "member" | "more" | "nothing" {
  const token = tokens[index];
  if (token === undefined) return "more";
  const column = token.startColumn ?? 1;
  const begins = beginsMember(block.kind, tokens, index);
  if (begins === undefined) return "more";
  if (begins) {
    block.column ??= column;
    block.words.clear();
    return "member";
  }
  const needed = own(goesOnWith, token.image);
  if (needed !== undefined && !block.words.has(needed)) return "nothing";
  const before = tokens[index - 1]?.image;
  if (token.image === "{" && block.words.size > 0 && before !== "{" && before !== "}") return "more";
  if (column <= (block.column ?? column)) return "nothing";
  return block.kind === "scenario" || goesOn(token, tokens[index - 1]) ? "more" : "nothing";
}

/** True where the line before is not finished, or this one begins with what only goes on. */
function goesOn(token: Token, before: Token | undefined): boolean {
  if (before !== undefined && !isFinished(before)) return true;
  if (token.image === "{") return before?.image !== "}" && before?.image !== "{";
  return continuationWords.has(token.image) || infixWords.has(token.image) || !isWord(token);
}

/** True for a token that a member can end with. */
function isFinished(token: Token): boolean {
  return (
    isWord(token) ||
    closers.has(token.image) ||
    token.image === "{" ||
    token.image === "?" ||
    isLiteral(token)
  );
}

function isLiteral(token: Token): boolean {
  return /^(STRING|WHOLE|DECIMAL|DURATION|REGEX)$/.test(token.tokenType.name);
}

/** Undefined where any word may begin a member. */
function beginsMember(kind: BlockKind, tokens: readonly Token[], index: number): boolean | undefined {
  const token = tokens[index];
  if (token === undefined) return undefined;
  if (kind === "file")
    return beginsDeclaration(tokens, index) || token.image === "context" || token.image === "uses";
  if (kind === "shape") {
    const isHeadless = token.tokenType.name === "WHOLE" && tokens[index + 1]?.image === "{";
    return isHeadless ? false : undefined;
  }
  const words = memberWords[kind];
  if (words === undefined) return undefined;
  if (!words.has(token.image)) return false;
  const next = tokens[index + 1];
  return (
    !prefixes.has(token.image) ||
    (next !== undefined && next.startLine === token.startLine && words.has(next.image))
  );
}

function kindOf(block: Block): BlockKind {
  if (block.kind !== "file" && block.kind !== "aggregate" && block.kind !== "saga") return "other";
  for (const word of block.words) {
    const kind = own(opened, word);
    if (kind !== undefined) return kind;
  }
  return "other";
}
