/** Operators of the model in TypeScript: arithmetic is the library's, `===` only where it says what `==` means. */
import { canBeSame } from "./narrowing.js";
import { keyNameOf, type BinaryExpr, type Expr, type Type } from "@esdl/language/model";
import { compareOf, equalOf, isIdentity, keyLiteral } from "./equality.js";
import { expr, needsAnnotation, text, type Names } from "./expressions.js";
import { list, type Doc } from "./layout.js";
import { call, optional } from "./syntax.js";
import { infix, level, not, postfix, primary, within, type Text } from "./text.js";
import { baseOf, typeText, unwrapped } from "./types.js";

/** `family operator`: the function of the values library that computes it. */
const arithmetic: Readonly<Record<string, string>> = {
  "int +": "addInt",
  "int -": "subInt",
  "int *": "mulInt",
  "int %": "remInt",
  "int /": "divInt",
  "decimal +": "addDecimal",
  "decimal -": "subDecimal",
  "decimal *": "mulDecimal",
  "decimal /": "divDecimal",
  "decimal %": "remDecimal",
  "duration +": "addDuration",
  "duration -": "subDuration",
  "instant-instant -": "subInstant",
  "instant-duration +": "addToInstant",
  "instant-duration -": "subFromInstant",
};

const comparisons: Readonly<Record<string, string>> = {
  decimal: "compareDecimal",
  string: "compareText",
  instant: "compareInstant",
  date: "compareDate",
  duration: "compareDuration",
};

export function binary(e: BinaryExpr, names: Names): Text {
  const { file } = names;
  if (e.op === "==" || e.op === "!=") return equality(e, e.op, names);
  if (e.op === "<" || e.op === "<=" || e.op === ">" || e.op === ">=") {
    if (e.on === "int") return infix(text(e.left, names), e.op, text(e.right, names), level.relational);
    const compare =
      names.isCanonical === true && e.on === "decimal" && isPlain(e.left) && isPlain(e.right)
        ? "compareCanonicalDecimal"
        : (comparisons[e.on] ?? compareOf(unwrapped(e.left.type), file));
    const name = !compare.includes("(") ? file.value(compare) : compare;
    return infix(
      postfix(call(name, [expr(e.left, names), expr(e.right, names)])),
      e.op,
      primary("0"),
      level.relational,
    );
  }
  if (e.on === "string") return infix(text(e.left, names), "+", text(e.right, names), level.additive);
  if (e.on === "list") {
    const items = list("[", [...elements(e.left, names), ...elements(e.right, names)], "]");
    return e.type.kind === "set"
      ? postfix(call(file.value("setOf"), [items, ...optional(equalOf(e.type.of, file))]))
      : primary(items);
  }
  const compute = arithmetic[`${e.on} ${e.op}`];
  if (compute === undefined) throw new Error(`there is no ${e.op} on ${e.on}`);
  const [left, right] =
    isDuration(e.left, names) && e.on === "instant-duration" ? [e.right, e.left] : [e.left, e.right];
  return postfix(call(file.value(compute), [expr(left, names), expr(right, names)]));
}

/** `it` and canonical literals: there is a quicker comparison for what is canonical for sure. */
function isPlain(e: Expr): boolean {
  if (e.kind === "convert") return e.how !== "check" && isPlain(e.value);
  if (e.kind === "negate") return isPlain(e.operand) && e.operand.kind === "literal";
  if (e.kind === "root") return e.root === "it";
  return e.kind === "literal" && /^(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?$/u.test(String(e.value));
}

function isDuration(e: Expr, names: Names): boolean {
  const base = baseOf(e.type, names.file.symbols.lookup);
  return base.kind === "scalar" && base.name === "duration";
}

/** What one side of `+` puts into the joined list: a literal its items, anything else is spread. */
function elements(e: Expr, names: Names): readonly Doc[] {
  if (e.kind === "list" && e.type.kind === "list") return e.items.map((item) => expr(item, names));
  // What is spread is not typed from where it goes, as the items of a literal are.
  if (needsAnnotation(e, names))
    return [["...", satisfying(text(e, names), `readonly ${listItemText(e.type, names)}[]`)]];
  return [["...", within(text(e, names), level.coalesce)]];
}

const satisfying = (value: Text, type: string): Doc => [
  "(",
  within(value, level.relational),
  " satisfies ",
  type,
  ")",
];

function listItemText(type: Type, { file }: Names): string {
  const collection = unwrapped(type);
  const text =
    collection.kind === "list" || collection.kind === "set" ? typeText(collection.of, file) : "unknown";
  return text.includes(" ") ? `(${text})` : text;
}

function equality(e: BinaryExpr, op: "==" | "!=", names: Names): Text {
  const { file } = names;
  const { lookup } = file.symbols;
  const sign = op === "==" ? "===" : "!==";
  if (e.left.kind === "none" || e.right.kind === "none") {
    const other = e.left.kind === "none" ? e.right : e.left;
    return infix(text(other, names), sign, primary("undefined"), level.equality);
  }
  const isMaybe = e.left.type.kind === "optional" || e.right.type.kind === "optional";
  const type = unwrapped(e.left.type);
  const base = baseOf(type, lookup);
  if (base.kind === "scalar" && base.name === "decimal") {
    const equal = file.value("equalDecimal");
    return asked(isMaybe ? `${file.value("equalOptional")}(${equal})` : equal, e, op, names);
  }
  if (isIdentity(type, lookup)) {
    if (!isComparable(e.left, e.right, names)) {
      const wide = file.value("equalScalar");
      return asked(`${wide}<${typeText(base, file)}${isMaybe ? " | undefined" : ""}>`, e, op, names);
    }
    return infix(text(e.left, names), sign, text(e.right, names), level.equality);
  }
  const equal = equalOf(type, file);
  if (equal === undefined) return asked(file.value("equalValues"), e, op, names);
  return asked(isMaybe ? `${file.value("equalOptional")}(${equal})` : equal, e, op, names);
}

/** An equality function, asked of both sides. */
function asked(equal: string, e: BinaryExpr, op: "==" | "!=", names: Names): Text {
  const answer = postfix(call(equal, [expr(e.left, names), expr(e.right, names)]));
  return op === "==" ? answer : not(answer);
}

/** Whether TypeScript lets `===` compare the two: it refuses two brands, and literals that cannot be equal. */
function isComparable(left: Expr, right: Expr, names: Names): boolean {
  const isFixed = (e: Expr): boolean => e.kind === "literal" || e.kind === "enumMember";
  if (isFixed(left) && isFixed(right)) return false;
  if (!canBeSame(left, right, names.known, names.file.symbols.lookup)) return false;
  const [a, b] = [brandIn(left), brandIn(right)];
  if (a !== undefined && b !== undefined) return a === b;
  // Against a brand, a bare literal has nothing in common.
  if (isFixed(left) || isFixed(right))
    return (a ?? b) === undefined || names.file.symbols.lookup.enums.has(a ?? b ?? "");
  return true;
}

/** The brand that the printed text of an expression has in TypeScript: taking a brand as its base changes nothing there. */
export function brandIn(e: Expr): string | undefined {
  if (e.kind === "convert" && e.how === "unbrand" && unwrapped(e.type).kind !== "brand")
    return brandIn(e.value);
  if (e.kind === "present") return brandIn(e.value);
  const type = unwrapped(e.type);
  return type.kind === "brand" ? type.ref : undefined;
}

export function membership(left: Expr, right: Expr, names: Names): Text {
  const { file } = names;
  const type = unwrapped(right.type);
  if (type.kind === "map") {
    return postfix(call(file.value("hasInMap"), [expr(right, names), expr(left, names)]));
  }
  if (type.kind !== "list" && type.kind !== "set") throw new Error(`there is no \`in\` for ${type.kind}`);
  if (type.of.kind === "entity" && unwrapped(left.type).kind !== "entity") {
    return postfix(call(file.value("hasKey"), [expr(right, names), keyOf(type, names), expr(left, names)]));
  }
  return contained(type.of, text(right, names), left, names);
}

/** `list.contains(x)`, `x in list`. */
export function contained(item: Type, target: Text, wanted: Expr, names: Names): Text {
  const { file } = names;
  const equal = equalOf(item, file);
  const maybe = wanted.type.kind === "optional" ? " | undefined" : "";
  // `caller.id` is a text, and is looked for among ids as one.
  const isText = wanted.type.kind === "scalar" && wanted.type.name === "string";
  const contains = `${file.value("contains")}<${isText ? "string" : typeText(item, file)}${maybe}>`;
  return postfix(call(contains, [target.doc, expr(wanted, names), ...optional(equal)]));
}

/** The name of a keyed list's key, as an argument. */
export function keyOf(type: Type, names: Names): string {
  const inner = unwrapped(type);
  if (inner.kind !== "list" || inner.of.kind !== "entity") throw new Error(`${inner.kind} is no keyed list`);
  return keyLiteral(keyNameOf(inner.of, names.file.symbols.lookup));
}
