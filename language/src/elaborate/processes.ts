/** Handlers of projections, sagas and policies, and queries. */
import type * as ast from "../generated/ast.js";
import type { Expr } from "../model/expressions.js";
import type { QueryDecl } from "../model/processes.js";
import type { Type } from "../model/types.js";
import { positionedMetaType, rejectionType } from "../signatures/records.js";
import { isOrdered } from "../types/common.js";
import { intType, presentOf } from "../types/scalars.js";
import type { HandlerParts } from "./api.js";
import { type Env, type Kit, type RootScope, constants, withRoots } from "./environment.js";
import { check, checkBool, infer } from "./expressions.js";
import { assume } from "./facts.js";
import { declared } from "./owners.js";
import { eventScope, ownScope, parameterScope, recordScope, replyScope } from "./scopes.js";
import { type BodyRules, block, enterLoop } from "./statements.js";
import { shown } from "./words.js";

type HandlerNode = ast.Handler | ast.TimeoutHandler;

const rowRules: BodyRules = {
  allowed: new Set(["assign", "remove", "let", "if", "for"]),
  writes: "row",
  actor: false,
};
const sagaRules: BodyRules = {
  allowed: new Set(["assign", "remove", "let", "if", "for", "send", "undoAll"]),
  writes: "state",
  actor: false,
};
const policyRules: BodyRules = {
  allowed: new Set(["let", "if", "for", "send"]),
  writes: undefined,
  actor: true,
};

/** What a handler stands in: what it is called, its state or row, the types that `by` has to give, the rules of its body. */
interface Host {
  readonly called: string;
  readonly own: readonly RootScope[];
  /** `where` is judged before the row is read, but knows the state of a running saga. */
  readonly ownInWhere: boolean;
  readonly keys: readonly (Type | undefined)[];
  readonly rules: BodyRules;
  readonly may: Env["may"];
}

const nothing: Env["may"] = { now: false, newId: false, external: false };

function hostOf(node: HandlerNode, kit: Kit): Host | undefined {
  const container = node.$container;
  switch (container.$type) {
    case "ProjectionDecl": {
      const symbol = declared(kit.names, "projection", container);
      const signature = symbol && kit.signatures.projection(symbol.ref);
      return (
        signature && {
          called: "a projection",
          own: [ownScope("row", signature.keys, signature.row)],
          ownInWhere: false,
          keys: signature.keys.map(({ type }) => type),
          rules: rowRules,
          may: nothing,
        }
      );
    }
    case "SagaStart":
    case "SagaStep": {
      const symbol = declared(kit.names, "saga", container.$container);
      const signature = symbol && kit.signatures.saga(symbol.ref);
      return (
        signature && {
          called: "a saga",
          own: [ownScope("state", [signature.key], signature.state)],
          ownInWhere: container.$type === "SagaStep",
          keys: [signature.key.type],
          rules: sagaRules,
          may: { now: true, newId: true, external: true },
        }
      );
    }
    case "PolicyDecl":
      return { called: "a policy", own: [], ownInWhere: false, keys: [], rules: policyRules, may: nothing };
    case "AggregateDecl":
      return undefined;
  }
}

/** What the input of a handler puts into scope; undefined where the input could not be made out. */
function inputScopes(node: HandlerNode, kit: Kit): readonly RootScope[] | undefined {
  if (node.$type === "TimeoutHandler") return [];
  const place = kit.names.placeOf(node.trigger);
  const { segments } = node.trigger;
  if (node.input === "rejected")
    return (
      kit.names.resolve(segments, ["command", "externalCommand"], place) && [
        recordScope("rejection", rejectionType),
      ]
    );
  if (node.input === "completed") {
    const command = kit.names.resolve(segments, ["command", "externalCommand"], place);
    const reply =
      command?.kind === "externalCommand" ? kit.signatures.externalCommand(command.ref) : undefined;
    return command && (reply === undefined ? [] : [replyScope(reply.returns.fields)]);
  }
  const event = kit.names.resolve(segments, ["event"], place);
  return event && [eventScope(kit, event), recordScope("meta", positionedMetaType)];
}

export function handler(node: HandlerNode, kit: Kit): HandlerParts | undefined {
  const host = hostOf(node, kit);
  const inputs = host && inputScopes(node, kit);
  if (host === undefined || inputs === undefined) return undefined;
  const atEvent = node.$type === "Handler" && node.input === undefined;
  const base = withRoots(constants(kit, placeOf(node, kit), host.called), inputs);
  const loop = node.$type === "Handler" ? node.loop : undefined;
  const entered = loop && enterLoop(loop, base);
  const before = entered?.env ?? base;
  const whereEnv: Env = {
    ...(host.ownInWhere ? withRoots(before, host.own) : before),
    called: host.ownInWhere ? host.called : `the \`where\` of ${host.called}`,
  };
  const where = node.condition && checkBool(node.condition, whereEnv);
  const facts = node.condition === undefined ? before.facts : assume(before.facts, where, true);
  const keyed: Env = { ...before, called: "a `by`", facts };
  const by = node.$type === "Handler" && node.by !== undefined ? keysOf(node.by, host, keyed) : undefined;
  const inside: Env = { ...withRoots(before, host.own), facts, may: host.may };
  const body = block(node.body, inside, { ...host.rules, actor: atEvent });
  const wrong =
    body === undefined ||
    (loop !== undefined && entered?.loop === undefined) ||
    (node.condition !== undefined && where === undefined) ||
    (node.$type === "Handler" && node.by !== undefined && by === undefined);
  if (wrong) return undefined;
  return {
    ...(entered?.loop === undefined ? {} : { for: entered.loop }),
    ...(where === undefined ? {} : { where }),
    ...(by === undefined ? {} : { by }),
    body,
  };
}

const placeOf = (node: HandlerNode, kit: Kit): Env["place"] => {
  const container = node.$container;
  return kit.names.placeOf(
    node.$type === "Handler"
      ? node.trigger
      : container.$type === "SagaStep"
        ? container
        : node.$container.$container,
  );
};

/** One expression per part of the key. */
function keysOf(node: ast.Expression, host: Host, env: Env): readonly Expr[] | undefined {
  const types = host.keys.filter((type) => type !== undefined);
  if (types.length < host.keys.length) {
    for (const part of node.$type === "TupleExpr" ? node.items : [node]) infer(part, env);
    return undefined;
  }
  const [only] = types;
  // A policy has no key: its `by` is refused with the other clauses that do not belong.
  if (only === undefined) return undefined;
  if (types.length === 1) {
    const key = check(node, only, env);
    return key && [key];
  }
  const key = check(node, { kind: "tuple", items: types }, env);
  return key?.kind === "tuple" ? key.items : undefined;
}

/** Optionals sort too: what is absent comes first. */
function sortKey(node: ast.Expression, env: Env): Expr | undefined {
  const key = infer(node, env);
  if (key === undefined || isOrdered(presentOf(key.type), env.kit.nominal)) return key;
  return env.kit.report("ESDL2030", node, { type: shown(key.type, env), use: "`order by`" });
}

export function query(
  node: ast.QueryDecl,
  kit: Kit,
): Pick<QueryDecl, "where" | "order" | "limit"> | undefined {
  const symbol = declared(kit.names, "projection", node.$container);
  const signature = symbol && kit.signatures.projection(symbol.ref);
  if (signature === undefined) return undefined;
  const params = parameterScope("query", kit.signatures.query(node));
  const row = ownScope("row", signature.keys, signature.row);
  const base = constants(kit, kit.names.placeOf(node.$container), "a query");
  const env = withRoots(base, [params, row]);
  const where = node.condition && checkBool(node.condition, env);
  const order = node.order.map((each) => ({
    key: sortKey(each.key, env),
    descending: each.descending,
  }));
  const limit = node.limit && check(node.limit, intType, withRoots(base, [params]));
  const keys = order.flatMap(({ key, descending }) => (key === undefined ? [] : [{ key, descending }]));
  if (
    keys.length < order.length ||
    (node.condition !== undefined && where === undefined) ||
    (node.limit !== undefined && limit === undefined)
  )
    return undefined;
  return {
    ...(where === undefined ? {} : { where }),
    order: keys,
    ...(limit === undefined ? {} : { limit }),
  };
}
