/** A policy: what it sends for an event, without a memory. */
import type { Ref } from "@esdl/language/model";
import { system } from "../aggregates/decide.js";
import type { Meter } from "../budget.js";
import { test } from "../expressions/compile.js";
import { emptyScope, type Frame } from "../expressions/frame.js";
import type { Machine } from "../machine.js";
import { loopOf } from "../projections/projection.js";
import { body } from "../statements/body.js";
import { Fault } from "../stops.js";
import { memberOf, plainText } from "../values/value.js";
import type { Recorded, Sent } from "../world/world.js";
import { actorOf, atHand } from "./run.js";

export interface Policy {
  readonly event: Ref;
  /** What it sends for an event. */
  sends(event: Recorded, meter: Meter): readonly Sent[];
}

export function policyOf(ref: Ref, machine: Machine): Policy {
  const decl = machine.lookup.policies.get(ref);
  if (decl === undefined) throw new Fault(`there is no policy ${ref}`);
  const loop = loopOf(decl.for, { ...emptyScope, event: decl.event }, machine);
  const where = decl.where === undefined ? undefined : test(decl.where, loop.scope, machine.compiler);
  const run = body(decl.body, loop.scope, machine.compiler);
  return {
    event: decl.event,
    sends: (event, meter) => {
      const sent: Sent[] = [];
      const frame: Frame = {
        meter,
        event: atHand(event),
        send: ({ call, asActor }) => {
          sent.push({
            id: `${ref}/${event.id}.${String(sent.length)}`,
            call,
            caller: asActor ? actorOf(event) : system,
            correlationId: plainText(memberOf(event.meta, "correlationId")),
            isUndo: false,
          });
        },
      };
      for (const item of loop.items(frame)) {
        meter.step();
        if (loop.cell !== undefined) loop.cell.value = item;
        if (where === undefined || where(frame)) run(frame);
      }
      return sent;
    },
  };
}
