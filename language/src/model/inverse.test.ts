import { expect, it } from "vitest";
import { checkModel } from "../check-model.js";
import type { Expr, UpcastExpr } from "./index.js";
import { inverseOf, isInvertible, lookup } from "./index.js";

const types = `context C
type Code = string where it.length == 3
enum Kind { debit, credit, reversal }
value Money { amount: decimal, currency: string
  version 2 { add currency = "EUR" } }
value Lossy { n: int
  version 2 { remove text: string } }`;

/** What the older fields are read from, in short; `undefined` when the step does not invert. */
function inverse(shape: string): Readonly<Record<string, string>> | undefined {
  const { model, diagnostics } = checkModel([{ path: "m.esdl", text: `${types}\nvalue V { ${shape} }` }]);
  // Old data that a brand may refuse is worth a warning, and no matter here; nothing else is said.
  expect(diagnostics.filter(({ code }) => code !== "ESDL4015")).toEqual([]);
  const found = lookup(model!);
  const value = found.values.get("C.V")!;
  const steps = inverseOf(value, 2, found);
  expect(isInvertible(value, 1, found)).toBe(steps !== undefined);
  return steps && Object.fromEntries(steps.map(({ name, value: from }) => [name, show(from)]));
}

function show(from: UpcastExpr): string {
  if (from.kind === "expr") return text(from.expr);
  return [from.from, ...from.adopts.map(({ ref, version }) => `${ref} ${String(version)}`)].join(" ");
}

function text(e: Expr): string {
  switch (e.kind) {
    case "root":
      return e.root;
    case "field":
      return `${text(e.target)}.${e.name}`;
    case "convert":
      return `${e.how} ${text(e.value)}`;
    case "negate":
      return `-${text(e.operand)}`;
    case "not":
      return `not ${text(e.operand)}`;
    case "binary":
      return `${text(e.left)} ${e.op} ${text(e.right)}`;
    case "enumMember":
      return e.member;
    default:
      return e.kind;
  }
}

it.each<[what: string, shape: string, inverse: Readonly<Record<string, string>>]>([
  ["a renamed field is carried back", "b: int version 2 { rename a to b }", { a: "b" }],
  ["an added one is left out", "a: int, b: int version 2 { add b = old.a + 1 }", { a: "a" }],
  [
    "one that only moved is where it moved to",
    "b: int version 2 { remove a: int add b = old.a }",
    { a: "self.b" },
  ],
  [
    "one that moved into a value is in there",
    `m: Money version 2 { remove sum: decimal add m = Money(old.sum, "EUR") }`,
    { sum: "self.m.amount" },
  ],
  [
    "what was given a brand loses it",
    "c: Code version 2 { change c from string = Code(old.c) }",
    { c: "unbrand self.c" },
  ],
  ["what was negated is negated", "b: int version 2 { remove a: int add b = -old.a }", { a: "-self.b" }],
  [
    "a bool that chose between two constants is the first of them",
    "kind: Kind version 2 { remove negative: bool add kind = if old.negative then credit else debit }",
    { negative: "self.kind == credit" },
  ],
  [
    "a turned bool is turned back",
    "on: bool version 2 { remove off: bool add on = not old.off }",
    { off: "not self.on" },
  ],
  ["an adopted value goes back if it can", "ms: Money[] version 2 { adopt Money 2 }", { ms: "ms C.Money 1" }],
])("%s", (_, shape, expected) => {
  expect(inverse(shape)).toEqual(expected);
});

it.each<[what: string, shape: string]>([
  ["a field is gone", "a: int version 2 { remove b: int }"],
  ["an optional field is gone", "a: int version 2 { remove b: int? }"],
  [
    "an int became a decimal, which may have a fraction",
    "a: decimal version 2 { change a from int = old.a }",
  ],
  ["a brand was dropped, since not every text is one", "a: string version 2 { change a from Code = old.a }"],
  [
    "a field is an element of a list, which may be empty",
    "l: int[] version 2 { remove a: int add l = [old.a] }",
  ],
  ["it may be absent", "b: int? version 2 { remove a: int add b = old.a }"],
  [
    "both constants are the same",
    "k: Kind version 2 { remove a: bool add k = if old.a then debit else debit }",
  ],
  ["an adopted value does not go back", "l: Lossy version 2 { adopt Lossy 2 }"],
  ["a function makes the step", "a: int version 2 via external"],
])("there is no way back when %s", (_, shape) => {
  expect(inverse(shape)).toBeUndefined();
});
