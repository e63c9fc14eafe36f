// The rows of evolution.md as data: `rows/NN-name/before` and `after` hold models, `expected.txt` what comparing them finds.
// After a change that is meant: `UPDATE_ROWS=1 npx vitest run test/evolution/rows.test.ts`, then read the difference.
import { checkModel, type Diagnostic } from "@esdl/language";
import {
  compare,
  editOf,
  factsOf,
  type Finding,
  judge,
  modes,
  placesInLock,
  placesOf,
  readLock,
  refusalOf,
  writeLock,
} from "@esdl/evolution";
import type { Model } from "@esdl/language/model";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("./rows/", import.meta.url));

export interface Source {
  readonly path: string;
  readonly text: string;
}

export const rows: readonly string[] = readdirSync(root).sort();

export const sourcesIn = (row: string, side: "before" | "after"): readonly Source[] =>
  readdirSync(join(root, row, side))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, row, side, path), "utf8") }));

export function modelOf(sources: readonly Source[]): Model {
  const { model, diagnostics } = checkModel(sources);
  if (model === undefined) throw new Error(diagnostics.map(shownDiagnostic).join("\n"));
  return model;
}

export const shownDiagnostic = ({ code, file, range, message }: Diagnostic): string =>
  `${code} at ${file}:${range.start.line}: ${message}`;

/** Against the model as it was. */
export const againstModel = (before: Model, after: Model, transitive = false): readonly Finding[] =>
  compare(
    { facts: factsOf(before), places: placesOf(before), model: before },
    { facts: factsOf(after), model: after },
    { transitive },
  );

/** Against what `esdl lock` wrote of it. */
export function againstLock(before: Model, after: Model): readonly Finding[] {
  const read = readLock(writeLock(factsOf(before)));
  if (!read.ok) throw new Error(read.problem.message);
  return compare(
    { facts: read.facts, places: placesInLock("esdl.lock", read.lines) },
    { facts: factsOf(after), model: after },
  );
}

/** The modes in which a comparison fails. */
export const failingIn = (findings: readonly Finding[]): readonly string[] =>
  modes
    .filter((mode) => !mode.endsWith("-transitive"))
    .filter((mode) =>
      judge(findings, { mode, suppressions: [], today: "2026-01-01", config: "" }).some(({ fails }) => fails),
    );

export function report(findings: readonly Finding[]): string {
  const fails = failingIn(findings);
  return [
    ...findings.map(shownFinding),
    `fails in: ${fails.length === 0 ? "no mode" : fails.join(", ")}\n`,
  ].join("\n");
}

function shownFinding(finding: Finding): string {
  const { rule, row, subject, path, backward, forward, versions, old, now, uses, touches, clause } = finding;
  const code = refusalOf(finding);
  const at = (place: Finding["now"]): string => `${place?.file ?? "?"}:${String(place?.range[0] ?? 0)}`;
  return [
    `${String(row)} ${rule} ${subject}${path === undefined ? "" : ` ${path}`}`,
    `  backward ${backward}, forward ${forward}${finding.enforced ? ", in every mode" : ""}`,
    `  ${finding.message}`,
    ...(versions === undefined ? [] : [`  versions ${String(versions.old)} and ${String(versions.now)}`]),
    ...(old === undefined ? [] : [`  old ${at(old)}`]),
    ...(now === undefined ? [] : [`  now ${at(now)}`]),
    ...(uses.length === 0 ? [] : [`  used in ${uses.join(", ")}`]),
    ...(touches.length === 0
      ? []
      : [`  touches ${touches.map(({ kind, name }) => `${kind} ${name}`).join(", ")}`]),
    ...(code === undefined ? [] : [`  refused by check: ${code}`]),
    ...(clause === undefined ? [] : [`  clause:\n${clause.replace(/^/gm, "    ")}`]),
    "",
  ].join("\n");
}

/** The sources with the clauses of all findings pasted, again and again until there are none. */
export function mended(before: Model, after: readonly Source[]): readonly Source[] {
  let sources = after;
  for (let round = 0; round < 6; round++) {
    const model = modelOf(sources);
    const pastes = againstLock(before, model).flatMap((finding) =>
      refusalOf(finding) === undefined || finding.paste === undefined ? [] : [finding.paste],
    );
    if (pastes.length === 0) return sources;
    sources = sources.map((source) => ({
      ...source,
      text: pastes
        .filter(({ span }) => model.files[span[0]] === source.path)
        .map((paste) => editOf(paste, source.text))
        .map(({ range: [startLine, startColumn, endLine, endColumn], text }) => ({
          start: offsetOf(source.text, startLine, startColumn),
          end: offsetOf(source.text, endLine, endColumn),
          text,
        }))
        .sort((a, b) => b.start - a.start)
        .reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), source.text),
    }));
  }
  throw new Error("Pasting has no end");
}

const offsetOf = (text: string, line: number, column: number): number =>
  text
    .split("\n")
    .slice(0, line - 1)
    .reduce((sum, one) => sum + one.length + 1, 0) +
  column -
  1;
