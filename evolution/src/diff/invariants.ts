/** Invariants, of aggregates and of values: history is not judged again. */
import type { Ref } from "@esdl/language/model";
import type { RuleFacts } from "../facts/facts.js";
import { shortOf } from "../text/local.js";
import { compareConditions } from "./conditions.js";
import type { Work } from "./work.js";

export function compareRules(
  work: Work,
  ref: Ref,
  old: readonly RuleFacts[],
  now: readonly RuleFacts[],
): void {
  for (const { name, condition } of now) {
    const before = old.find((rule) => rule.name === name)?.condition;
    compareRule(work, ref, name, before, condition);
  }
  for (const { name, condition } of old)
    if (!now.some((rule) => rule.name === name)) compareRule(work, ref, name, condition, undefined);
}

/** One rule, by its condition before and after; undefined where there is none. */
export function compareRule(
  work: Work,
  ref: Ref,
  name: string,
  old: string | undefined,
  now: string | undefined,
): void {
  const change = compareConditions(old, now);
  if (change === "same") return;
  const rule = `${name} of ${shortOf(ref)}`;
  const looser = change === "looser";
  work.report({
    rule: looser ? "INVARIANT_LOOSENED" : "INVARIANT_TIGHTENED",
    subject: ref,
    path: name,
    ...(change === "tighter" || looser ? {} : { forward: "danger" as const }),
    message: looser
      ? `${rule} ${now === undefined ? "is gone" : "allows more"}: consumers that relied on ${old ?? ""} may meet what breaks it`
      : `${rule} ${old === undefined ? "is new" : "was changed"}: states of stored events may break ${now ?? ""} already, and only new writes are held to it`,
    change: [old, now],
  });
}
