/** What an event does to the state of its aggregate: the fold. Replay checks nothing again. */
import type { AggregateDecl, Field, OnClause, Ref } from "@esdl/language/model";
import type { EventAtHand, Frame } from "../expressions/frame.js";
import { once } from "../lazy.js";
import type { Machine } from "../machine.js";
import type { Meter } from "../budget.js";
import { body } from "../statements/body.js";
import { Fault, Stopped } from "../stops.js";
import { memberOf, withMember, type Data } from "../values/value.js";
import type { Aggregate } from "./aggregate.js";

/** The state after an event. The state before is left as it was. @throws Stopped `history` when no stream begins with it */
export type Fold = (state: Data | undefined, event: EventAtHand, meter: Meter) => Data;

export function foldOf(event: Ref, aggregate: Aggregate, machine: Machine): Fold {
  const { decl, scope } = aggregate;
  const handler = decl.handlers.find((each) => each.event === event);
  if (handler === undefined) throw new Fault(`${decl.ref} has no \`on ${event}\``);
  const run = once(() => body(handler.body, { ...scope, event }, machine.compiler));
  return (state, at, meter) => {
    const frame: Frame = { meter, key: at.identity, event: at };
    meter.step();
    if (state === undefined && !handler.creates) throw notBegun(decl, event);
    const before = state ?? aggregate.initial(at.identity, frame);
    frame.own = entered(before, state, handler, aggregate, frame);
    run()(frame);
    return left(frame.own, handler, decl);
  };
}

function notBegun({ name }: AggregateDecl, event: Ref): Stopped {
  const bare = event.slice(event.lastIndexOf(".") + 1);
  return new Stopped(
    "history",
    `A stream of ${name} cannot begin with ${bare}`,
    `Give an event before it that creates the ${name}`,
  );
}

const existsIn = ({ in: statuses }: Field, status: unknown): boolean =>
  statuses === undefined || statuses.some((each) => each === status);

/** A field that the status before did not have begins with its default. */
function entered(
  draft: Data,
  before: Data | undefined,
  { to }: OnClause,
  aggregate: Aggregate,
  frame: Frame,
): Data {
  if (to === undefined) return draft;
  const from = before === undefined ? undefined : memberOf(before, "status");
  let state = before === undefined ? withMember(draft, "status", to) : draft;
  for (const field of aggregate.decl.state.fields) {
    if (field.in === undefined || !existsIn(field, to)) continue;
    if (before !== undefined && existsIn(field, from)) continue;
    state = withMember(state, field.name, aggregate.preset(field)(frame));
  }
  return state;
}

/** What does not exist in the status entered goes. */
function left(draft: Data, { to }: OnClause, { state: { fields } }: AggregateDecl): Data {
  if (to === undefined) return draft;
  let state = withMember(draft, "status", to);
  for (const field of fields) if (!existsIn(field, to)) state = withMember(state, field.name, undefined);
  return state;
}
