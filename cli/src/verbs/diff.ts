/** `esdl diff`: what changed since the lock, a git ref or another copy, whom it hurts, and what to do. */
import {
  compare,
  compareGates,
  factsOf,
  type Finding,
  type GateState,
  isTransitive,
  judge,
  type Judged,
  lockName,
  type Mode,
  type Place,
} from "@esdl/evolution";
import type { Model } from "@esdl/language/model";
import { relative, resolve } from "node:path";
import { type Against, olderOf } from "../against.js";
import { today } from "../checked.js";
import { configName } from "../config.js";
import { ending } from "../ending.js";
import { exit, type Exit, type Io } from "../io.js";
import { readLockFile } from "../lock-file.js";
import { working } from "../progress.js";
import { diffFormats } from "../report/diff/formats.js";
import { summariseDiff, tally } from "../report/diff/report.js";
import type { DiffFormatName } from "../report/names.js";
import { text } from "../report/text.js";
import { checkSides } from "../sides.js";
import { pathsToRead, readSources, slashes, type Sources } from "../sources.js";
import { style, visible } from "../style.js";
import { mistaken, reportOf } from "./check.js";

export interface DiffFlags {
  readonly against?: string;
  readonly mode?: Mode;
  readonly format: DiffFormatName;
}

export async function diff(paths: readonly string[], flags: DiffFlags, io: Io): Promise<Exit> {
  const since = performance.now();
  const sources = await readSources(io.cwd, paths);
  const check = checkSides();
  const { diagnostics, model } = working(io, sources, () => check(sources.files, sources.config));
  if (model === undefined) {
    const report = reportOf(sources, diagnostics, io.cwd);
    io.err(text(report, style(io.colour)));
    ending(io, mistaken("Not compared", report));
    return exit.failed;
  }
  const older = await olderOf(flags.against, sources, pathsToRead(paths), { cwd: io.cwd, check });
  const mode = flags.mode ?? sources.config.compatibility;
  const findings = judge([...findingsOf(sources, model, older, mode), ...gateFindings(sources, older)], {
    mode,
    suppressions: sources.config.suppressions,
    today: today(),
    config: configName,
  });
  const here = (path: string): string => slashes(relative(io.cwd, resolve(sources.root, path)));
  const report = {
    against: older.name,
    mode,
    findings: findings.map((finding) => relocated(finding, here)),
    sources: new Map(sources.files.map(({ path, text: source }) => [here(path), source])),
  };
  io.out(diffFormats[flags.format](report, style(io.colourOut)));
  const { failing, warnings } = summariseDiff(report);
  const first = findings.find(({ fails }) => fails)?.rule;
  ending(io, {
    word: "Compared",
    tone: failing > 0 ? "error" : warnings > 0 ? "warning" : "good",
    facts: [visible(findings.length === 0 ? `no change since ${older.name}` : tally(report))],
    since,
    next: first === undefined ? undefined : `\`esdl explain ${first}\` tells more.`,
  });
  return failing > 0 ? exit.failed : exit.ok;
}

const findingsOf = ({ files }: Sources, model: Model, { older }: Against, mode: Mode): readonly Finding[] =>
  files.length === 0
    ? []
    : compare(older, { facts: factsOf(model), model }, { transitive: isTransitive(mode) });

/** What the change does to the gate itself, where the other side had one. */
function gateFindings(sources: Sources, { gate }: Against): readonly Finding[] {
  if (gate === undefined) return [];
  const { compatibility: mode, suppressions } = sources.config;
  const lock = readLockFile(sources);
  const now: GateState = {
    mode,
    suppressions,
    lock: lock?.read.ok === true ? lock.read.facts : undefined,
    config: configName,
    lockFile: lockName,
  };
  return compareGates(gate, now);
}

/** Names every file as a person in the working directory would. */
function relocated(finding: Judged, here: (path: string) => string): Judged {
  const placed = (place: Place): Place => ({ ...place, file: here(place.file) });
  return {
    ...finding,
    ...(finding.now === undefined ? {} : { now: placed(finding.now) }),
    touches: finding.touches.map((touched) =>
      touched.place === undefined ? touched : { ...touched, place: placed(touched.place) },
    ),
  };
}
