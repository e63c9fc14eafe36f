/** Fixes of events that nobody emits, and of statuses that nothing reaches. */
import { type FixDraft, leaveOut } from "../../diagnostics/drafts.js";
import { isEventDecl, isLifecycle, type StatusGroup } from "../../generated/ast.js";
import type { AggregateDecl, EventDecl } from "../../model/index.js";
import { displayType } from "../../types/display.js";
import type { CheckContext } from "../context.js";

/** Emits the event by a command of its own, retires it, or removes it. */
export function unemitted(
  aggregate: AggregateDecl,
  event: EventDecl,
  context: CheckContext,
): readonly FixDraft[] {
  const node = context.node(event);
  if (!isEventDecl(node)) return [];
  const on = aggregate.handlers.find((handler) => handler.event === event.ref);
  const handler = on && context.node(on);
  const withoutOn = handler === undefined ? [] : [{ remove: handler }];
  return [
    // With a lifecycle nobody knows in which statuses the command would be allowed.
    ...(aggregate.lifecycle === undefined ? [commandFor(aggregate, event, context)] : []),
    {
      title: `Retire ${event.name}`,
      edits: [
        { in: node, word: "event", text: "retired event" },
        { after: node, text: " becomes nothing" },
        ...withoutOn,
      ],
    },
    { title: `Remove ${event.name}`, edits: [{ remove: node }, ...withoutOn] },
  ];
}

function commandFor(aggregate: AggregateDecl, event: EventDecl, context: CheckContext): FixDraft {
  const name = `Record${event.name}`;
  const home = event.ref.slice(0, event.ref.indexOf("."));
  const params = event.fields.map((field) => `${field.name}: ${displayType(field.type, home)}`).join(", ");
  const args = event.fields.map((field) => `${field.name}: command.${field.name}`).join(", ");
  const beside = aggregate.commands.at(-1) ?? event;
  return {
    title: `Create command ${name}`,
    edits: [
      { beside: context.at(beside), text: `command ${name}(${params}) { emit ${event.name}(${args}) }` },
    ],
  };
}

/** Takes a status out of the lifecycle, where it stands once, at an end, and nothing speaks of it. */
export function withoutStatus(
  aggregate: AggregateDecl,
  status: string,
  context: CheckContext,
): readonly FixDraft[] {
  const node = aggregate.lifecycle && context.node(aggregate.lifecycle);
  const isUsed =
    aggregate.commands.some(({ statuses = [] }) => statuses.includes(status)) ||
    aggregate.handlers.some(({ to }) => to === status) ||
    aggregate.state.fields.some((field) => field.in?.includes(status) === true) ||
    aggregate.uniques.some((unique) => unique.in?.includes(status) === true);
  if (isUsed || !isLifecycle(node)) return [];
  const groups = node.chains.flatMap((chain) =>
    chain.groups.map((group, index) => ({ chain, group, index })),
  );
  const found = groups.filter(({ group }) => group.statuses.some(({ name }) => name === status));
  const [only] = found;
  if (only === undefined || found.length > 1) return [];
  const { chain, group, index } = only;
  const title = `Remove ${status} from the lifecycle`;
  if (group.statuses.length > 1) return [{ title, edits: [fromGroup(group, status)] }];
  const [before, after] = [chain.groups[index - 1], chain.groups[index + 1]];
  if (before !== undefined && after !== undefined) return [];
  if (chain.groups.length === 2) return node.chains.length === 1 ? [] : [leaveOut(chain, title)];
  if (before !== undefined) return [{ title, edits: [{ remove: group, word: "->" }] }];
  return after === undefined
    ? []
    : [{ title, edits: [{ from: group, to: after, text: after.$cstNode?.text ?? "" }] }];
}

function fromGroup({ statuses }: StatusGroup, status: string): FixDraft["edits"][number] {
  const index = statuses.findIndex(({ name }) => name === status);
  const [own, next] = [statuses[index], statuses[index + 1]];
  if (own === undefined) throw new Error(`${status} is none of the group`);
  return index === 0 && next !== undefined
    ? { from: own, to: next, text: next.name }
    : { remove: own, word: "|" };
}
