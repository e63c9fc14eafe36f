/** Brands: an `id` or `type` has no versions, so what is said of it holds for everything that is stored under it. */
import type { BrandFacts } from "../facts/facts.js";
import { shortOf } from "../text/local.js";
import { compareConditions } from "./conditions.js";
import { isWidening, relate } from "./relation.js";
import { compareDocs } from "./docs.js";
import { touchedBy, type Work } from "./work.js";

export function compareBrand(work: Work, old: BrandFacts, now: BrandFacts): void {
  const uses = work.uses.get(now.ref) ?? [];
  const name = shortOf(now.ref);
  const base = { subject: now.ref, uses, touches: touchedBy(work, uses) };
  const stored = uses.length === 0 ? "what is stored" : "stored events";
  compareDocs(work, old, now);
  const relation = relate(old.base, now.base, work);
  if (relation.kind !== "same") {
    const widens = isWidening(relation);
    work.report({
      ...base,
      rule: widens ? "FIELD_TYPE_WIDENED" : "SHAPE_CHANGED_WITHOUT_VERSION",
      message: widens
        ? `${name} was over ${old.base} and is over ${now.base}: ${stored} fit, and older consumers may meet values that they take for invalid`
        : `${name} was released over ${old.base} and is over ${now.base}: a type has no versions, so ${stored} would not be read as they were written; declare a new type beside it and change the fields over`,
      change: [old.base, now.base],
    });
  }
  const was = `${name} had ${old.where === undefined ? "no condition" : `the condition ${old.where}`} and has ${now.where ?? "none"}`;
  const change = compareConditions(old.where, now.where);
  const draft = { ...base, change: [old.where, now.where] };
  if (change === "tighter" || change === "mixed")
    work.report({
      ...draft,
      rule: "CONSTRAINT_TIGHTENED",
      forward: change === "mixed" ? "break" : "ok",
      message: `${was}: ${stored} may not meet it and are not judged again; it holds for new writes`,
    });
  if (change === "looser")
    work.report({
      ...draft,
      rule: "CONSTRAINT_LOOSENED",
      message: `${was}: consumers that validate against the released one refuse what is new`,
    });
  if (change === "unlike")
    work.report({
      ...draft,
      rule: "PATTERN_CHANGED",
      message: `${was}, and nobody can tell which of them takes more: ${stored} may not meet it, and consumers that validate may refuse what is new`,
    });
  if (old.personal !== now.personal)
    work.report({
      ...base,
      rule: now.personal ? "PERSONAL_ADDED" : "PERSONAL_CHANGED",
      message: now.personal
        ? `${name} is personal data from now on: ${stored} hold it as clear text, which an erasure does not reach`
        : `${name} was personal data: what is stored would be out of its subject's reach`,
      change: [String(old.personal), String(now.personal)],
    });
}
