/** Events as projections, sagas and policies see them. */
import { type FixDraft, leaveOut } from "../diagnostics/drafts.js";
import type * as ast from "../generated/ast.js";
import { isPolicyDecl, isSagaStart } from "../generated/ast.js";
import type { FieldExpr, Type } from "../model/index.js";
import type { SymbolOf } from "../names/api.js";
import type { Assembly } from "./assembly.js";

/** The event that a handler is for; reports when there is none, or one that is never seen. */
export function resolveEvent(
  { names, report }: Assembly,
  { trigger }: ast.Handler,
): SymbolOf<"event"> | undefined {
  const event = names.resolve(trigger.segments, ["event"], names.placeOf(trigger));
  if (event?.node.retired === true)
    return report("ESDL3033", trigger, { event: event.name }, withoutHandler(trigger.$container));
  return event;
}

/** A policy is its handler, and goes as a whole. */
function withoutHandler(handler: ast.QualifiedName["$container"]): readonly FixDraft[] {
  const owner = handler.$container;
  const whole = isPolicyDecl(owner) || isSagaStart(owner) ? owner : handler;
  return [leaveOut(whole, whole.$type === "PolicyDecl" ? "Remove the policy" : "Remove the handler")];
}

/** `event.orderId`: the identity of the event's aggregate. Undefined when its type could not be made out. */
export function eventIdentity({ signatures }: Assembly, event: SymbolOf<"event">): FieldExpr | undefined {
  const identity =
    event.aggregate === undefined ? undefined : signatures.aggregate(event.aggregate)?.identity;
  if (identity?.type === undefined) return undefined;
  return {
    kind: "field",
    type: identity.type,
    target: { kind: "root", root: "event", type: eventType(event, signatures) },
    name: identity.name,
    role: "identity",
  };
}

/** What `event` as a whole is: the record of its fields. */
export function eventType({ ref }: SymbolOf<"event">, signatures: Assembly["signatures"]): Type {
  const fields = signatures.event(ref)?.fields ?? [];
  return {
    kind: "record",
    fields: fields.flatMap(({ name, type }) => (type === undefined ? [] : [{ name, type }])),
  };
}
