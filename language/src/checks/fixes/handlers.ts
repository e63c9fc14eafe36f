/** Fixes of `on` clauses: those that are missing, and those that stand twice. */
import type { FixDraft } from "../../diagnostics/drafts.js";
import { isAggregateDecl, isHandler } from "../../generated/ast.js";
import type { AggregateDecl, EventDecl, OnClause } from "../../model/index.js";
import { sameType } from "../../types/equal.js";
import type { CheckContext } from "../context.js";

/** Takes over the fields that the state has as well; behind the last `on` that there is. */
export function missingOn(
  aggregate: AggregateDecl,
  event: EventDecl,
  context: CheckContext,
): readonly FixDraft[] {
  const { state, handlers, lifecycle, commands } = aggregate;
  const node = context.node(aggregate);
  if (!isAggregateDecl(node)) return [];
  const shared = event.fields.filter((field) =>
    state.fields.some(
      (other) => other.name === field.name && other.in === undefined && sameType(other.type, field.type),
    ),
  );
  const creates = commands.some(({ flavour, emits }) => flavour === "create" && emits.includes(event.ref));
  const statuses = lifecycle?.statuses ?? [];
  const body = shared.length === 0 ? "" : ` { ${shared.map(({ name }) => name).join(", ")} }`;
  const last = handlers.at(-1);
  const add = (arrow: string): FixDraft => {
    const text = `on ${event.name}${arrow}${body}`;
    return {
      title: `Add \`on ${event.name}${arrow}\``,
      edits: [last === undefined ? { inside: node, text } : { beside: context.at(last), text }],
    };
  };
  // What creates enters a status; otherwise the statuses that nothing enters yet are the likely ones.
  const open = statuses.filter((status) => handlers.every(({ to }) => to !== status));
  if (creates && statuses.length > 0) return statuses.slice(0, 1).map((status) => add(` -> ${status}`));
  return [...open.slice(0, 3).map((status) => add(` -> ${status}`)), add("")];
}

/** One clause with what both do. Where they go to different statuses, nobody knows which is meant. */
export function joined(first: OnClause, second: OnClause, context: CheckContext): readonly FixDraft[] {
  const [kept, gone] = [context.node(first), context.node(second)];
  if (!isHandler(kept) || !isHandler(gone)) return [];
  if (second.to !== undefined && second.to !== first.to) return [];
  const inner = gone.body?.$cstNode?.text.slice(1, -1).trim() ?? "";
  if (inner === "") return [{ title: "Remove this one", edits: [{ remove: gone }] }];
  const text = inner.replaceAll(/\n[ \t]*/g, "\n");
  const edit = kept.body === undefined ? { after: kept, text: ` { ${text} }` } : { inside: kept.body, text };
  return [{ title: "Join the two", edits: [edit, { remove: gone }] }];
}
