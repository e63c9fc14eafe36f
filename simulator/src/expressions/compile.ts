/**
 * Expressions as functions: each kind becomes a small closure over those of its parts, so that evaluating one looks nothing
 * up. What it means is here and nowhere else in the simulator.
 */
import {
  baseOf,
  unwrapped,
  type Expr,
  type FieldExpr,
  type Lookup,
  type MethodExpr,
} from "@esdl/language/model";
import { decimalFromInt, getFromMap, hasInMap, regex, type JsonValue } from "@esdl/runtime/values";
import { Fault } from "../stops.js";
import { orderOf, sameOf } from "../values/equality.js";
import {
  dataFrom,
  dataOf,
  listOf,
  memberReader,
  numberOf,
  presentOf,
  textOf,
  type Data,
  type Value,
} from "../values/value.js";
import { declare, type Code, type Frame, type Scope, type Surroundings, type Test } from "./frame.js";
import { keyedReader, methodOf, unique, type Each } from "./methods.js";
import { arithmetic, comparisons, isComparison, negations } from "./operators.js";

/** What compiling needs of the model. */
export interface Compiler extends Surroundings {
  readonly lookup: Lookup;
}

/** A condition. */
export function test(e: Expr, scope: Scope, compiler: Compiler): Test {
  const code = compile(e, scope, compiler);
  return (frame) => code(frame) === true;
}

export function compile(e: Expr, scope: Scope, compiler: Compiler): Code {
  const { lookup } = compiler;
  const part = (inner: Expr): Code => compile(inner, scope, compiler);
  switch (e.kind) {
    case "literal":
    case "enumMember": {
      const value = e.kind === "literal" ? e.value : e.member;
      return () => value;
    }
    case "none":
      return () => undefined;
    case "local": {
      const cell = scope.locals.get(e.name);
      if (cell === undefined) throw new Fault(`${e.name} is not known here`);
      return () => cell.value;
    }
    case "root":
      return root(e.root, scope);
    case "now":
      return (frame) => frame.now;
    case "newId":
      return (frame) => frame.newId?.();
    case "field":
      return field(e, scope, compiler);
    case "present": {
      const value = part(e.value);
      return (frame) => presentOf(value(frame));
    }
    case "index":
      return index(e, part, lookup);
    case "method":
      return method(e, scope, compiler);
    case "lambda":
      throw new Fault("a lambda stands on its own");
    case "call": {
      const apply = compiler.functionOf(e.function);
      const args = e.args.map(part);
      return (frame) =>
        apply(
          args.map((arg) => arg(frame)),
          frame,
        );
    }
    case "extreme": {
      const order = orderOf(e.type, lookup);
      const [left, right] = [part(e.left), part(e.right)];
      const sign = e.which === "min" ? 1 : -1;
      return (frame) => {
        const [a, b] = [left(frame), right(frame)];
        return sign * order(b, a) < 0 ? b : a;
      };
    }
    case "construct": {
      const fields = e.fields.map(({ name, value }) => [name, part(value)] as const);
      return (frame) => dataFrom(fields.map(([name, value]) => [name, value(frame)] as const));
    }
    case "list": {
      const { type } = e;
      const items = e.items.map(part);
      const all: (frame: Frame) => readonly JsonValue[] = (frame) =>
        items.map((item) => presentOf(item(frame)));
      return type.kind === "set" ? (frame) => unique(all(frame), type.of, lookup) : all;
    }
    case "emptyMap":
      return () => ({});
    case "tuple": {
      const items = e.items.map(part);
      return (frame) => items.map((item) => presentOf(item(frame)));
    }
    case "binary":
      return binary(e, part, lookup);
    case "logical": {
      const [left, right] = [part(e.left), part(e.right)];
      return e.op === "and"
        ? (frame) => left(frame) === true && right(frame) === true
        : (frame) => left(frame) === true || right(frame) === true;
    }
    case "not": {
      const operand = part(e.operand);
      return (frame) => operand(frame) !== true;
    }
    case "negate": {
      const negate = negations[e.on];
      const operand = part(e.operand);
      return (frame) => negate(operand(frame));
    }
    case "coalesce": {
      const [left, right] = [part(e.left), part(e.right)];
      return (frame) => left(frame) ?? right(frame);
    }
    case "in":
      return membership(e, part, lookup);
    case "matches": {
      const pattern = regex(e.source);
      const value = part(e.value);
      return (frame) => pattern.test(textOf(value(frame)));
    }
    case "if": {
      const [condition, then, otherwise] = [part(e.condition), part(e.then), part(e.else)];
      return (frame) => (condition(frame) === true ? then(frame) : otherwise(frame));
    }
    case "convert": {
      const value = part(e.value);
      const type = unwrapped(e.type);
      if (e.how === "intToDecimal") {
        return (frame) => {
          const number = value(frame);
          return number === undefined ? undefined : decimalFromInt(numberOf(number));
        };
      }
      if (e.how !== "check" || type.kind !== "brand") return value;
      const check = compiler.brandOf(type.ref);
      return (frame) => check(value(frame), frame);
    }
  }
}

function root(name: Extract<Expr, { readonly kind: "root" }>["root"], scope: Scope): Code {
  switch (name) {
    case "state":
    case "row":
      return (frame) => frame.own;
    case "event":
      return (frame) => frame.event?.data;
    case "command":
    case "query":
      return (frame) => frame.input;
    case "old":
      return (frame) => frame.old;
    case "meta":
      return (frame) => frame.meta ?? frame.event?.meta;
    case "caller":
      return (frame) => frame.caller;
    case "rejection":
      return (frame) => frame.rejection;
    case "reply":
      return (frame) => frame.reply?.();
    case "it":
    case "self": {
      const { self } = scope;
      if (self === undefined) throw new Fault(`\`${name}\` is not known here`);
      return () => self.value;
    }
  }
}

function field(e: FieldExpr, scope: Scope, compiler: Compiler): Code {
  const { target } = e;
  const isOwn = target.kind === "root" && (target.root === "state" || target.root === "row");
  if (target.kind === "root" && e.role === "identity") {
    if (target.root === "event") return (frame) => frame.event?.identity;
    if (target.root === "state") return (frame) => frame.key;
  }
  if (isOwn && e.role === "getter") {
    const getter = scope.own?.getter(e.name);
    if (getter === undefined) throw new Fault(`there is no getter ${e.name} here`);
    return (frame) => frame.meter.call(() => getter(frame));
  }
  const value = compile(target, scope, compiler);
  const read = e.role === "getter" ? getterOf(e, scope, compiler) : plain(e.name);
  if (e.safe !== true) return (frame) => read(value(frame), frame);
  return (frame) => {
    const owner = value(frame);
    return owner === undefined ? undefined : read(owner, frame);
  };
}

function plain(name: string): (owner: Value) => Value {
  const read = memberReader(name);
  return (owner) => read(dataOf(owner));
}

function getterOf(e: FieldExpr, { event }: Scope, compiler: Compiler): (owner: Value, frame: Frame) => Value {
  const type = unwrapped(e.target.type);
  // The data of an event is of no type that has a name.
  if (e.target.kind === "root" && type.kind === "record" && event !== undefined)
    return compiler.getterOf(event, e.name);
  if (type.kind !== "value" && type.kind !== "entity") throw new Fault(`${type.kind} has no getters`);
  return compiler.getterOf(type.ref, e.name);
}

function index(
  e: Extract<Expr, { readonly kind: "index" }>,
  part: (inner: Expr) => Code,
  lookup: Lookup,
): Code {
  const [target, key] = [part(e.target), part(e.index)];
  const find =
    e.of === "map"
      ? (map: Value, wanted: Value): Value => getFromMap<JsonValue>(dataOf(map), textOf(wanted))
      : keyedReader(e.target.type, lookup);
  return (frame) => {
    const collection = target(frame);
    return collection === undefined && e.safe === true ? undefined : find(collection, key(frame));
  };
}

function method(e: MethodExpr, scope: Scope, compiler: Compiler): Code {
  const target = compile(e.target, scope, compiler);
  const lambda = e.args.find((arg) => arg.kind === "lambda");
  const apply = methodOf({
    e,
    lookup: compiler.lookup,
    args: e.args.filter((arg) => arg.kind !== "lambda").map((arg) => compile(arg, scope, compiler)),
    ...(lambda === undefined ? {} : { each: each(lambda, scope, compiler) }),
  });
  if (e.safe !== true) return (frame) => apply(target(frame), frame);
  return (frame) => {
    const receiver = target(frame);
    return receiver === undefined ? undefined : apply(receiver, frame);
  };
}

function each(lambda: Extract<Expr, { readonly kind: "lambda" }>, scope: Scope, compiler: Compiler): Each {
  const [inner, cell] = declare(scope, lambda.params[0]?.name ?? "");
  const body = compile(lambda.body, inner, compiler);
  return (item, frame) => {
    if (cell !== undefined) cell.value = item;
    return body(frame);
  };
}

function binary(
  e: Extract<Expr, { readonly kind: "binary" }>,
  part: (inner: Expr) => Code,
  lookup: Lookup,
): Code {
  const { op } = e;
  const [left, right] = [part(e.left), part(e.right)];
  if (op === "==" || op === "!=") {
    const same = equality(e, lookup);
    return op === "=="
      ? (frame) => same(left(frame), right(frame))
      : (frame) => !same(left(frame), right(frame));
  }
  if (isComparison(op)) {
    const order = orderOf(e.left.type, lookup);
    const holds = comparisons[op];
    return (frame) => holds(order(left(frame), right(frame)));
  }
  if (e.on === "string") {
    return (frame) => {
      const [a, b] = [textOf(left(frame)), textOf(right(frame))];
      frame.meter.grow(a.length + b.length);
      return a + b;
    };
  }
  if (e.on === "list") {
    const { type } = e;
    return (frame) => {
      const [a, b] = [listOf(left(frame)), listOf(right(frame))];
      frame.meter.grow(a.length + b.length);
      const items = [...a, ...b];
      return type.kind === "set" ? unique(items, type.of, lookup) : items;
    };
  }
  const compute = arithmetic[`${e.on} ${op}`];
  if (compute === undefined) throw new Fault(`there is no ${op} on ${e.on}`);
  // A duration may stand before the instant that it is added to.
  const base = baseOf(e.left.type, lookup);
  const isTurned = e.on === "instant-duration" && base.kind === "scalar" && base.name === "duration";
  return isTurned
    ? (frame) => compute(right(frame), left(frame))
    : (frame) => compute(left(frame), right(frame));
}

/** Equality of two operands, either of which may be absent. */
export function equality(
  { left, right }: Pick<Extract<Expr, { readonly kind: "binary" }>, "left" | "right">,
  lookup: Lookup,
): (a: Value, b: Value) => boolean {
  if (left.kind === "none" || right.kind === "none") return (a, b) => a === b;
  // `none` and `[]` have no type of their own.
  const typed = unwrapped(left.type).kind === "none" ? right.type : left.type;
  return sameOf({ kind: "optional", of: unwrapped(typed) }, lookup);
}

function membership(
  e: Extract<Expr, { readonly kind: "in" }>,
  part: (inner: Expr) => Code,
  lookup: Lookup,
): Code {
  const [wanted, collection] = [part(e.left), part(e.right)];
  const type = unwrapped(e.right.type);
  if (type.kind === "map")
    return (frame) => hasInMap<JsonValue>(dataOf(collection(frame)), textOf(wanted(frame)));
  if (type.kind !== "list" && type.kind !== "set") throw new Fault(`there is no \`in\` for ${type.kind}`);
  if (type.of.kind === "entity" && unwrapped(e.left.type).kind !== "entity") {
    const find = keyedReader(type, lookup);
    return (frame) => find(collection(frame), wanted(frame)) !== undefined;
  }
  const same = sameOf({ kind: "optional", of: type.of }, lookup);
  return (frame) => {
    const value = wanted(frame);
    const items = listOf(collection(frame));
    frame.meter.step(items.length);
    return items.some((item) => same(item, value));
  };
}

/** Arguments by name. */
export function argumentsOf(
  args: readonly { readonly name: string; readonly value: Expr }[],
  scope: Scope,
  compiler: Compiler,
): (frame: Frame) => Data {
  const codes = args.map(({ name, value }) => [name, compile(value, scope, compiler)] as const);
  return (frame) => dataFrom(codes.map(([name, code]) => [name, code(frame)] as const));
}
