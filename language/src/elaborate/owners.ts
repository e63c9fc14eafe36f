/** Environments of getters and invariants, by whose they are. */
import type * as ast from "../generated/ast.js";
import type { Type } from "../model/types.js";
import type { Names, SymbolKind, SymbolOf } from "../names/api.js";
import { type Env, type Kit, constants, emptyRecord, withRoots } from "./environment.js";
import { ownScope, selfScope, stateEnv } from "./scopes.js";

/** The symbol that `node` declares, if it is of that kind; undefined for a second declaration of a name. */
export function declared<K extends Exclude<SymbolKind, "builtInRejection">>(
  names: Names,
  kind: K,
  node: ast.Named,
): SymbolOf<K> | undefined {
  const symbol = names.declaredBy(node);
  return symbol && names.get(kind, symbol.ref);
}

export function ownerEnv(node: ast.Getter | ast.Invariant, kit: Kit): Env | undefined {
  const called = node.$type === "Getter" ? "a getter" : "an invariant";
  const owner = node.$container;
  switch (owner.$type) {
    case "ValueDecl": {
      const symbol = declared(kit.names, "value", owner);
      const shape = symbol && kit.signatures.value(symbol.ref);
      return shape && selfEnv(node, { kind: "value", ref: symbol.ref }, shape, kit, called);
    }
    case "EntityDecl": {
      const symbol = declared(kit.names, "entity", owner);
      const shape = symbol && kit.signatures.entity(symbol.ref);
      return shape && selfEnv(node, { kind: "entity", ref: symbol.ref }, shape, kit, called);
    }
    case "EventDecl": {
      const symbol = declared(kit.names, "event", owner);
      const shape = symbol && kit.signatures.event(symbol.ref);
      return shape && selfEnv(node, emptyRecord, shape, kit, called);
    }
    case "AggregateDecl":
      return aggregateEnv(owner, kit, called);
    case "StateBlock": {
      const outer = owner.$container;
      return outer.$type === "AggregateDecl" ? aggregateEnv(outer, kit, called) : sagaEnv(outer, kit, called);
    }
    case "ProjectionDecl": {
      const symbol = declared(kit.names, "projection", owner);
      const signature = symbol && kit.signatures.projection(symbol.ref);
      const env = constants(kit, kit.names.placeOf(owner), called);
      return signature && withRoots(env, [ownScope("row", signature.keys, signature.row)]);
    }
  }
}

function selfEnv(
  node: ast.Getter | ast.Invariant,
  type: Type,
  shape: Parameters<typeof selfScope>[1],
  kit: Kit,
  called: string,
): Env {
  return withRoots(constants(kit, kit.names.placeOf(node), called), [selfScope(type, shape)]);
}

function aggregateEnv(owner: ast.AggregateDecl, kit: Kit, called: string): Env | undefined {
  const symbol = declared(kit.names, "aggregate", owner);
  const signature = symbol && kit.signatures.aggregate(symbol.ref);
  return (
    signature &&
    stateEnv(kit, kit.names.placeOf(symbolPlace(owner)), signature, signature.lifecycle?.statuses, called)
  );
}

/** Any member of the aggregate stands inside it; the declaration itself may not. */
const symbolPlace = (owner: ast.AggregateDecl): ast.Named => owner.key;

export function sagaEnv(owner: ast.SagaDecl, kit: Kit, called: string): Env | undefined {
  const symbol = declared(kit.names, "saga", owner);
  const signature = symbol && kit.signatures.saga(symbol.ref);
  const env = constants(kit, kit.names.placeOf(owner), called);
  return signature && withRoots(env, [ownScope("state", [signature.key], signature.state)]);
}
