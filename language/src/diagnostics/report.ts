/** How the phases of the compiler say what is wrong: by code, place and parameters; collected, sorted, once each. */
import type { Diagnostic, Fix } from "./diagnostic.js";
import type { Entry } from "./define.js";
import { type Code, type Params, diagnostics } from "./index.js";
import type { FixDraft } from "./drafts.js";
import type { Location, Locator } from "./locate.js";
import { resolveEdit } from "./resolve-edits.js";

/**
 * Reports one mistake; `params` are those of the words of the code, `{}` where it has none. It answers `undefined`, so
 * that `return report(…)` fits where undefined means "already reported".
 */
export type Report = <C extends Code>(
  code: C,
  at: Location,
  params: Params[C],
  fixes?: readonly FixDraft[],
) => undefined;

export interface Reporter {
  readonly report: Report;
  /** How many errors have been reported so far: tells whether a piece of work reported any. */
  readonly errors: () => number;
  /** Everything that was reported, sorted by file and position, without repetitions. */
  readonly result: () => readonly Diagnostic[];
}

const table: { readonly [C in Code]: Entry<Params[C]> } = diagnostics;

/** Collects diagnostics on the files that `locator` knows. */
export function createReporter(locator: Locator): Reporter {
  const found: Diagnostic[] = [];
  const seen = new Set<string>();
  let errors = 0;
  return {
    report: (code, at, params, fixes) => {
      const drafted = draft(locator, code, at, params, fixes);
      const key = keyOf(drafted);
      if (!seen.has(key)) {
        seen.add(key);
        found.push(drafted);
        if (drafted.severity === "error") errors++;
      }
      return undefined;
    },
    errors: () => errors,
    result: () => sortDiagnostics(found),
  };
}

function draft<C extends Code>(
  locator: Locator,
  code: C,
  at: Location,
  params: Params[C],
  fixes: readonly FixDraft[] | undefined,
): Diagnostic {
  const row = table[code];
  const help = row.help?.(params);
  return {
    ...locator.range(at),
    severity: row.severity,
    code,
    message: row.message(params),
    ...(help === undefined ? {} : { help }),
    ...(fixes === undefined || fixes.length === 0
      ? {}
      : { fixes: fixes.map((fix) => resolveFix(locator, fix)) }),
  };
}

/** A fix with its places as lines and columns. */
export const resolveFix = (locator: Locator, fix: FixDraft): Fix => ({
  title: fix.title,
  ...(fix.preferred === true ? { preferred: true } : {}),
  // In their order, as editors want them: of those in one place, what is put in before what is replaced.
  edits: fix.edits
    .map((edit) => resolveEdit(locator, edit))
    .sort((a, b) => compare(a.at.file, b.at.file) || a.at.start - b.at.start || a.at.end - b.at.end)
    .map(({ at, text }) => ({ ...locator.range(at), text })),
});

/** By file, position, end, code: the same for every order in which they were found. */
export function sortDiagnostics(list: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...list].sort(
    (a, b) =>
      compare(a.file, b.file) ||
      a.range.start.line - b.range.start.line ||
      a.range.start.column - b.range.start.column ||
      a.range.end.line - b.range.end.line ||
      a.range.end.column - b.range.end.column ||
      compare(a.code, b.code) ||
      compare(a.message, b.message),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const keyOf = ({ file, range, code, message }: Diagnostic): string =>
  JSON.stringify([file, range.start, range.end, code, message]);
