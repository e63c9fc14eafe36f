/** Where the page of a diagnostic or of a rule of `esdl diff` stands, for the prose that names it. */
import { ruleOf } from "@esdl/evolution";
import { diagnostics } from "@esdl/language";

/** The page of `ESDL2001`, of `FIELD_RENAMED`, or of a rule by its code; undefined for what has none. */
export function pageOfCode(code: string): string | undefined {
  if (Object.hasOwn(diagnostics, code)) return `diagnostics/${code}.md`;
  const rule = ruleOf(code);
  return rule === undefined ? undefined : `changes/${rule}.md`;
}
