/** What bodies make for others: events, rejections, commands to send. */
import type { OffsetLocation } from "../diagnostics/locate.js";
import type * as ast from "../generated/ast.js";
import type { Argument } from "../model/expressions.js";
import type { CommandCall, EmitStatement, RequireStatement, SendStatement } from "../model/statements.js";
import type { Ref } from "../model/types.js";
import { type Slot, bindArguments } from "./arguments.js";
import type { Env } from "./environment.js";

export function emit(node: ast.EmitStatement, env: Env): Pick<EmitStatement, "event" | "args"> | undefined {
  return eventWith(node.event, node.args, env);
}

/** An event of the own aggregate with its arguments: `emit`, and what a retired event becomes. */
export function eventWith(
  name: ast.QualifiedName,
  args: ast.Arguments,
  env: Env,
): { readonly event: Ref; readonly args: readonly Argument[] } | undefined {
  const symbol = env.kit.names.resolve(name.segments, ["event"], env.place);
  if (symbol === undefined) return undefined;
  if (symbol.aggregate !== env.place.aggregate?.ref) return foreign("event", symbol.name, name, env);
  const signature = env.kit.signatures.event(symbol.ref);
  if (signature === undefined) return undefined;
  const own = symbol.aggregate === undefined ? undefined : identityOf(symbol.aggregate, env);
  const declared = symbol.node.members.some((member) => member.$type === "Field" && member.name === own);
  const bound = bindArguments(args, signature.fields, env, {
    what: `event ${symbol.name}`,
    style: "named",
    at: name,
    declaredBy: symbol.node,
    ...(own === undefined ? {} : { identity: { name: own, declared, why: "carried" as const } }),
  });
  return bound && { event: symbol.ref, args: bound };
}

const identityOf = (aggregate: Ref, env: Env): string | undefined =>
  env.kit.signatures.aggregate(aggregate)?.identity.name;

const foreign = (kind: string, name: string, at: ast.QualifiedName, env: Env): undefined =>
  env.kit.report("ESDL2034", at, { kind, name, aggregate: env.place.aggregate?.name ?? "" });

export function rejection(node: ast.RequireStatement, env: Env): RequireStatement["rejection"] | undefined {
  const symbol = env.kit.names.resolve(node.rejection.segments, ["rejection"], env.place);
  if (symbol === undefined) return undefined;
  if (symbol.aggregate !== env.place.aggregate?.ref)
    return foreign("rejection", symbol.name, node.rejection, env);
  const signature = env.kit.signatures.rejection(symbol.ref);
  if (signature === undefined) return undefined;
  const args = bindArguments(node.args, signature.fields, env, {
    what: `rejection ${symbol.name}`,
    style: "named",
    at: node.rejection,
    declaredBy: symbol.node,
  });
  return args && { ref: symbol.ref, args };
}

export function send(
  node: ast.SendStatement,
  env: Env,
  actor: boolean,
): Pick<SendStatement, "send" | "asActor" | "undo"> | undefined {
  const sent = command(node.command, node.args, env);
  const undo = node.undo && command(node.undo.command, node.undo.args, env);
  if (node.asActor && !actor)
    return env.kit.report("ESDL2035", { node, property: "asActor" }, {}, [
      { title: "Leave out `as actor`", edits: [{ remove: wordsAsActor(node, env) }] },
    ]);
  if (sent === undefined || (node.undo !== undefined && undo === undefined)) return undefined;
  return { send: sent, asActor: node.asActor, ...(undo === undefined ? {} : { undo }) };
}

/** Both words: of the two the tree knows where the first one stands. */
function wordsAsActor(node: ast.SendStatement, env: Env): OffsetLocation {
  const { file, start } = env.kit.locate.offsets({ node, property: "asActor" });
  const behind = node.$cstNode?.text.slice(start - node.$cstNode.offset) ?? "";
  return { file, start, end: start + (/^as\s+actor/.exec(behind)?.[0].length ?? 0) };
}

function command(name: ast.QualifiedName, args: ast.Arguments, env: Env): CommandCall | undefined {
  const symbol = env.kit.names.resolve(name.segments, ["command", "externalCommand"], env.place);
  if (symbol === undefined) return undefined;
  const slots = slotsOf(symbol.kind, symbol.ref, env);
  const bound =
    slots &&
    bindArguments(args, slots, env, {
      what: `${symbol.kind === "command" ? "command" : "external command"} ${symbol.name}`,
      style: "named",
      at: name,
    });
  if (bound === undefined) return undefined;
  return {
    command: symbol.ref,
    ...(symbol.kind === "command" && symbol.aggregate !== undefined ? { aggregate: symbol.aggregate } : {}),
    args: bound,
  };
}

/** The identity is the first argument of every command of an aggregate. */
function slotsOf(kind: "command" | "externalCommand", ref: Ref, env: Env): readonly Slot[] | undefined {
  if (kind === "externalCommand") return env.kit.signatures.externalCommand(ref)?.params;
  const signature = env.kit.signatures.command(ref);
  return signature && [signature.identity, ...signature.params];
}
