/** `esdl explain CODE`: the page of a diagnostic, or of a rule of `esdl diff`. */
import { explainRule, ruleOf } from "@esdl/evolution";
import { explain as pageOf } from "@esdl/language";
import { exit, UsageError, type Exit, type Io } from "../io.js";

export function explain(code: string, io: Io): Exit {
  const normal = /^\d{4}$/.test(code) ? `ESDL${code}` : code.toUpperCase();
  const page = pageOf(normal) ?? (ruleOf(normal) === undefined ? undefined : explainRule(normal));
  if (page === undefined) {
    throw new UsageError(
      `There is no diagnostic ${code}. A code looks like ESDL2001, a rule of \`esdl diff\` like FIELD_RENAMED; \`esdl check\` and \`diff\` print them.`,
    );
  }
  io.out(page.endsWith("\n") ? page : `${page}\n`);
  return exit.ok;
}
