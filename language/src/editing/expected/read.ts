/**
 * Reads the tokens before a place, however damaged they are. A block whose header is damaged is read as what the header
 * began; a line that cannot stand where it does is read as the beginning of something in one of the blocks around it; where
 * that fails too, the rest of the line is skipped.
 */
import { own } from "../../syntax/own.js";
import type { Token } from "../../syntax/tokens.js";
import { reservedWords, statementWords } from "../../syntax/words.js";
import type { Terminal } from "./graph.js";
import type { Frontier, Machine, TokenClass } from "./machine.js";

const closerOf: Readonly<Record<string, string>> = { "{": "}", "(": ")", "[": "]" };
const closers: ReadonlySet<string> = new Set(["}", ")", "]"]);

/** An open bracket, and what may come right behind it; undefined where the bracket itself could not be read. */
interface Block {
  readonly closer: string;
  readonly inside: Frontier | undefined;
  readonly outer: Block | undefined;
}

interface Reading {
  /** What may come next; undefined in the middle of what cannot be read. */
  readonly frontier: Frontier | undefined;
  readonly block: Block | undefined;
  /** What might have come where reading broke off. */
  readonly broken: Frontier | undefined;
}

/** What may come after all of `tokens`, where the next one stands in `column`, if it is the first of its line. */
export function readAll(
  tokens: readonly Token[],
  machine: Machine,
  column: number | undefined,
): readonly Frontier[] {
  let reading: Reading = { frontier: machine.start, block: undefined, broken: undefined };
  let line = 0;
  let around = reading.block;
  tokens.forEach((token, index) => {
    if (index > 0 && tokens[index - 1]?.endLine !== token.startLine) {
      line = index;
      around = reading.block;
    }
    const next = read(reading, token, machine);
    reading =
      next.frontier === undefined ? (again(tokens.slice(line, index + 1), around, machine) ?? next) : next;
  });
  const { frontier, block } = reading;
  const before = tokens[line]?.startColumn;
  // What stands no further right than the line above may begin anew, whatever that line was to be.
  const mayBegin = column !== undefined && (frontier === undefined || column <= (before ?? column));
  const items = mayBegin ? itemsOf(block, machine) : undefined;
  return [frontier, items].filter((each) => each !== undefined);
}

function read({ frontier, block, broken }: Reading, token: Token, machine: Machine): Reading {
  const { image } = token;
  const closer = token.tokenType.name === "STRING" ? undefined : own(closerOf, image);
  const kind = classOf(token);
  let next = frontier && machine.step(frontier, kind);
  const last = next === undefined ? (frontier ?? broken) : undefined;
  if (closer !== undefined) {
    if (image === "{") next ??= last && bridge(last, kind, machine);
    return { frontier: next, block: { closer, inside: next, outer: block }, broken: last };
  }
  if (!closers.has(image) || block?.closer !== image) return { frontier: next, block, broken: last };
  // What is unreadable in a block ends with it.
  if (next === undefined && block.inside !== undefined) next = machine.step(block.inside, kind);
  return { frontier: next, block: block.outer, broken: last };
}

/** A line from its beginning, as an item of the innermost block that can hold it. */
function again(line: readonly Token[], around: Block | undefined, machine: Machine): Reading | undefined {
  for (let block = around; ; block = block.outer) {
    const frontier = itemsOf(block, machine);
    if (frontier !== undefined) {
      let reading: Reading = { frontier, block, broken: undefined };
      for (const token of line) if (reading.frontier !== undefined) reading = read(reading, token, machine);
      if (reading.frontier !== undefined) return reading;
    }
    if (block === undefined) return undefined;
  }
}

/** What may begin in a block, or in the file; undefined for brackets that hold no items. */
function itemsOf(block: Block | undefined, machine: Machine): Frontier | undefined {
  if (block === undefined) return machine.items;
  return block.closer === "}" ? block.inside : undefined;
}

/** So many ways of going on are tried before a bracket is given up. */
const tries = 400;
const bridges = new WeakMap<Frontier, Map<string, Frontier | null>>();

/** What comes after `token` where as little as possible is put in before it: the rest of a header. */
function bridge(from: Frontier, token: TokenClass, machine: Machine): Frontier | undefined {
  const known = bridges.get(from) ?? new Map<string, Frontier | null>();
  bridges.set(from, known);
  const answer = known.get(token.key);
  if (answer !== undefined) return answer ?? undefined;
  const found = search(from, token, machine) ?? null;
  known.set(token.key, found);
  return found ?? undefined;
}

function search(from: Frontier, token: TokenClass, machine: Machine): Frontier | undefined {
  const seen = new Set([from]);
  for (const frontier of seen) {
    const next = machine.step(frontier, token);
    if (next !== undefined) return next;
    for (const { terminal } of frontier.options) {
      const after = machine.step(frontier, classOfTerminal(terminal));
      if (after !== undefined && seen.size < tries) seen.add(after);
    }
  }
  return undefined;
}

const wordPattern = /^[a-z]+~?$/;
const classes = new Map<string, TokenClass>();

function classFor(key: string, make: () => TokenClass["fits"]): TokenClass {
  let found = classes.get(key);
  if (found === undefined) classes.set(key, (found = { key, fits: make() }));
  return found;
}

/** A token that can be nothing else. */
const classOfTerminal = ({ keyword, name }: Terminal): TokenClass =>
  classFor(
    `=${keyword ?? name ?? ""}`,
    () => (terminal) => terminal.keyword === keyword && terminal.name === name,
  );

/** A keyword may be a name as well: which, the grammar's own categories of names say. */
function classOf({ tokenType: { name: key } }: Token): TokenClass {
  return classFor(key, () => {
    const word = key.replace("~", "");
    const names = new Set(
      wordPattern.test(key) ? namesOf(word) : key === "ID" ? ["ID", "NAME", "WORD", "HEAD"] : [key],
    );
    return ({ keyword, name }) => (name === undefined ? keyword === word : names.has(name));
  });
}

/** `undo` may be that of `undo all`, which only the next word tells. */
function namesOf(word: string): readonly string[] {
  if (reservedWords.has(word)) return ["NAME"];
  if (!statementWords.has(word)) return ["NAME", "WORD", "HEAD"];
  return word === "undo" ? ["NAME", "WORD", "UNDO_ALL"] : ["NAME", "WORD"];
}
