/** What `on` bodies, projections and sagas write: the place, how it changes, and what is known afterwards. */
import { type FixDraft, write } from "../diagnostics/drafts.js";
import type * as ast from "../generated/ast.js";
import type { Expr } from "../model/expressions.js";
import type { AssignStatement, Place, PlaceStep } from "../model/statements.js";
import type { Type } from "../model/types.js";
import { misspelt, mostSimilar } from "../names/similar.js";
import { fieldAllows, whereIn } from "./conditions.js";
import { underlying } from "../types/assignable.js";
import { durationType, intType, decimalType, presentOf, stringType } from "../types/scalars.js";
import { coerce } from "./coerce.js";
import { type Env, type Facts, type RootMember, type RootScope, bindings, qualifier } from "./environment.js";
import { check, infer } from "./expressions.js";
import { forget, isPresent, knowPresent, pathOf } from "./facts.js";
import { asUpsert, forShort, fromNothing, ifThere, newField } from "./assignment-fixes.js";
import { elementAt, shapeOf } from "./members.js";
import { readMember } from "./roots.js";
import { shown } from "./words.js";

type Change = Pick<AssignStatement, "place" | "op" | "on" | "value">;

interface Assigned {
  readonly change: Change | undefined;
  readonly facts: Facts;
}

/** A place as it is written, and as it would be read. */
interface Target {
  readonly place: Place;
  readonly member: RootMember;
  /** The expression that reads it; undefined for a field that is not there to be read yet. */
  readonly reading: Expr | undefined;
  /** An element of a map or keyed list by itself. */
  readonly isElement: boolean;
}

export function assign(node: ast.AssignStatement, env: Env, writes: "state" | "row" | undefined): Assigned {
  const target = targetOf(node.target, env, writes);
  // What a wrong target should have been given is unknown, so nothing is said of the value.
  if (target === undefined) return { change: undefined, facts: env.facts };
  const change =
    node.operator === undefined ? short(node, target, env) : changeOf(node, node.operator, target, env);
  return { change, facts: after(target, change, env) };
}

/** `amount` alone: short for `amount = event.amount`. */
function short(node: ast.AssignStatement, target: Target, env: Env): Change | undefined {
  const event = env.roots.get("event");
  const field = event?.members.get(target.place.field);
  if (event === undefined || field === undefined || target.place.path.length > 0)
    return env.kit.report(
      "ESDL2036",
      node,
      { name: node.target.$cstNode?.text ?? target.place.field },
      forShort(node, target.place, env),
    );
  const value = readMember(event, field, env);
  const taken = value && coerce(value, target.place.type, node, env);
  return taken && { place: target.place, op: "set", value: taken };
}

function changeOf(
  node: ast.AssignStatement,
  operator: "=" | "+=" | "-=",
  target: Target,
  env: Env,
): Change | undefined {
  const { place } = target;
  const value = node.value;
  if (value === undefined) return undefined;
  if (operator === "=") {
    if (target.isElement && place.path.at(-1)?.kind === "index" && isKeyedElement(place))
      return env.kit.report(
        "ESDL2027",
        node.target,
        {
          name: node.target.$cstNode?.text ?? place.field,
          reason: "an element of a keyed list is put in its place by `+=` on the list",
        },
        asUpsert(node),
      );
    const expr = check(value, place.type, env);
    const where = place.path.length === 0 ? whereOfMember(target.member) : undefined;
    return expr && fieldAllows(expr, place.type, where, value, env)
      ? { place, op: "set", value: expr }
      : undefined;
  }
  if (mayBeAbsent(target, env))
    return env.kit.report(
      target.isElement ? "ESDL2028" : "ESDL2006",
      node.target,
      {
        element: node.target.$cstNode?.text ?? place.field,
        type: shown(target.isElement ? { kind: "optional", of: place.type } : place.type, env),
      },
      fromNothing(node, operator, value, place.type, env),
    );
  return step(node, operator, value, { ...place, type: presentOf(place.type) }, env);
}

const whereOfMember = (member: RootMember): ast.WhereModifier | undefined =>
  member.node !== undefined && (member.node.$type === "Field" || member.node.$type === "Parameter")
    ? whereIn((member.node as ast.Field | ast.Parameter).modifiers)
    : undefined;

const isKeyedElement = (place: Place): boolean => {
  const last = place.path.at(-1);
  return last?.kind === "index" && last.of === "keyed";
};

/** `+=` and `-=` read what they write, which has to be there. */
function mayBeAbsent(target: Target, env: Env): boolean {
  const { place, reading } = target;
  if (!target.isElement && place.type.kind !== "optional") return false;
  const path = reading && pathOf(reading);
  return !isPresent(env.facts, path);
}

/** `+=` and `-=`, by the type of what changes. */
function step(
  node: ast.AssignStatement,
  operator: "+=" | "-=",
  value: ast.Expression,
  place: Place,
  env: Env,
): Change | undefined {
  const adds = operator === "+=";
  const change = (type: Type | undefined, op: Change["op"], on?: Change["on"]): Change | undefined => {
    const expr = type && check(value, type, env);
    return expr && { place, op, ...(on === undefined ? {} : { on }), value: expr };
  };
  const base = underlying(place.type, env.kit.nominal);
  if (base.kind === "list" && base.of.kind === "entity") {
    if (adds) return change(base.of, "upsert");
    return change(env.kit.signatures.entity(base.of.ref, base.of.version)?.key.type, "removeKey");
  }
  if (base.kind === "list") return change(base.of, adds ? "append" : "remove");
  if (base.kind === "set") return change(base.of, adds ? "add" : "delete");
  if (base.kind === "scalar") {
    const op = adds ? "increase" : "decrease";
    if (base.name === "int") return change(intType, op, "int");
    if (base.name === "decimal") return change(decimalType, op, "decimal");
    if (base.name === "duration") return change(durationType, op, "duration");
    if (base.name === "instant") return change(durationType, op, "instant");
    if (base.name === "string" && adds) return change(stringType, "join");
  }
  infer(value, env);
  return env.kit.report("ESDL2008", node, { op: operator, left: shown(place.type, env), right: "" });
}

function targetOf(node: ast.Expression, env: Env, writes: "state" | "row" | undefined): Target | undefined {
  const scope = writes === undefined ? undefined : env.roots.get(writes);
  if (scope === undefined || writes === undefined) return undefined;
  switch (node.$type) {
    case "NameExpr":
      return fieldTarget(node, node.target, scope, writes, env);
    case "MemberExpr": {
      if (node.receiver.$type === "NameExpr") {
        const root = qualifier(node.receiver.target.$refText, env);
        if (root?.root === writes) return fieldTarget(node, node.member, scope, writes, env);
        if (root !== undefined) {
          const fixes = scope.members.has(node.member.$refText)
            ? [write(node, `${writes}.${node.member.$refText}`)]
            : [];
          return notWritable(node, `only the ${writes} can be changed here`, env, fixes);
        }
      }
      const receiver = targetOf(node.receiver, env, writes);
      return receiver && memberTarget(node, receiver, env);
    }
    case "IndexExpr": {
      const receiver = targetOf(node.receiver, env, writes);
      return receiver && elementTarget(node, receiver, env);
    }
    default:
      return undefined;
  }
}

const notWritable = (
  node: ast.Expression,
  reason: string,
  env: Env,
  fixes: readonly FixDraft[] = [],
): undefined => env.kit.report("ESDL2027", node, { name: node.$cstNode?.text ?? "", reason }, fixes);

function fieldTarget(
  node: ast.NameExpr | ast.MemberExpr,
  at: ast.NameExpr["target"],
  scope: RootScope,
  writes: "state" | "row",
  env: Env,
): Target | undefined {
  const name = at.$refText;
  if (name === "") return undefined;
  const member = scope.members.get(name);
  if (member === undefined) {
    if (node.$type === "NameExpr" && (bindings(name, env).length > 0 || qualifier(name, env) !== undefined))
      return notWritable(node, `only the ${writes} can be changed here`, env);
    const similar = mostSimilar(name, scope.members.keys());
    return env.kit.report(
      "ESDL2005",
      node.$type === "NameExpr" ? node : { node, property: "member" },
      { name, of: `the ${writes}`, ...(similar === undefined ? {} : { similar }) },
      [
        ...misspelt(node.$type === "NameExpr" ? node : { node, property: "member" }, similar),
        ...newField(node, name, env),
      ],
    );
  }
  if (member.node !== undefined) env.kit.names.record(at, { kind: "member", node: member.node });
  if (member.role === "identity")
    return isDoubled(name, env) ? undefined : notWritable(node, "an identity never changes", env);
  if (member.role === "getter") return notWritable(node, "a getter is computed", env);
  if (member.role === "status")
    return notWritable(node, "the status is entered by an arrow on the clause: `on Paid -> paid`", env);
  if (member.type === undefined) return undefined;
  env.kit.types.set(node, member.type);
  return {
    place: { root: writes, field: name, path: [], type: member.type },
    member,
    reading: unproved(readMember(scope, member, env)),
    isElement: false,
  };
}

/** Whether the state declares a field that is called as the identity, which has been reported. */
const isDoubled = (name: string, env: Env): boolean =>
  env.place.aggregate?.node.members.some(
    (part) =>
      part.$type === "StateBlock" &&
      part.members.some((field) => field.$type === "Field" && field.name === name),
  ) === true;

/** The path of a place does not depend on what is proved of it. */
const unproved = (expr: Expr | undefined): Expr | undefined => (expr?.kind === "present" ? expr.value : expr);

function memberTarget(node: ast.MemberExpr, receiver: Target, env: Env): Target | undefined {
  const name = node.member.$refText;
  if (name === "") return undefined;
  const { place } = receiver;
  if (presentOf(place.type).kind === "value")
    return notWritable(node, "a value is replaced as a whole, its fields are not changed", env);
  const shape = shapeOf(place.type, env);
  const found = shape?.members.get(name);
  if (found === undefined)
    return env.kit.report("ESDL2005", { node, property: "member" }, { name, of: shown(place.type, env) });
  env.kit.names.record(node.member, { kind: "member", node: found.node });
  if (found.node.$type === "Getter") return notWritable(node, "a getter is computed", env);
  if ("role" in found && found.role === "key")
    return notWritable(node, "the key of an entity never changes", env);
  if (!isThere(receiver, env)) return maybeMissing(node.receiver, receiver, env);
  if (found.type === undefined) return undefined;
  env.kit.types.set(node, found.type);
  const step: PlaceStep = { kind: "field", name };
  const reading: Expr | undefined = receiver.reading && {
    kind: "field",
    type: found.type,
    target: { kind: "present", type: place.type, value: receiver.reading },
    name,
  };
  return {
    place: { ...place, path: [...place.path, step], type: found.type },
    member: receiver.member,
    reading,
    isElement: false,
  };
}

function isThere(receiver: Target, env: Env): boolean {
  if (!receiver.isElement) return receiver.place.type.kind !== "optional";
  const path = receiver.reading && pathOf(receiver.reading);
  return isPresent(env.facts, path);
}

const maybeMissing = (at: ast.Expression, receiver: Target, env: Env): undefined =>
  env.kit.report(
    "ESDL2028",
    at,
    {
      element: at.$cstNode?.text ?? receiver.place.field,
      type: shown({ kind: "optional", of: receiver.place.type }, env),
    },
    ifThere(at),
  );

function elementTarget(node: ast.IndexExpr, receiver: Target, env: Env): Target | undefined {
  const { place } = receiver;
  const element = elementAt(place.type, env);
  if (element === undefined)
    return env.kit.report("ESDL2029", node.receiver, { type: shown(place.type, env) });
  if (receiver.isElement && !isThere(receiver, env)) return maybeMissing(node.receiver, receiver, env);
  env.kit.types.set(node, element.type);
  const key = element.key && check(node.index, element.key, env);
  if (key === undefined) return undefined;
  const reading: Expr | undefined = receiver.reading && {
    kind: "index",
    type: { kind: "optional", of: element.type },
    target: receiver.reading,
    of: element.of,
    index: key,
  };
  return {
    place: {
      ...place,
      path: [...place.path, { kind: "index", of: element.of, key }],
      type: element.type,
    },
    member: receiver.member,
    reading,
    isElement: true,
  };
}

export function remove(
  node: ast.RemoveStatement,
  env: Env,
  writes: "state" | "row" | undefined,
): { readonly place: Place | undefined; readonly facts: Facts } {
  const target = targetOf(node.target, env, writes);
  if (target === undefined) return { place: undefined, facts: env.facts };
  if (!target.isElement) {
    notWritable(
      node.target,
      "`remove` takes an element: `remove lines[sku]`; an optional field is emptied by `= none`",
      env,
    );
    return { place: undefined, facts: env.facts };
  }
  return { place: target.place, facts: forget(env.facts, target.place.root, target.place.field, false) };
}

/** What is known after a change: nothing of the old value, and that what was given is there. */
function after(target: Target, change: Change | undefined, env: Env): Facts {
  const { place, reading } = target;
  const keepsElements = place.path.length > 0 || change?.op === "upsert" || change?.op === "increase";
  const facts = forget(env.facts, place.root, place.field, keepsElements);
  if (change === undefined) return facts;
  const isThere =
    change.op !== "set" || (change.value.type.kind !== "optional" && change.value.type.kind !== "none");
  const isOptional = target.isElement || place.type.kind === "optional" || target.member.in !== undefined;
  return isThere && isOptional && place.path.every((each) => each.kind === "index" || !target.isElement)
    ? knowPresent(facts, reading && pathOf(reading))
    : facts;
}

/** The facts that hold at the start of every round of a loop: those that its body leaves alone. */
export function withoutWrites(
  facts: Facts,
  body: ast.Block,
  writes: "state" | "row" | undefined,
  env: Env,
): Facts {
  if (writes === undefined) return facts;
  return writtenIn(body.statements, env, writes).reduce(
    (left, field) => forget(left, writes, field, false),
    facts,
  );
}

function writtenIn(
  statements: readonly ast.Statement[],
  env: Env,
  writes: "state" | "row",
): readonly string[] {
  return statements.flatMap((statement) => {
    switch (statement.$type) {
      case "AssignStatement":
      case "RemoveStatement":
        return [rootField(statement.target, env, writes)];
      case "ForStatement":
        return writtenIn(statement.body.statements, env, writes);
      case "IfStatement": {
        const otherwise = statement.else;
        const rest =
          otherwise === undefined ? [] : otherwise.$type === "Block" ? otherwise.statements : [otherwise];
        return writtenIn([...statement.then.statements, ...rest], env, writes);
      }
      default:
        return [];
    }
  });
}

function rootField(node: ast.Expression, env: Env, writes: "state" | "row"): string {
  if (node.$type === "IndexExpr") return rootField(node.receiver, env, writes);
  if (node.$type === "MemberExpr") {
    const { receiver } = node;
    if (receiver.$type === "NameExpr" && qualifier(receiver.target.$refText, env)?.root === writes)
      return node.member.$refText;
    return rootField(receiver, env, writes);
  }
  return node.$type === "NameExpr" ? node.target.$refText : "";
}
