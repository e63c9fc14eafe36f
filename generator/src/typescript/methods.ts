/** The methods of the language, as rows: what each is in TypeScript. */
import type { Expr, MethodExpr, Type } from "@esdl/language/model";
import { compareOf, equalOf } from "./equality.js";
import { expr, lambda, needsAnnotation, type Names } from "./expressions.js";
import { contained, keyOf } from "./operators.js";
import { call, optional } from "./syntax.js";
import type { Doc } from "./layout.js";
import { access, asType, infix, level, postfix, primary, type Text } from "./text.js";
import { baseOf, itemText, typeText, unwrapped } from "./types.js";

interface Call {
  readonly e: MethodExpr;
  readonly target: Text;
  readonly names: Names;
}

type Row = (call: Call) => Text;

/** A function of the values library, given the target and then the arguments. */
const library =
  (name: string): Row =>
  ({ e, target, names }) =>
    postfix(call(names.file.value(name), [target.doc, ...e.args.map((arg) => expr(arg, names))]));

/** A method that JavaScript has, too. */
const native =
  (name: string): Row =>
  ({ e, target, names }) =>
    access(
      target,
      call(
        `.${name}`,
        e.args.map((arg) => expr(arg, names)),
      ),
    );

/** A property or an element. */
const suffix =
  (text: string): Row =>
  ({ target }) =>
    access(target, text);

/** `x.length === 0`, and the contrary `x.length > 0`. */
function emptiness(size: Text): Text {
  return {
    ...infix(size, "===", primary("0"), level.equality),
    opposite: infix(size, ">", primary("0"), level.relational),
  };
}

const isEmpty: Row = ({ target }) => emptiness(access(target, ".length"));

/** The elements, or what a function makes of each. */
function mapped({ e, target, names }: Call): Doc {
  const [by] = e.args;
  if (by?.kind !== "lambda" || isIdentityLambda(by)) return target.doc;
  return access(target, call(".map", [lambda(by, names).doc])).doc;
}

function isIdentityLambda(e: Expr): boolean {
  return e.kind === "lambda" && e.body.kind === "local" && e.body.name === e.params[0]?.name;
}

/** What a function answers of each element, or the elements' type. */
function mappedType(e: MethodExpr): Type {
  const [by] = e.args;
  if (by?.kind === "lambda") return by.type;
  const target = unwrapped(e.target.type);
  return target.kind === "list" || target.kind === "set" ? target.of : e.type;
}

const sum: Row = (method) => {
  const { e, names } = method;
  const base = baseOf(unwrapped(e.type), names.file.symbols.lookup);
  const name = base.kind === "scalar" ? base.name : "int";
  const add = name === "decimal" ? "sumDecimal" : name === "duration" ? "sumDuration" : "sumInt";
  return postfix(call(names.file.value(add), [mapped(method)]));
};

const extremeOf =
  (name: "leastOf" | "greatestOf"): Row =>
  (method) => {
    const { file } = method.names;
    return postfix(call(file.value(name), [mapped(method), compareOf(mappedType(method.e), file)]));
  };

/** A set stays a set: equal results fall together. */
const map: Row = (method) => {
  const { e, names } = method;
  const result = native("map")(method);
  if (e.type.kind !== "set") return result;
  return postfix(call(names.file.value("setOf"), [result.doc, ...optional(equalOf(e.type.of, names.file))]));
};

const flatMap: Row = (method) => {
  const { e, names } = method;
  const result = native("flatMap")(method);
  if (e.type.kind !== "set") return result;
  return postfix(call(names.file.value("setOf"), [result.doc, ...optional(equalOf(e.type.of, names.file))]));
};

const contains: Row = ({ e, target, names }) => {
  const list = unwrapped(e.target.type);
  const [wanted] = e.args;
  if ((list.kind !== "list" && list.kind !== "set") || wanted === undefined) throw wrong(e);
  return contained(list.of, target, wanted, names);
};

const sortBy: Row = ({ e, target, names }) => {
  const [by] = e.args;
  if (by?.kind !== "lambda") throw wrong(e);
  const { file } = names;
  return postfix(call(file.value("sortBy"), [target.doc, lambda(by, names).doc, compareOf(by.type, file)]));
};

const distinct: Row = ({ e, target, names }) => {
  const list = unwrapped(e.target.type);
  const item = list.kind === "list" || list.kind === "set" ? list.of : list;
  return postfix(call(names.file.value("distinct"), [target.doc, ...optional(equalOf(item, names.file))]));
};

/** The keys of a map have its key type; at run time they are strings. */
const keys: Row = (method) => {
  const { e, names } = method;
  const result = library("keysOfMap")(method);
  const map = unwrapped(e.target.type);
  if (map.kind !== "map" || map.key.kind === "scalar") return result;
  return asType(result, `${typeText(map.key, names.file)}[]`);
};

const keyed =
  (name: "hasKey" | "atKey"): Row =>
  ({ e, target, names }) => {
    const args = [target.doc, keyOf(e.target.type, names), ...e.args.map((arg) => expr(arg, names))];
    return postfix(call(names.file.value(name), args));
  };

const collection: Readonly<Record<string, Row>> = {
  size: suffix(".length"),
  isEmpty,
  first: suffix("[0]"),
  last: suffix(".at(-1)"),
  map,
  filter: native("filter"),
  any: native("some"),
  all: native("every"),
  // Without a condition every element counts.
  count: (method) => (method.e.args.length === 0 ? suffix(".length") : library("countOf"))(method),
  sum,
  min: extremeOf("leastOf"),
  max: extremeOf("greatestOf"),
  find: native("find"),
  contains,
  sortBy,
  distinct,
  flatMap,
};

const rows: Readonly<Record<MethodExpr["on"], Readonly<Record<string, Row>>>> = {
  string: {
    length: library("textLength"),
    trim: library("trimText"),
    lower: library("lowerText"),
    upper: library("upperText"),
    startsWith: native("startsWith"),
    endsWith: native("endsWith"),
    contains: native("includes"),
    split: library("splitText"),
    isEmpty,
  },
  list: collection,
  set: collection,
  keyed: { ...collection, has: keyed("hasKey"), get: keyed("atKey") },
  map: {
    size: library("sizeOfMap"),
    keys,
    values: library("valuesOfMap"),
    has: library("hasInMap"),
    get: library("getFromMap"),
    isEmpty: (method) => emptiness(library("sizeOfMap")(method)),
  },
  decimal: { round: library("roundDecimal"), abs: library("absDecimal") },
  int: { abs: library("absInt"), div: library("divInt") },
  instant: { date: library("instantDate") },
  date: { plusDays: library("plusDays"), daysUntil: library("daysUntil") },
  duration: {
    seconds: library("durationSeconds"),
    minutes: library("durationMinutes"),
    hours: library("durationHours"),
    days: library("durationDays"),
  },
  enum: { name: ({ target }) => target },
};

export function methodText(e: MethodExpr, target: Text, names: Names): Text {
  const row = rows[e.on][e.name];
  if (row === undefined) throw wrong(e);
  const held = unwrapped(e.target.type);
  // What a list holds that is written here is typed from nothing but itself.
  const isWritten = (held.kind === "list" || held.kind === "set") && isWrittenHere(e.target, names);
  const typed = isWritten ? asType(target, `readonly ${itemText(held.of, names.file)}[]`) : target;
  return row({ e, target: typed, names });
}

/** Whether members of enums, values or the like are written right into the list. */
function isWrittenHere(e: Expr, names: Names): boolean {
  switch (e.kind) {
    case "list":
      return e.items.length === 0 || e.items.some((item) => needsAnnotation(item, names));
    case "binary":
    case "coalesce":
      return isWrittenHere(e.left, names) || isWrittenHere(e.right, names);
    case "if":
      return isWrittenHere(e.then, names) || isWrittenHere(e.else, names);
    default:
      return false;
  }
}

function wrong(e: MethodExpr): Error {
  return new Error(`there is no method ${e.name} on ${e.on}`);
}
