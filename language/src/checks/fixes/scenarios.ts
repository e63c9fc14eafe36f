/** Fixes of scenarios that cannot come out. */
import { type FixDraft, leaveOut } from "../../diagnostics/drafts.js";
import { withoutPart } from "../../declarations/scenario-fixes.js";
import { isScenarioDecl, type Outcome as OutcomeNode } from "../../generated/ast.js";
import type { Outcome, ScenarioDecl } from "../../model/index.js";
import { mostSimilar } from "../../names/similar.js";
import type { CheckContext } from "../context.js";

/** The syntax of an outcome, by its place. */
function nodeOf(
  scenario: ScenarioDecl,
  { span }: Pick<Outcome, "span">,
  context: CheckContext,
): OutcomeNode | undefined {
  const node = context.node(scenario);
  const outcomes = isScenarioDecl(node)
    ? node.clauses.flatMap((clause) => (clause.$type === "ThenClause" ? clause.outcomes : []))
    : [];
  return outcomes.find((outcome) => context.locate.span(outcome).join() === span.join());
}

export function withoutOutcome(
  scenario: ScenarioDecl,
  outcome: Outcome,
  context: CheckContext,
): readonly FixDraft[] {
  const node = nodeOf(scenario, outcome, context);
  return node === undefined ? [] : [withoutPart(node)];
}

/** One of the rejections that are possible: what is called alike, else the few that there are. */
export function otherRejection(
  scenario: ScenarioDecl,
  outcome: Outcome,
  written: string,
  possible: readonly string[],
  context: CheckContext,
): readonly FixDraft[] {
  const node = nodeOf(scenario, outcome, context);
  if (node?.$type !== "ExpectedRejection") return [];
  const similar = mostSimilar(written, possible);
  const names = similar === undefined ? possible.slice(0, 5) : [similar];
  // Another rejection has other fields.
  return names.map((name) => ({
    title: `Write \`${name}\``,
    edits: [{ at: node, text: `rejected ${name}` }],
  }));
}

/** A field of the state that is not to be looked at. */
export function withoutField(
  scenario: ScenarioDecl,
  outcome: Outcome,
  field: string,
  context: CheckContext,
): readonly FixDraft[] {
  const node = nodeOf(scenario, outcome, context);
  const item =
    node?.$type === "ExpectedState"
      ? node.args.items.find(({ label, value }) => (label?.$refText ?? value.$cstNode?.text) === field)
      : undefined;
  return item === undefined ? [] : [leaveOut(item)];
}

/** A name that no other scenario has; one that has none is called after what it does. */
export function otherName(scenario: ScenarioDecl, taken: readonly string[]): FixDraft {
  const [first] = scenario.when;
  const command = first?.kind === "command" ? first.call.command : undefined;
  const base =
    scenario.name.trim() === ""
      ? (command?.slice(command.lastIndexOf(".") + 1) ?? "scenario")
      : scenario.name;
  const numbered = Array.from({ length: taken.length + 2 }, (_, index) =>
    index === 0 ? base : `${base} ${String(index + 1)}`,
  );
  const name = numbered.find((one) => !taken.includes(one)) ?? base;
  return { title: `Call it "${name}"`, edits: [{ at: scenario.nameSpan, text: JSON.stringify(name) }] };
}
