/** A model with what is wrong with it: its own mistakes, and what contradicts what was released. */
import { checkModel, type Diagnostic } from "@esdl/language";
import {
  compare,
  editOf,
  factsOf,
  judge,
  type Judged,
  lockName,
  placesInLock,
  refusalOf,
  rules,
} from "@esdl/evolution";
import type { Model } from "@esdl/language/model";
import { type LockFile, readLockFile } from "./lock-file.js";
import type { Sources } from "./sources.js";

export interface CheckedSources {
  readonly diagnostics: readonly Diagnostic[];
  /** There when the model itself has no mistake. */
  readonly model?: Model;
  /** The text of the lock, where a diagnostic points into it. */
  readonly lock?: LockFile;
}

/** Today in UTC, as suppressions count. */
export const today = (): string => new Date().toISOString().slice(0, 10);

/** Checks the sources, and against the lock when they are the whole model and something was released. */
export function checkSources(sources: Sources): CheckedSources {
  const { diagnostics, model } = checkModel(sources.files, { requireAllow: sources.config.requireAllow });
  if (model === undefined || !sources.whole)
    return { diagnostics, ...(model === undefined ? {} : { model }) };
  const lock = readLockFile(sources);
  if (lock === undefined) return { diagnostics, model };
  return { diagnostics: sorted([...diagnostics, ...againstLock(sources, model, lock)]), model, lock };
}

/** What contradicts the lock, or why it cannot be read. */
export function againstLock(sources: Sources, model: Model, lock: LockFile): readonly Diagnostic[] {
  if (!lock.read.ok) return [unreadable(lock)];
  return contradictions(sources, model, lock)
    .filter((finding) => finding.fails && refusalOf(finding) !== undefined)
    .map((finding) => diagnosticOf(finding, model, sources));
}

/** All findings against a lock that can be read, with the suppressions of the configuration. */
export function contradictions({ config }: Sources, model: Model, lock: LockFile): readonly Judged[] {
  if (!lock.read.ok) return [];
  const { facts, lines } = lock.read;
  const findings = compare(
    { facts, places: placesInLock(lockName, lines) },
    { facts: factsOf(model), model },
  );
  const { suppressions } = config;
  // Whatever the lock refuses, it refuses in every mode.
  return judge(
    findings.map((finding) => (refusalOf(finding) === undefined ? finding : { ...finding, enforced: true })),
    { mode: "none", suppressions, today: today(), config: "esdl.config.json" },
  );
}

function diagnosticOf(finding: Judged, model: Model, sources: Sources): Diagnostic {
  const { message, now, paste, clause, action, fingerprint, rule } = finding;
  const [startLine, startColumn, endLine, endColumn] = now?.range ?? [1, 1, 1, 1];
  const file = paste === undefined ? undefined : model.files[paste.span[0]];
  const text = sources.files.find(({ path }) => path === file)?.text;
  const edit = paste === undefined || text === undefined ? undefined : editOf(paste, text);
  return {
    file: now?.file ?? model.files[0] ?? "",
    severity: "error",
    code: rules[rule].code ?? rule,
    message,
    range: {
      start: { line: startLine, column: startColumn },
      end: { line: endLine, column: endColumn },
    },
    help: [
      action ?? "See `esdl diff`.",
      ...(clause === undefined ? [] : [clause.replace(/^/gm, "    ")]),
      `To acknowledge it instead, suppress ${fingerprint} in esdl.config.json.`,
    ].join("\n"),
    ...(edit === undefined || paste === undefined || file === undefined
      ? {}
      : {
          fixes: [
            {
              title: paste.title,
              edits: [
                {
                  file,
                  range: {
                    start: { line: edit.range[0], column: edit.range[1] },
                    end: { line: edit.range[2], column: edit.range[3] },
                  },
                  text: edit.text,
                },
              ],
            },
          ],
        }),
  };
}

function unreadable({ read, text }: LockFile): Diagnostic {
  const problem = read.ok ? undefined : read.problem;
  const line = problem?.line ?? 1;
  const width = text.split(/\r\n|\r|\n/)[line - 1]?.length ?? 0;
  return {
    file: lockName,
    severity: "error",
    code: rules.LOCK_UNREADABLE.code ?? "",
    message: problem?.message ?? "",
    range: { start: { line, column: 1 }, end: { line, column: Math.max(2, width + 1) } },
    help: problem?.help ?? "",
  };
}

const sorted = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] =>
  [...diagnostics].sort(
    (a, b) =>
      (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
      a.range.start.line - b.range.start.line ||
      a.range.start.column - b.range.start.column,
  );
