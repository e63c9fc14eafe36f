/** Each row is an expression of the model and what it is in TypeScript. */
import type { Expr, Root, Type } from "@esdl/language/model";
import { expect, it } from "vitest";
import {
  aggregateDecl,
  brand,
  brandDecl,
  context,
  entityDecl,
  field,
  list,
  model,
  optional,
  scalar,
} from "../testing/build.js";
import { text, type Names } from "./expressions.js";
import { createFile } from "./file.js";
import { group, print } from "./layout.js";
import { symbolsOf } from "./symbols.js";
import { primary } from "./text.js";

const int = scalar("int");
const decimal = scalar("decimal");
const bool = scalar("bool");
const string = scalar("string");
const instant = scalar("instant");
const duration = scalar("duration");
const sku = brand("Sales.Sku");
const code = brand("Sales.Code");
const lineType: Type = { kind: "entity", ref: "Sales.Order.Line" };
const strings: Type = { kind: "set", of: string };
const prices: Type = { kind: "map", key: string, value: decimal };

const local = (name: string, type: Type): Expr => ({ kind: "local", name, type });
const literal = (value: string | number | boolean, type: Type): Expr => ({ kind: "literal", value, type });
const root = (name: Root, type: Type = int): Expr => ({ kind: "root", root: name, type });
const member = (target: Expr, name: string, type: Type, safe = false): Expr => ({
  kind: "field",
  target,
  name,
  type,
  ...(safe ? { safe: true as const } : {}),
});
type Binary = Extract<Expr, { readonly kind: "binary" }>;
const binary = (left: Expr, op: Binary["op"], right: Expr, on: Binary["on"], type: Type = bool): Expr => ({
  kind: "binary",
  op,
  on,
  left,
  right,
  type,
});
const and = (left: Expr, right: Expr): Expr => ({ kind: "logical", op: "and", left, right, type: bool });
const or = (left: Expr, right: Expr): Expr => ({ kind: "logical", op: "or", left, right, type: bool });
const not = (operand: Expr): Expr => ({ kind: "not", operand, type: bool });
const none = (type: Type): Expr => ({ kind: "none", type });
type Method = Extract<Expr, { readonly kind: "method" }>;
const method = (
  target: Expr,
  on: Method["on"],
  name: string,
  type: Type,
  ...args: readonly Expr[]
): Expr => ({
  kind: "method",
  target,
  on,
  name,
  type,
  args,
});
const lambda = (name: string, of: Type, body: Expr): Expr => ({
  kind: "lambda",
  params: [{ name, type: of }],
  body,
  type: body.type,
});
const convert = (how: Extract<Expr, { readonly kind: "convert" }>["how"], value: Expr, type: Type): Expr => ({
  kind: "convert",
  how,
  value,
  type,
});

const a = local("a", int);
const b = local("b", int);
const c = local("c", int);
const p = local("p", bool);
const q = local("q", bool);
const r = local("r", bool);
const x = local("x", decimal);
const y = local("y", decimal);
const s = local("s", string);
const lines = local("lines", list(lineType));
const line = local("l", lineType);
const quantity = member(line, "quantity", int);

const rows: readonly (readonly [Expr, string])[] = [
  // Arithmetic is the library's, comparison of ints JavaScript's.
  [binary(a, "+", binary(b, "*", c, "int", int), "int", int), "addInt(a, mulInt(b, c))"],
  [binary(a, "<=", b, "int"), "a <= b"],
  [binary(x, "-", y, "decimal", decimal), "subDecimal(x, y)"],
  [binary(x, ">", literal("0", decimal), "decimal"), 'compareDecimal(x, "0") > 0'],
  [binary(x, "==", literal("25", decimal), "value"), 'equalDecimal(x, "25")'],
  [binary(x, "!=", y, "value"), "!equalDecimal(x, y)"],
  [binary(s, "<", literal("b", string), "string"), 'compareText(s, "b") < 0'],
  [binary(s, "+", literal("!", string), "string", string), 's + "!"'],
  [binary(local("t", instant), "+", local("d", duration), "instant-duration", instant), "addToInstant(t, d)"],
  [binary(local("d", duration), "+", local("t", instant), "instant-duration", instant), "addToInstant(t, d)"],
  [binary(local("t", instant), "-", local("u", instant), "instant-instant", duration), "subInstant(t, u)"],
  [{ kind: "negate", on: "int", operand: literal(5, int), type: int }, "-5"],
  [{ kind: "negate", on: "decimal", operand: x, type: decimal }, "negDecimal(x)"],
  [{ kind: "extreme", which: "max", left: a, right: b, type: int }, "Math.max(a, b)"],
  [{ kind: "extreme", which: "min", left: x, right: y, type: decimal }, "minDecimal(x, y)"],
  [{ kind: "extreme", which: "min", left: s, right: s, type: string }, "lesser(s, s, compareText)"],
  // Precedence: parentheses where they are needed, and where `and` beside `or` would be misread.
  [or(and(p, q), r), "(p && q) || r"],
  [and(or(p, q), r), "(p || q) && r"],
  [and(p, and(q, r)), "p && q && r"],
  [not(and(p, q)), "!p || !q"],
  [not(or(p, not(q))), "!p && q"],
  [not(binary(a, "<", b, "int")), "a >= b"],
  [not(method(s, "string", "startsWith", bool, literal("x", string))), '!s.startsWith("x")'],
  [binary(p, "==", and(q, r), "value"), "p === (q && r)"],
  [binary(binary(s, "+", s, "string", string), "==", s, "value"), "s + s === s"],
  [
    { kind: "if", condition: p, then: a, else: binary(b, "+", c, "int", int), type: int },
    "p ? a : addInt(b, c)",
  ],
  [
    {
      kind: "coalesce",
      left: local("m", optional(int)),
      right: { kind: "if", condition: p, then: a, else: b, type: int },
      type: int,
    },
    "m ?? (p ? a : b)",
  ],
  [{ kind: "coalesce", left: local("m", optional(bool)), right: or(p, q), type: bool }, "m ?? (p || q)"],
  [or({ kind: "coalesce", left: local("m", optional(bool)), right: p, type: bool }, q), "(m ?? p) || q"],
  // Optionals.
  [binary(local("m", optional(int)), "!=", none(optional(int)), "value"), "m !== undefined"],
  [{ kind: "present", value: local("m", optional(int)), type: int }, "m"],
  [{ kind: "present", value: member(line, "note", optional(string)), type: string }, "present(l.note)"],
  [member(local("m", optional(lineType)), "quantity", optional(int), true), "m?.quantity"],
  [binary(local("m", optional(decimal)), "==", x, "value"), "equalOptional(equalDecimal)(m, x)"],
  // Brands.
  [convert("brand", s, sku), "s as Sku"],
  [convert("brand", literal("A-1", string), sku), '"A-1" as Sku'],
  [convert("check", s, sku), "Sku(s)"],
  [convert("unbrand", local("k", sku), string), "k"],
  [method(convert("brand", s, sku), "string", "startsWith", bool, s), "(s as Sku).startsWith(s)"],
  [convert("brand", convert("unbrand", local("k", sku), string), code), "k as string as Code"],
  [
    binary(local("k", sku), "==", convert("brand", literal("A-1", string), sku), "value"),
    'k === ("A-1" as Sku)',
  ],
  [
    binary(
      convert("unbrand", local("k", sku), string),
      "==",
      convert("unbrand", local("h", code), string),
      "value",
    ),
    "equalScalar<string>(k, h)",
  ],
  [convert("intToDecimal", a, decimal), "decimalFromInt(a)"],
  [convert("intToDecimal", literal(3, int), decimal), '"3"'],
  // What TypeScript would call a comparison without overlap.
  [binary(literal(1, int), "==", literal(2, int), "value"), "equalScalar<number>(1, 2)"],
  // Collections.
  [
    method(lines, "list", "sum", int, lambda("l", lineType, quantity)),
    "sumInt(lines.map((l) => l.quantity))",
  ],
  [method(local("ns", list(int)), "list", "sum", int, lambda("n", int, local("n", int))), "sumInt(ns)"],
  [method(lines, "list", "any", bool, lambda("l", lineType, literal(true, bool))), "lines.some(() => true)"],
  [method(lines, "list", "isEmpty", bool), "lines.length === 0"],
  [not(method(lines, "list", "isEmpty", bool)), "lines.length > 0"],
  [
    method(lines, "list", "max", optional(int), lambda("l", lineType, quantity)),
    "greatestOf(lines.map((l) => l.quantity), compareInt)",
  ],
  [method(lines, "list", "first", optional(lineType)), "lines[0]"],
  [
    method(lines, "list", "sortBy", list(lineType), lambda("l", lineType, quantity)),
    "sortBy(lines, (l) => l.quantity, compareInt)",
  ],
  [method(lines, "keyed", "has", bool, local("k", sku)), 'hasKey(lines, "sku", k)'],
  [
    { kind: "index", of: "keyed", target: lines, index: local("k", sku), type: optional(lineType) },
    'atKey(lines, "sku", k)',
  ],
  [
    { kind: "index", of: "map", target: local("m", prices), index: s, type: optional(decimal) },
    "getFromMap(m, s)",
  ],
  [method(local("tags", strings), "set", "contains", bool, s), "contains<string>(tags, s)"],
  [{ kind: "in", left: s, right: local("tags", strings), type: bool }, "contains<string>(tags, s)"],
  [{ kind: "in", left: s, right: local("m", prices), type: bool }, "hasInMap(m, s)"],
  [{ kind: "list", items: [s, s], type: strings }, "setOf([s, s])"],
  [binary(local("tags", strings), "==", local("more", strings), "value"), "equalSet()(tags, more)"],
  [binary(lines, "==", lines, "value"), "equalValues(lines, lines)"],
  [
    {
      kind: "construct",
      type: lineType,
      fields: [
        { name: "sku", value: local("sku", sku) },
        { name: "quantity", value: a },
        { name: "note", value: none(optional(string)) },
      ],
    },
    "{ sku, quantity: a }",
  ],
  [
    {
      kind: "construct",
      type: lineType,
      fields: [
        { name: "sku", value: local("k", sku) },
        { name: "quantity", value: a },
        { name: "note", value: local("n", optional(string)) },
      ],
    },
    "{ sku: k, quantity: a, ...(n === undefined ? {} : { note: n }) }",
  ],
  // Names of the model that mean something else in TypeScript.
  [local("await", int), "await_"],
  [local("state", int), "state_"],
  [member(line, "class", int), "l.class"],
  [literal('"\u2028`${x}', string), '"\\"\\u2028`${x}"'],
  [member(root("caller", int), "id", string), "context.caller.id"],
];

const sales = model(
  context("Sales", {
    brands: [brandDecl("Sales.Sku", string), brandDecl("Sales.Code", string)],
    aggregates: [
      aggregateDecl("Sales.Order", field("orderId", string), {
        entities: [
          entityDecl("Sales.Order.Line", field("sku", sku), [
            field("quantity", int),
            field("note", optional(string)),
          ]),
        ],
      }),
    ],
  }),
);

it.each(rows.map(([expression, expected]) => ({ expression, expected })))(
  "prints `$expected`",
  ({ expression, expected }) => {
    const file = createFile(symbolsOf(sales), "sales/test");
    const locals = file.locals();
    const names: Names = { file, locals, root: (name) => primary(name), context: () => "context" };
    const doc = text(expression, names).doc;
    file.print([]);
    expect(print(group(doc)).text.trimEnd()).toBe(expected);
  },
);
