/** `esdl explain CODE`: the page of a diagnostic, or of a rule of `esdl diff`. */
import { explainRule, ruleOf, rules } from "@esdl/evolution";
import { diagnostics, explain as pageOf } from "@esdl/language";
import { exit, UsageError, type Exit, type Io } from "../io.js";
import { meant } from "../suggest.js";

export function explain(code: string, io: Io): Exit {
  const page = pageFor(code);
  if (page === undefined) {
    throw new UsageError(
      `There is no diagnostic or rule ${code}. ${likely(code)}A code looks like ESDL2001, a rule of \`esdl diff\` like FIELD_RENAMED; \`esdl check\` and \`esdl diff\` print them.`,
    );
  }
  io.out(page.endsWith("\n") ? page : `${page}\n`);
  return exit.ok;
}

/** Whether there is a page of this name. */
export const isCode = (text: string): boolean => pageFor(text) !== undefined;

/** `2001` is short for `ESDL2001`; letters in either case. */
function pageFor(code: string): string | undefined {
  const normal = /^\d{4}$/.test(code) ? `ESDL${code}` : code.toUpperCase().replaceAll("-", "_");
  return pageOf(normal) ?? (ruleOf(normal) === undefined ? undefined : explainRule(normal));
}

/** Codes differ by digits that nobody mistypes in a way one could guess: only words are. */
const likely = (code: string): string =>
  /\d/.test(code) ? meant(code, []) : meant(code, [...Object.keys(rules), ...Object.keys(diagnostics)]);
