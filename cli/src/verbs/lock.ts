/** `esdl lock`: records the model as released. */
import {
  type Block,
  blocksOf,
  factsOf,
  latest,
  lockName,
  release,
  without,
  writeLock,
} from "@esdl/evolution";
import { relative } from "node:path";
import { againstLock, checkSources } from "../checked.js";
import { ending, type Ending } from "../ending.js";
import { exit, UsageError, type Exit, type Io } from "../io.js";
import { lockFileOf, readLockFile } from "../lock-file.js";
import { working } from "../progress.js";
import { replaceFile } from "../replace-file.js";
import { count, type Report } from "../report/report.js";
import { text } from "../report/text.js";
import { readSources, slashes } from "../sources.js";
import { style, visible } from "../style.js";
import { failed, mistaken, reportOf } from "./check.js";

export interface LockFlags {
  readonly check?: true;
  readonly rewrite?: readonly string[];
}

type Facts = ReturnType<typeof factsOf>;

export async function lock(paths: readonly string[], flags: LockFlags, io: Io): Promise<Exit> {
  const since = performance.now();
  const sources = await readSources(io.cwd, paths);
  const paint = style(io.colour);
  if (!sources.whole)
    throw new UsageError(
      "A lock records the whole model. Leave the paths out, or name all folders of the model.",
    );
  const rewritten = new Set(flags.rewrite ?? []);
  const checked = working(io, sources, () => checkSources(sources));
  const { model } = checked;
  const file = lockFileOf(sources);
  const old = checked.lock ?? readLockFile(sources);
  if (model === undefined) {
    const report = reportOf(sources, checked.diagnostics, io.cwd);
    io.err(text(report, paint));
    ending(io, notLocked(report));
    return exit.failed;
  }
  const now = factsOf(model);
  const before = old?.read.ok === true ? old.read.facts : undefined;
  for (const ref of rewritten) requireKnown(ref, before, now);
  const kept = before === undefined ? undefined : without(before, rewritten);
  // What is rewritten is compared with nothing: as if it had never been released.
  const refusals =
    old === undefined
      ? []
      : againstLock(
          sources,
          model,
          old.read.ok && kept !== undefined ? { ...old, read: { ...old.read, facts: kept } } : old,
        );
  const mistakes = rewritten.size === 0 ? checked.diagnostics : refusals;
  if (failed(mistakes)) {
    const report = reportOf(sources, mistakes, io.cwd, old?.text);
    io.err(text(report, paint));
    ending(io, notLocked(report));
    return exit.failed;
  }
  const released = kept === undefined ? now : release(kept, now);
  const changes = changesBetween(before, released);
  const place = slashes(relative(io.cwd, file)) || lockName;
  const isCurrent = old?.text.replaceAll("\r\n", "\n") === writeLock(released);
  if (isCurrent) {
    const declarations = count(blocksOf(released).length, "declaration");
    ending(io, { word: "Up to date", tone: "good", facts: [place, declarations], since });
    return exit.ok;
  }
  const signs = { "+": paint.good("+"), "~": paint.warning("~"), "-": paint.error("-") };
  for (const { sign, what } of changes.slice(0, mostShown)) io.err(`  ${signs[sign]} ${visible(what)}\n`);
  if (changes.length > mostShown) io.err(`  … and ${changes.length - mostShown} more\n`);
  if (flags.check === true) {
    ending(io, {
      word: "Behind",
      tone: "error",
      facts: [`${place} does not record the model as it is`, count(changes.length, "change")],
      since,
      next: "Run `esdl lock` when you release it.",
    });
    return exit.failed;
  }
  replaceFile(file, writeLock(released));
  ending(io, {
    word: "Locked",
    tone: "good",
    facts: [place, count(changes.length, old === undefined ? "declaration" : "change")],
    since,
    next:
      old === undefined
        ? "Commit it: from now on `esdl check` refuses what would leave stored data unreadable."
        : "Commit it with the release.",
  });
  return exit.ok;
}

const notLocked = (report: Report): Ending =>
  mistaken("Not locked", report, [`nothing was written to ${lockName}`]);

const mostShown = 40;

function requireKnown(ref: string, before: Facts | undefined, now: Facts): void {
  const known = [...(before === undefined ? [] : blocksOf(before)), ...blocksOf(now)];
  if (known.some((block) => block.ref === ref)) return;
  const near = known.find((block) => block.ref.endsWith(`.${ref}`))?.ref;
  throw new UsageError(
    `There is no declaration ${ref} to rewrite${near === undefined ? "; give a qualified name, such as Sales.Order.OrderPlaced" : `; did you mean ${near}?`}`,
  );
}

interface Change {
  readonly sign: "+" | "~" | "-";
  readonly what: string;
}

/** What the lock did not know, knew otherwise, or forgets. */
function changesBetween(old: Facts | undefined, now: Facts): readonly Change[] {
  const key = ({ word, ref }: Block): string => `${word} ${ref}`;
  const before = new Map((old === undefined ? [] : blocksOf(old)).map((block) => [key(block), block]));
  const after = blocksOf(now);
  const names = new Set(after.map(key));
  return [
    ...after.flatMap((block): readonly Change[] => {
      const known = before.get(key(block));
      if (known === undefined) return [{ sign: "+", what: `${key(block)}${versionsOf(now, block, 0)}` }];
      if (JSON.stringify(known.lines) === JSON.stringify(block.lines)) return [];
      const released = old === undefined ? 0 : (old.shapes.get(block.ref)?.versions.length ?? 0);
      const isNew = released > 0 && (now.shapes.get(block.ref)?.versions.length ?? 0) > released;
      return [{ sign: isNew ? "+" : "~", what: `${key(block)}${versionsOf(now, block, released)}` }];
    }),
    ...[...before.keys()]
      .filter((name) => !names.has(name))
      .map((name): Change => ({ sign: "-", what: name })),
  ];
}

/** The versions that are new, or the revision of the current one. */
function versionsOf({ shapes }: Facts, { ref }: Block, released: number): string {
  const shape = shapes.get(ref);
  if (shape === undefined) return "";
  const { version, revision } = latest(shape);
  if (version > released + 1) return `, versions ${released + 1} to ${version}`;
  return `, version ${version}${revision > 1 ? `, revision ${revision}` : ""}`;
}
