/** Assignments: the state or row with one place changed. What it held before stays as it was, and is shared. */
import {
  entityOf,
  shapeOf,
  unwrapped,
  type AssignStatement,
  type Place,
  type PlaceStep,
  type RemoveStatement,
  type Type,
} from "@esdl/language/model";
import { getFromMap, type JsonValue } from "@esdl/runtime/values";
import { compile, type Compiler } from "../expressions/compile.js";
import type { Code, Frame, Scope } from "../expressions/frame.js";
import { arithmetic } from "../expressions/operators.js";
import { Fault } from "../stops.js";
import { sameOf, type Same } from "../values/equality.js";
import {
  dataOf,
  listOf,
  memberOf,
  presentOf,
  textOf,
  withMember,
  type Data,
  type List,
  type Value,
} from "../values/value.js";

/** What becomes of what stands at a place; `undefined` stands for nothing, before and after. */
type Change = (current: Value, frame: Frame) => Value;

type Written = (own: Data, frame: Frame) => Data;

export function assignment(statement: AssignStatement, scope: Scope, compiler: Compiler): Written {
  const { place } = statement;
  const value = compile(statement.value, scope, compiler);
  const last = place.path.at(-1);
  // `lines[k] = Line(…)`: the entity goes where its own key says.
  if (statement.op === "set" && last?.kind === "index" && last.of === "keyed") {
    const whole = { ...place, path: place.path.slice(0, -1) };
    return at(whole, upsert(value, keyOf(statement.value.type, compiler)), scope, compiler);
  }
  return at(place, changeOf(statement, value, compiler), scope, compiler);
}

export function removal({ place }: RemoveStatement, scope: Scope, compiler: Compiler): Written {
  return at(place, () => undefined, scope, compiler);
}

/** The change of a place as a change of what holds it, and so on up to the state. */
function at(place: Place, change: Change, scope: Scope, compiler: Compiler): Written {
  const { field, path } = place;
  if (scope.own === undefined) throw new Fault("there is nothing to assign to");
  const inner = below(path, scope.own.typeOf(field), change, scope, compiler);
  return (own, frame) => withMember(own, field, inner(memberOf(own, field), frame));
}

/** The change of what stands at the end of a path, as a change of what stands at its beginning. */
function below(
  [step, ...rest]: readonly PlaceStep[],
  declared: Type,
  last: Change,
  scope: Scope,
  compiler: Compiler,
): Change {
  if (step === undefined) return last;
  const type = unwrapped(declared);
  const change = below(rest, inside(type, step, compiler), last, scope, compiler);
  if (step.kind === "field") {
    const { name } = step;
    return (holder, frame) => {
      const data = dataOf(holder);
      return withMember(data, name, change(memberOf(data, name), frame));
    };
  }
  const key = compile(step.key, scope, compiler);
  if (step.of === "map") {
    return (holder, frame) => {
      const map = dataOf(holder);
      const name = textOf(key(frame));
      frame.meter.grow(Object.keys(map).length);
      return withMember(map, name, change(getFromMap<JsonValue>(map, name), frame));
    };
  }
  const keyField = keyOf(type, compiler);
  return (holder, frame) => {
    const items = listOf(holder);
    frame.meter.grow(items.length);
    const wanted = key(frame);
    const found = items.findIndex((item) => memberOf(dataOf(item), keyField) === wanted);
    return found < 0 ? items : replaced(items, found, change(items[found], frame));
  };
}

/** The type of what a step leads to. */
function inside(type: Type, step: PlaceStep, { lookup }: Compiler): Type {
  if (step.kind === "index") {
    if (type.kind === "map") return type.value;
    if (type.kind === "list") return type.of;
  } else if (type.kind === "entity" || type.kind === "value") {
    const field = shapeOf(type.ref, lookup).fields.find(({ name }) => name === step.name);
    if (field !== undefined) return field.type;
  }
  throw new Fault(`there is nothing like that in ${type.kind}`);
}

/** The list with one element another, or gone. */
function replaced(items: List, at: number, item: Value): List {
  return [...items.slice(0, at), ...(item === undefined ? [] : [item]), ...items.slice(at + 1)];
}

function keyOf(type: Type, { lookup }: Compiler): string {
  const inner = unwrapped(type);
  const entity = inner.kind === "list" ? inner.of : inner;
  if (entity.kind !== "entity") throw new Fault(`${entity.kind} has no key`);
  return entityOf(entity.ref, lookup).key.name;
}

const upsert =
  (value: Code, key: string): Change =>
  (current, frame) => {
    const items = listOf(current);
    const entity = dataOf(value(frame));
    frame.meter.grow(items.length + 1);
    const found = items.findIndex((item) => memberOf(dataOf(item), key) === memberOf(entity, key));
    return found < 0 ? [...items, entity] : replaced(items, found, entity);
  };

/** What `op` makes of what is there. */
function changeOf(statement: AssignStatement, value: Code, compiler: Compiler): Change {
  const { op, on = "int", place } = statement;
  switch (op) {
    case "set":
      return (_, frame) => value(frame);
    case "increase":
    case "decrease": {
      const family = on === "instant" ? "instant-duration" : on;
      const compute = arithmetic[`${family} ${op === "increase" ? "+" : "-"}`];
      if (compute === undefined) throw new Fault(`there is no ${op} on ${on}`);
      return (current, frame) => compute(presentOf(current), value(frame));
    }
    case "join":
      return (current, frame) => {
        const text = textOf(current) + textOf(value(frame));
        frame.meter.grow(text.length);
        return text;
      };
    case "append":
      return onList(value, (items, item) => [...items, item]);
    case "remove":
    case "delete": {
      const same = elementsSame(place.type, compiler);
      return onList(value, (items, item) => {
        const found = items.findIndex((other) => same(other, item));
        return found < 0 ? items : replaced(items, found, undefined);
      });
    }
    case "add": {
      const same = elementsSame(place.type, compiler);
      return onList(value, (items, item) =>
        items.some((other) => same(other, item)) ? items : [...items, item],
      );
    }
    case "upsert":
      return upsert(value, keyOf(place.type, compiler));
    case "removeKey": {
      const key = keyOf(place.type, compiler);
      return onList(value, (items, wanted) => items.filter((item) => memberOf(dataOf(item), key) !== wanted));
    }
  }
}

const onList =
  (value: Code, change: (items: List, item: JsonValue) => List): Change =>
  (current, frame) => {
    const items = listOf(current);
    frame.meter.grow(items.length + 1);
    return change(items, presentOf(value(frame)));
  };

function elementsSame(type: Type, { lookup }: Compiler): Same {
  const collection = unwrapped(type);
  if (collection.kind !== "list" && collection.kind !== "set")
    throw new Fault(`${collection.kind} has no elements`);
  return sameOf(collection.of, lookup);
}
