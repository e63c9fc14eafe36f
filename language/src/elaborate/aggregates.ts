/** Bodies of aggregates: commands, `allow`, `on`, `becomes`. */
import type * as ast from "../generated/ast.js";
import type { Argument, Expr } from "../model/expressions.js";
import type { Loop } from "../model/declarations.js";
import type { Statement } from "../model/statements.js";
import type { Ref } from "../model/types.js";
import { metaType } from "../signatures/records.js";
import type { OnFacts } from "./api.js";
import { type Env, type Kit, constants, withRoots } from "./environment.js";
import { checkBool } from "./expressions.js";
import { eventWith } from "./messages.js";
import { declared } from "./owners.js";
import { commandEnv, eventScope, recordScope, stateScope } from "./scopes.js";
import { type BodyRules, block, enterLoop } from "./statements.js";

const commandRules: BodyRules = {
  allowed: new Set(["require", "emit", "let", "if", "for"]),
  writes: undefined,
  actor: false,
};

const onRules: BodyRules = {
  allowed: new Set(["assign", "remove", "let", "if", "for"]),
  writes: "state",
  actor: false,
};

function environmentOf(node: ast.CommandDecl, kit: Kit): Env | undefined {
  const symbol = declared(kit.names, "command", node);
  const aggregate = symbol?.aggregate === undefined ? undefined : kit.signatures.aggregate(symbol.aggregate);
  return symbol && aggregate && commandEnv(kit, node, symbol, aggregate);
}

export function commandBody(node: ast.CommandDecl, kit: Kit): readonly Statement[] | undefined {
  const env = environmentOf(node, kit);
  if (env === undefined) return undefined;
  return block(node.body, { ...env, may: { now: true, newId: true, external: true } }, commandRules);
}

export function grantCondition(node: ast.Grant, kit: Kit): Expr | undefined {
  const env = environmentOf(node.$container, kit);
  if (env === undefined || node.condition === undefined) return undefined;
  return checkBool(node.condition, { ...env, called: "an `allow`", may: { ...env.may, now: true } });
}

export function onBody(node: ast.Handler, facts: OnFacts, kit: Kit): readonly Statement[] | undefined {
  const place = kit.names.placeOf(node.trigger);
  const event = kit.names.resolve(node.trigger.segments, ["event"], place);
  const aggregate = place.aggregate && kit.signatures.aggregate(place.aggregate.ref);
  if (event === undefined || aggregate === undefined) return undefined;
  const base = withRoots(constants(kit, place, "an `on` body"), [
    eventScope(kit, event),
    stateScope(aggregate, undefined, true),
    recordScope("meta", metaType),
  ]);
  const statuses = aggregate.lifecycle === undefined ? undefined : facts.from;
  const env: Env = { ...base, facts: { present: new Set(), statuses } };
  return block(node.body, env, onRules);
}

export function become(
  node: ast.Become,
  kit: Kit,
): { readonly event: Ref; readonly args: readonly Argument[]; readonly for?: Loop } | undefined {
  const retired = declared(kit.names, "event", node.$container);
  if (retired === undefined) return undefined;
  const place = kit.names.placeOf(node.event);
  const base = withRoots(constants(kit, place, "a `becomes`"), [
    eventScope(kit, retired),
    recordScope("meta", metaType),
  ]);
  const entered = node.loop && enterLoop(node.loop, base);
  const made = eventWith(node.event, node.args, entered?.env ?? base);
  if (made === undefined || (node.loop !== undefined && entered?.loop === undefined)) return undefined;
  return { ...made, ...(entered?.loop === undefined ? {} : { for: entered.loop }) };
}
