/** The one table of rules, by their ids; `esdl explain` prints a page for each, by id or by code. */
import { eventRules } from "./events.js";
import { fieldRules } from "./fields.js";
import { otherRules } from "./others.js";
import type { Rule } from "./rule.js";

export type { Rule, Verdict } from "./rule.js";

const table = { ...fieldRules, ...eventRules, ...otherRules };

/** `FIELD_RENAMED`: stable for ever. */
export type RuleId = keyof typeof table;

/** All kinds of changes, by their ids. */
export const rules: Readonly<Record<RuleId, Rule>> = table;

const isRule = (name: string): name is RuleId => Object.hasOwn(rules, name);

/** A rule by its id or by the code of its diagnostic. */
export function ruleOf(name: string): RuleId | undefined {
  if (isRule(name)) return name;
  return (Object.keys(rules) as RuleId[]).find((id) => rules[id].code === name);
}

/** The page of a rule in Markdown; undefined for a name that is none. */
export function explainRule(name: string): string | undefined {
  const id = ruleOf(name);
  if (id === undefined) return undefined;
  const { title, code, why, action, backward, forward, enforced, row, example } = rules[id];
  const [before, after] = example;
  const model = (text: string): string => "```esdl\n" + (text === "" ? "// nothing" : text) + "\n```";
  return [
    `# ${code === undefined ? "" : `${code}, `}${id}: ${title}`,
    `Backward: ${backward}. Forward: ${forward}. Row ${String(row)} of docs/evolution.md.` +
      (enforced === true ? " It counts in every mode, `none` too." : "") +
      (code === undefined ? "" : " `esdl check` and `compile` refuse it against esdl.lock."),
    why,
    ...(action === undefined ? [] : [action]),
    "## Before",
    model(before),
    "## After",
    model(after),
  ].join("\n\n");
}
