/** `esdl.lock`: the text of the facts that were released. Writing it, and reading it with a clear answer to what is wrong. */
import type { CommandFacts, Facts, Part, ShapeFacts } from "../facts/facts.js";
import { hash } from "../text/hash.js";
import { type BlockWord, type Codec, codecs } from "./codecs.js";
import { line, type Line, printLines, readLines, split } from "./lines.js";

/** The name of the lock's file, beside the configuration. */
export const lockName = "esdl.lock";
/** Changes when older tools would misread the file. */
export const lockFormatVersion = 1;

const heading = `# What this model has released: written by \`esdl lock\`, compared with by \`esdl check\`, \`compile\` and \`diff\`.
# Keep it under version control. It is not for editing: every block carries the fingerprint of its text.
`;

/** One block a declaration, sorted by name; the same facts give the same text. */
export function writeLock(facts: Facts): string {
  const blocks = blocksOf(facts).map(({ word, ref, lines }) =>
    printLines([line(`${word} ${ref} ${sum(word, ref, lines)}`, lines)]),
  );
  return `${heading}formatVersion ${String(lockFormatVersion)}\n\n${blocks.join("\n")}`;
}

/** What the lock says of one declaration. */
export interface Block {
  /** What it begins with: the kind of declaration. */
  readonly word: BlockWord;
  /** The qualified name of the declaration. */
  readonly ref: string;
  /** The lines below it, each with those below itself. */
  readonly lines: readonly Line[];
}

/** What stands in the lock, a block each. */
export function blocksOf(facts: Facts): readonly Block[] {
  const all: Block[] = [];
  const add = <F extends { readonly ref: string }>(
    part: ReadonlyMap<string, F>,
    wordOf: (one: F) => BlockWord,
  ): void => {
    for (const one of part.values()) {
      const word = wordOf(one);
      const codec = codecs[word] as unknown as Codec<F>;
      all.push({ word, ref: one.ref, lines: codec.write(one) });
    }
  };
  add(facts.aggregates, () => "aggregate");
  add(facts.brands, () => "brand");
  add<CommandFacts>(facts.commands, ({ external }) => (external ? "external-command" : "command"));
  add(facts.enums, () => "enum");
  add(facts.projections, () => "projection");
  add(facts.sagas, () => "saga");
  add<ShapeFacts>(facts.shapes, ({ kind }) => kind);
  const key = ({ ref, word }: Block): string => `${ref} ${word}`;
  return all.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

const sum = (word: string, ref: string, lines: readonly Line[]): string =>
  hash(`${word} ${ref}\n${printLines(lines)}`);

/** Why a lock cannot be used, with the line to look at. */
export interface LockProblem {
  /** A merge that was not resolved, a newer format, text that is no lock, or a block that was edited. */
  readonly kind: "conflict" | "newer" | "format" | "edited";
  /** The line to look at, from 1. */
  readonly line: number;
  /** One sentence without a full stop. */
  readonly message: string;
  /** What to do about it. */
  readonly help: string;
}

/** What reading a lock answers: its facts, or why it cannot be used. */
export type LockRead =
  | { readonly ok: true; readonly facts: Facts; readonly lines: ReadonlyMap<string, number> }
  | { readonly ok: false; readonly problem: LockProblem };

const refused = (kind: LockProblem["kind"], at: number, message: string, help: string): LockRead => ({
  ok: false,
  problem: { kind, line: at, message, help },
});

const restore = "Take back the file as it was (`git checkout HEAD -- esdl.lock`), then run `esdl lock`";

/** Reads a lock with any line ends. Never throws. `lines` says where the block of each declaration begins. */
export function readLock(text: string): LockRead {
  const marker = text.split(/\r\n|\r|\n/).findIndex((one) => /^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/.test(one));
  if (marker >= 0) {
    return refused(
      "conflict",
      marker + 1,
      "esdl.lock holds the marks of a merge that was not resolved",
      "Blocks of different declarations are kept from both sides. Where one declaration was released on both, keep the " +
        "block of the branch that was merged first (`git checkout --theirs` or `--ours -- esdl.lock`), and run `esdl lock`",
    );
  }
  const [first, ...blocks] = readLines(text.replace(/^\ufeff/, ""));
  const version = /^formatVersion (\d+)$/.exec(first?.text ?? "")?.[1];
  if (first === undefined || version === undefined) {
    return refused("format", first?.number ?? 1, "esdl.lock does not begin with its formatVersion", restore);
  }
  if (Number(version) > lockFormatVersion) {
    return refused(
      "newer",
      first.number,
      `esdl.lock has formatVersion ${version}, and this esdl knows ${String(lockFormatVersion)}: a newer one wrote it`,
      "Update the package esdl to the version that your team uses",
    );
  }
  return readBlocks(blocks);
}

function readBlocks(blocks: readonly Line[]): LockRead {
  const parts: Record<Part, Map<string, unknown>> = {
    brands: new Map(),
    enums: new Map(),
    shapes: new Map(),
    aggregates: new Map(),
    commands: new Map(),
    projections: new Map(),
    sagas: new Map(),
  };
  const lines = new Map<string, number>();
  for (const block of blocks) {
    const [word, rest] = split(block.text);
    const [ref, written] = split(rest);
    const codec = isWord(word) ? codecs[word] : undefined;
    if (codec === undefined || ref === "") {
      return refused(
        "format",
        block.number,
        `esdl.lock has a line that means nothing: ${block.text}`,
        restore,
      );
    }
    if (written !== sum(word, ref, block.children)) {
      return refused(
        "edited",
        block.number,
        `The block of ${word} ${ref} in esdl.lock was changed by hand: its fingerprint is not that of its text`,
        restore,
      );
    }
    if (parts[codec.part].has(ref)) {
      return refused("edited", block.number, `esdl.lock has two blocks of ${word} ${ref}`, restore);
    }
    parts[codec.part].set(ref, codec.read(ref, block));
    lines.set(ref, block.number);
  }
  return { ok: true, facts: parts as unknown as Facts, lines };
}

const isWord = (word: string): word is BlockWord => Object.hasOwn(codecs, word);
