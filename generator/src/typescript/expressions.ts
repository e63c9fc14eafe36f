/**
 * Expressions of the model in TypeScript. Each kind has one function; what a name starts from (`state`, `command`, `it`)
 * is up to the place, which gives a `Place` of names.
 */
import {
  fieldsAt,
  type BinaryExpr,
  type ConvertExpr,
  type Expr,
  type FieldExpr,
  type LambdaExpr,
  type Root,
  type Type,
} from "@esdl/language/model";
import { stringLiteral } from "../escape/index.js";
import { memberAccess } from "../names/index.js";
import { compareOf, equalOf } from "./equality.js";
import { wayTo } from "./externals.js";
import type { File, Local, Locals } from "./file.js";
import { group, indent, join, line, list, type Doc } from "./layout.js";
import { assuming, type Known } from "./narrowing.js";
import { methodText } from "./methods.js";
import { binary, brandIn, keyOf, membership } from "./operators.js";
import { call, hug, isHugged, object, optional, property } from "./syntax.js";
import {
  access,
  alone,
  asType,
  coalesce,
  conditional,
  level,
  logical,
  not,
  postfix,
  primary,
  within,
  type Text,
} from "./text.js";
import { baseOf, isComposite, propertyName, typeText, unwrapped } from "./types.js";

/** What the names of an expression mean where it stands. */
export interface Names {
  readonly file: File;
  readonly locals: Locals;
  /** A root as a whole; a field of it is a member of that, unless `member` says otherwise. */
  root(root: Root): Text;
  /** A field of a root that is not simply a member of it. */
  member?(field: FieldExpr, root: Root): Text | undefined;
  /** What `now` and `newId()` are read from. */
  readonly context?: () => Doc;
  /** Whether `it` is in canonical form for sure, as a reader's value is. */
  readonly isCanonical?: true;
  /** What is at hand, as `it`: names a pattern. */
  readonly hint?: string;
  /** What TypeScript has learnt of values by the comparisons before. */
  readonly known?: Known;
}

/** An expression on its own: an argument, an initial value, a member's value. */
export function expr(e: Expr, names: Names): Doc {
  return alone(text(e, names));
}

/** A condition, as it stands between the parentheses of an `if`. */
export function condition(e: Expr, names: Names): Doc {
  return text(e, names).doc;
}

/** The opposite of a condition, as a person would write it: `a <= b` becomes `a > b`. */
export function negated(e: Expr, names: Names): Doc {
  return opposite(e, names).doc;
}

const opposites: Readonly<Record<string, BinaryExpr["op"]>> = {
  "==": "!=",
  "!=": "==",
  "<": ">=",
  "<=": ">",
  ">": "<=",
  ">=": "<",
};

export function opposite(e: Expr, names: Names): Text {
  if (e.kind === "not") return text(e.operand, names);
  if (e.kind === "logical") {
    const operator = e.op === "and" ? "||" : "&&";
    return logical(opposite(e.left, names), operator, opposite(e.right, when(e.left, e.op === "and", names)));
  }
  if (e.kind === "binary") {
    const op = opposites[e.op];
    if (op !== undefined) return text({ ...e, op }, names);
  }
  const printed = text(e, names);
  return printed.opposite ?? not(printed);
}

export function text(e: Expr, names: Names): Text {
  const { file } = names;
  switch (e.kind) {
    case "literal":
      return literal(e.value, e.type, file);
    case "none":
      return primary("undefined");
    case "enumMember":
      return primary(stringLiteral(e.member));
    case "local":
      return primary(localOf(e.name, names).use());
    case "root":
      return names.root(e.root);
    case "now":
      return postfix([contextOf(names), ".now"]);
    case "newId": {
      const made = postfix([contextOf(names), ".newId()"]);
      return e.type.kind === "brand" ? asType(made, typeText(e.type, file)) : made;
    }
    case "field":
      return fieldText(e, names);
    case "present": {
      const inner = text(e.value, names);
      // TypeScript follows the checks on a variable by itself, but not those on what a call answers.
      return isVariable(e.value, names) ? inner : postfix(call(file.runtime("present"), [inner.doc]));
    }
    case "index": {
      const look = (target: Doc): Text => {
        if (e.of === "map") return postfix(call(file.value("getFromMap"), [target, expr(e.index, names)]));
        return postfix(
          call(file.value("atKey"), [target, keyOf(e.target.type, names), expr(e.index, names)]),
        );
      };
      return e.safe === true ? safely(e.target, names, look) : look(expr(e.target, names));
    }
    case "method": {
      const apply = (target: Text): Text => methodText(e, target, names);
      return e.safe === true
        ? safely(e.target, names, (target) => apply(postfix(target)))
        : apply(text(e.target, names));
    }
    case "lambda":
      return lambda(e, names);
    case "call": {
      const args = e.args.map((arg) => expr(arg, names));
      if (!e.external) return postfix(call(file.use(file.symbols.of("function", e.function)), args));
      return external(e.function, e.type, args, names);
    }
    case "extreme":
      return extreme(e.which, e.type, expr(e.left, names), expr(e.right, names), names);
    case "construct":
      return construct(e.type, e.fields, names);
    case "list": {
      const items = list(
        "[",
        e.items.map((item) => expr(item, names)),
        "]",
      );
      return e.type.kind === "set" && e.items.length > 1
        ? postfix(call(file.value("setOf"), [items, ...optional(equalOf(e.type.of, file))]))
        : primary(items);
    }
    case "emptyMap":
      return primary("{}");
    case "tuple":
      return primary(
        list(
          "[",
          e.items.map((item) => expr(item, names)),
          "]",
        ),
      );
    case "binary":
      return binary(e, names);
    case "logical":
      return logical(
        text(e.left, names),
        e.op === "and" ? "&&" : "||",
        text(e.right, when(e.left, e.op === "and", names)),
      );
    case "not":
      return opposite(e.operand, names);
    case "negate": {
      const operand = e.operand;
      if (operand.kind === "literal" && operand.value !== 0 && operand.value !== "0") {
        if (e.on === "int" && typeof operand.value === "number") {
          return { doc: String(-operand.value), level: level.unary };
        }
        if (e.on === "decimal" && typeof operand.value === "string" && !operand.value.startsWith("-")) {
          return primary(stringLiteral(`-${operand.value}`));
        }
      }
      const negate = { int: "negInt", decimal: "negDecimal", duration: "negDuration" }[e.on];
      return postfix(call(file.value(negate), [expr(operand, names)]));
    }
    case "coalesce":
      return coalesce(text(e.left, names), text(e.right, names));
    case "in":
      return membership(e.left, e.right, names);
    case "matches": {
      const pattern = file.pattern(e.source, patternHint(e.value, names));
      return postfix(call(`${pattern}.test`, [expr(e.value, names)]));
    }
    case "if":
      return conditional(
        text(e.condition, names),
        text(e.then, when(e.condition, true, names)),
        text(e.else, when(e.condition, false, names)),
      );
    case "convert":
      return convert(e, names);
  }
}

/** The names where a condition has come out so. */
export function when<N extends Names>(condition: Expr, outcome: boolean, names: N): N {
  return { ...names, known: assuming(condition, outcome, names.known, names.file.symbols.lookup) };
}

/** A value of a declared type of the model, as a literal. */
export function literal(value: string | number | boolean, type: Type, file: File): Text {
  const inner = unwrapped(type);
  const raw = typeof value === "string" ? stringLiteral(value) : String(value);
  const doc: Text = typeof value === "number" && value < 0 ? { doc: raw, level: level.unary } : primary(raw);
  return inner.kind === "brand" ? asType(doc, typeText(inner, file)) : doc;
}

function localOf(name: string, names: Names): Local {
  return names.locals.local(`local:${name}`, name);
}

function contextOf(names: Names): Doc {
  if (names.context === undefined) throw new Error("`now` and `newId()` stand where no command is at hand");
  return names.context();
}

/** Whether TypeScript narrows the text of an expression: it is a variable. */
function isVariable(e: Expr, names: Names): boolean {
  if (e.kind === "local") return true;
  if (e.kind !== "field" || e.target.kind !== "root") return false;
  return names.member !== undefined && typeof names.member(e, e.target.root)?.doc === "function";
}

/** Applies something to a target that may be absent: absent stays absent. */
function safely(target: Expr, names: Names, apply: (target: Doc) => Text): Text {
  const { file, locals } = names;
  const item = locals.local(`safe:${String(depthOf(target))}`, "it");
  const body = apply(item.use());
  const arrow = ["(", item.declare, ") => ", alone(body)];
  return postfix(call(file.runtime("ifPresent"), [expr(target, names), arrow]));
}

/** How deeply safe accesses are nested in one another's targets, so that their variables differ. */
function depthOf(e: Expr): number {
  if (e.kind === "field" || e.kind === "method" || e.kind === "index") {
    return depthOf(e.target) + (e.safe === true ? 1 : 0);
  }
  return 0;
}

function fieldText(e: FieldExpr, names: Names): Text {
  const { file } = names;
  if (e.target.kind === "root") {
    const special = names.member?.(e, e.target.root);
    if (special !== undefined) return special;
    if (e.target.root === "caller")
      return access(postfix([contextOf(names), ".caller"]), memberAccess(e.name));
  }
  if (e.role === "getter") {
    const getter = file.use(file.symbols.of("getter", getterRef(e, names)));
    const compute = (target: Doc): Text => postfix(call(getter, [target]));
    return e.safe === true ? safely(e.target, names, compute) : compute(expr(e.target, names));
  }
  const target = text(e.target, names);
  return access(target, e.safe === true ? safeAccess(e.name) : memberAccess(e.name));
}

function safeAccess(name: string): string {
  const plainAccess = memberAccess(name);
  return plainAccess.startsWith("[") ? `?.${plainAccess}` : `?${plainAccess}`;
}

function getterRef(e: FieldExpr, names: Names): string {
  const owner = unwrapped(e.target.type);
  if (owner.kind === "value" || owner.kind === "entity") return `${owner.ref}.${e.name}`;
  throw new Error(`no getter ${e.name} is known of ${owner.kind} in ${names.file.module}`);
}

/** A lambda; its result's type is written where TypeScript would widen it. */
export function lambda(e: LambdaExpr, names: Names): Text {
  const params = e.params.map(({ name }) => localOf(name, names));
  const before = params.map((param) => param.uses());
  const body = text(e.body, names);
  const used = params.map((param, at) => param.uses() > (before[at] ?? 0));
  const last = used.lastIndexOf(true);
  const declared = params
    .slice(0, last + 1)
    .map((param, at) => (used[at] === true ? param.declare : ["_", param.declare]));
  const result = needsAnnotation(e.body, names) ? `: ${typeText(e.type, names.file)}` : "";
  const isObject = isHugged(body.doc) && e.body.kind === "construct";
  const arrow: Doc = ["(", join(", ", declared), ")", result, " =>"];
  const doc = isObject
    ? [...arrow, " (", body.doc, ")"]
    : [...arrow, group(indent(line, within(body, level.conditional)))];
  return { doc: hug(doc), level: level.arrow };
}

/** Whether TypeScript, left alone, would take another type for the expression: a wider one, mostly. */
export function needsAnnotation(e: Expr, names: Names): boolean {
  switch (e.kind) {
    case "literal":
      return false;
    case "enumMember":
    case "construct":
    case "list":
    case "emptyMap":
    case "none":
      return true;
    case "if":
      return needsAnnotation(e.then, names) || needsAnnotation(e.else, names);
    case "coalesce":
    case "extreme":
      return needsAnnotation(e.left, names) || needsAnnotation(e.right, names);
    case "present":
      return needsAnnotation(e.value, names);
    case "convert":
      return e.how !== "brand" && needsAnnotation(e.value, names);
    case "method":
      return (
        e.args.some((arg) => arg.kind === "lambda" && needsAnnotation(arg.body, names)) ||
        needsAnnotation(e.target, names)
      );
    default:
      return false;
  }
}

function construct(
  type: Type,
  fields: readonly { readonly name: string; readonly value: Expr }[],
  names: Names,
): Text {
  const { lookup } = names.file.symbols;
  const optionals = new Set(
    fieldsAt(type, lookup).flatMap((field) => (field.type.kind === "optional" ? [field.name] : [])),
  );
  return primary(objectOfArguments(fields, optionals, names));
}

/** An object of arguments, in which members whose value is absent are left out. */
export function objectOfArguments(
  args: readonly { readonly name: string; readonly value: Expr }[],
  optionals: ReadonlySet<string>,
  names: Names,
): Doc {
  return object(membersOf(args, optionals, names));
}

/** The members of an object of arguments. */
export function membersOf(
  args: readonly { readonly name: string; readonly value: Expr }[],
  optionals: ReadonlySet<string>,
  names: Names,
): readonly Doc[] {
  return args.flatMap(({ name, value }): Doc[] => {
    if (optionals.has(name) && value.kind === "none") return [];
    if (!optionals.has(name) || value.type.kind !== "optional") return [property(name, expr(value, names))];
    // Without it TypeScript would take what is absent either way for nothing else, and a member of an enum for any text.
    const member =
      isNone(value) || (!isSimple(value) && needsAnnotation(value, names))
        ? asType(text(value, names), typeText(value.type, names.file))
        : text(value, names);
    if (isSimple(value)) {
      const absent = [within(member, level.relational), " === undefined"];
      return [["...(", absent, " ? {} : { ", property(name, member.doc), " })"]];
    }
    // Evaluated once.
    const wrap = `(item) => ({ ${propertyName(name)}: item })`;
    return [["...", call(names.file.runtime("ifPresent"), [member.doc, wrap])]];
  });
}

/** Whether nothing comes of an expression whatever it asks. */
const isNone = (e: Expr): boolean =>
  e.kind === "none" || (e.kind === "if" && isNone(e.then) && isNone(e.else));

/** An expression that may be written twice: a path of names. */
export function isSimple(e: Expr): boolean {
  if (e.kind === "local" || e.kind === "root") return true;
  if (e.kind === "convert" && e.how !== "check" && e.how !== "intToDecimal") return isSimple(e.value);
  return e.kind === "field" && e.role !== "getter" && isSimple(e.target);
}

function external(ref: string, type: Type, args: readonly Doc[], names: Names): Text {
  const { file } = names;
  const name = file.symbols.of("function", ref).name;
  const declared = file.symbols.lookup.functions.get(ref);
  const result = postfix(
    call([contextOf(names), ".externals", wayTo(ref, file), memberAccess(declared?.name ?? name)], args),
  );
  // What a person's function answers need not be canonical.
  const base = baseOf(type, file.symbols.lookup);
  return base.kind === "scalar" && base.name === "decimal" && type.kind === "scalar"
    ? postfix(call(file.value("normaliseDecimal"), [result.doc]))
    : result;
}

function extreme(which: "min" | "max", type: Type, left: Doc, right: Doc, { file }: Names): Text {
  const base = baseOf(type, file.symbols.lookup);
  if (base.kind === "scalar" && base.name === "int") return postfix(call(`Math.${which}`, [left, right]));
  if (base.kind === "scalar" && base.name === "decimal" && type.kind === "scalar") {
    return postfix(call(file.value(`${which}Decimal`), [left, right]));
  }
  const pick = file.value(which === "min" ? "lesser" : "greater");
  return postfix(call(pick, [left, right, compareOf(type, file)]));
}

function convert(e: ConvertExpr, names: Names): Text {
  const { file } = names;
  const inner = unwrapped(e.type);
  switch (e.how) {
    case "intToDecimal":
      if (e.value.kind === "literal" && typeof e.value.value === "number") {
        return primary(stringLiteral(String(e.value.value)));
      }
      return postfix(call(file.value("decimalFromInt"), [expr(e.value, names)]));
    case "unbrand": {
      const from = brandIn(e.value);
      if (inner.kind !== "brand" || from === undefined || from === inner.ref) return text(e.value, names);
      const base = baseOf(inner, file.symbols.lookup);
      return asType(asType(text(e.value, names), typeText(base, file)), typeText(e.type, file));
    }
    case "check": {
      if (inner.kind !== "brand") return text(e.value, names);
      return postfix(call(file.use(file.symbols.of("declared", inner.ref)), [expr(e.value, names)]));
    }
    case "brand": {
      if (inner.kind !== "brand") return text(e.value, names);
      const from = brandIn(e.value);
      if (from === inner.ref && e.value.kind !== "convert") return text(e.value, names);
      const type = typeText(e.type, file);
      if (e.value.kind === "literal")
        return asType(primary(expr({ ...e.value, type: baseOf(inner, file.symbols.lookup) }, names)), type);
      const value = text(e.value, names);
      // Two brands have nothing in common but their base.
      return from === undefined
        ? asType(value, type)
        : asType(asType(value, typeText(baseOf(inner, file.symbols.lookup), file)), type);
    }
  }
}

function patternHint(e: Expr, names: Names): string {
  if (e.kind === "convert" || e.kind === "present") return patternHint(e.value, names);
  if (e.kind === "field") return e.name;
  if (e.kind === "local") return e.name;
  return names.hint ?? "text";
}

/** Whether the expression's value may be an array or object that something else holds, too. */
export function isShared(e: Expr, names: Names): boolean {
  if (!isComposite(e.type, names.file.symbols.lookup)) return false;
  switch (e.kind) {
    case "construct":
    case "list":
    case "emptyMap":
    case "none":
      return false;
    case "method":
      return !["map", "filter", "sortBy", "distinct", "flatMap", "keys", "values", "split"].includes(e.name);
    case "binary":
      return false;
    case "if":
      return isShared(e.then, names) || isShared(e.else, names);
    default:
      return true;
  }
}
