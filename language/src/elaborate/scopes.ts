/** The roots of each kind of place: what `state`, `event`, `command` and the others hold there. */
import type * as ast from "../generated/ast.js";
import type { Root } from "../model/expressions.js";
import type { RecordType, Type } from "../model/types.js";
import type { Place, SymbolOf } from "../names/api.js";
import type {
  AggregateSignature,
  FieldSignature,
  GetterSignature,
  ShapeSignature,
} from "../signatures/api.js";
import { callerType, replyType } from "../signatures/records.js";
import {
  type Env,
  type Kit,
  type RootMember,
  type RootScope,
  constants,
  emptyRecord,
  withRoots,
} from "./environment.js";

const member = (signature: FieldSignature | GetterSignature, bare: boolean): RootMember => ({
  name: signature.name,
  type: signature.type,
  role: signature.node.$type === "Getter" ? "getter" : "role" in signature ? signature.role : undefined,
  in: "in" in signature ? signature.in : undefined,
  node: signature.node,
  bare,
});

const scope = (
  root: Root,
  members: readonly RootMember[],
  type: Type = emptyRecord,
  written = true,
): RootScope => ({ root, type, members: new Map(members.map((each) => [each.name, each])), written });

const shapeMembers = (shape: ShapeSignature | undefined, bare: boolean): readonly RootMember[] =>
  [...(shape?.members.values() ?? [])].map((each) => member(each, bare));

/** A root whose members are the fields of a record: `meta`, `caller`, `rejection`, `reply`. */
export const recordScope = (root: Root, type: RecordType): RootScope =>
  scope(
    root,
    type.fields.map((field) => ({ name: field.name, type: field.type, bare: false })),
    type,
  );

/** What an external command answered. */
export const replyScope = (fields: readonly FieldSignature[]): RootScope =>
  scope(
    "reply",
    fields.filter(({ type }) => type !== undefined).map((field) => member(field, false)),
    replyType(fields),
  );

/** Parameters and the identity: `command`, `query`. */
export const parameterScope = (root: "command" | "query", params: readonly FieldSignature[]): RootScope =>
  scope(
    root,
    params.map((each) => member(each, true)),
  );

/** The event at hand. Its aggregate's identity is always written `event.orderId`. */
export function eventScope(kit: Kit, event: SymbolOf<"event">): RootScope {
  const identity =
    event.aggregate === undefined ? undefined : kit.signatures.aggregate(event.aggregate)?.identity;
  return scope("event", [
    ...(identity === undefined ? [] : [member(identity, false)]),
    ...shapeMembers(kit.signatures.event(event.ref), true),
  ]);
}

/**
 * The state of an aggregate. `statuses`: those that it can be in; fields that exist in none of them are not in scope
 * bare. `key`: a bare name reaches the identity here, and not in the command.
 */
export function stateScope(
  signature: AggregateSignature,
  statuses: readonly string[] | undefined,
  key: boolean,
): RootScope {
  const { identity, lifecycle, state } = signature;
  const reachable = (each: RootMember): RootMember => ({
    ...each,
    bare:
      each.in === undefined || statuses === undefined || each.in.some((status) => statuses.includes(status)),
  });
  return scope("state", [
    member(identity, key),
    ...(lifecycle === undefined
      ? []
      : [
          {
            name: "status",
            type: { kind: "enum", ref: lifecycle.enum } as const,
            role: "status" as const,
            bare: true,
          },
        ]),
    ...shapeMembers(state, true).map(reachable),
  ]);
}

/** The state of a saga, its key among it; the row of a projection, its keys among it. */
export const ownScope = (
  root: "state" | "row",
  keys: readonly FieldSignature[],
  shape: ShapeSignature,
): RootScope => scope(root, [...keys.map((key) => member(key, true)), ...shapeMembers(shape, true)]);

/** The value, entity or event whose getter or invariant this is. */
export const selfScope = (type: Type, shape: ShapeSignature): RootScope =>
  scope("self", shapeMembers(shape, true), type, false);

/** The event, value or entity as it was one version before. */
export const oldScope = (shape: ShapeSignature): RootScope => scope("old", shapeMembers(shape, false));

/** Inside an aggregate's own declarations: its state, in any of `statuses`. */
export function stateEnv(
  kit: Kit,
  place: Place,
  signature: AggregateSignature,
  statuses: readonly string[] | undefined,
  called: string,
): Env {
  const env = withRoots(constants(kit, place, called), [stateScope(signature, statuses, true)]);
  return { ...env, facts: { present: new Set(), statuses } };
}

/** What a command sees: its parameters, the caller, and the state unless it creates it. */
export function commandEnv(
  kit: Kit,
  node: ast.CommandDecl,
  symbol: SymbolOf<"command">,
  aggregate: AggregateSignature,
): Env | undefined {
  const signature = kit.signatures.command(symbol.ref);
  if (signature === undefined) return undefined;
  const statuses = signature.statuses ?? aggregate.lifecycle?.statuses;
  const base = constants(
    kit,
    kit.names.placeOf(node),
    node.flavour === "create" ? "a `create command`" : "a command",
  );
  const env = withRoots(base, [
    parameterScope("command", [signature.identity, ...signature.params]),
    ...(node.flavour === "create" ? [] : [stateScope(aggregate, statuses, false)]),
    recordScope("caller", callerType),
  ]);
  if (node.flavour === "create")
    return { ...env, unborn: new Set(stateScope(aggregate, undefined, false).members.keys()) };
  return { ...env, facts: { present: new Set(), statuses } };
}
