/** Diagnostics ESDL20xx: literals, patterns and what operators and methods take. */
import { entry } from "./define.js";
import { example } from "./example.js";

export const values = {
  ESDL2020: entry<{ readonly text: string; readonly type: string; readonly like: string }>({
    severity: "error",
    title: "A literal that is no value of its type",
    message: ({ text, type }) => `${text} is no ${type}`,
    help: ({ like }) => (like === "" ? undefined : `Write ${like}`),
    page: example(
      "A literal is read as the type that is expected of it: a text stands for a uuid, a date, an instant or a duration, a number for an int or a decimal with so many digits.",
      `
context Shop

value Sale { day: date }

function firstSale(): Sale = Sale(@@)
`,
      `"2026-02-30"`,
      `"2026-02-28"`,
    ),
  }),
  ESDL2021: entry<{ readonly value: string; readonly rule: string; readonly type?: string }>({
    severity: "error",
    title: "A literal that its type refuses",
    message: ({ value, rule, type }) =>
      `${value} is refused${type === undefined ? "" : ` by ${type}`}: \`where ${rule}\``,
    page: example(
      "What a `where` says is known, and so is the literal: it would be refused every time.",
      `
context Shop

type Quantity = int where it >= 1 and it <= 999

value Order { quantity: Quantity = @@ }
`,
      `0`,
      `1`,
    ),
  }),
  ESDL2022: entry<{ readonly reason: string }>({
    severity: "error",
    title: "A pattern that is no regular expression",
    message: ({ reason }) => `This pattern is not valid: ${reason}`,
    help: () => "Patterns are JavaScript regular expressions with the flag `u`",
    page: example(
      "A pattern is a JavaScript regular expression with the flag `u`, unanchored: write `^` and `$` where the whole text is meant.",
      `
context Shop

type Code = string where it matches @@
`,
      `/[A-Z/]+(/`,
      `/^[A-Z]+$/`,
    ),
  }),
  ESDL2029: entry<{ readonly type: string }>({
    severity: "error",
    title: "An index on something without keys",
    message: ({ type }) => `${type} has no keys`,
    help: () =>
      "Maps and lists of entities are indexed by their keys; other lists have `first`, `last` and `find`",
    page: example(
      "Maps are indexed by their keys and lists of entities by theirs. Other lists have no index: positions shift.",
      `
context Shop

function firstOf(names: string[]): string = names@@ ?? ""
`,
      `[0]`,
      `.first`,
    ),
  }),
  ESDL2030: entry<{ readonly type: string; readonly use: string }>({
    severity: "error",
    title: "Comparing what has no order",
    message: ({ type, use }) => `${use} needs an order, which ${type} does not have`,
    page: example(
      "`<`, `min`, `max` and `sortBy` compare numbers, texts, ids, instants, dates and durations. Lists, values and enums have no order.",
      `
context Shop

value Money { amount: decimal }

function cheapest(prices: Money[]): Money[] = prices.sortBy(p => @@)
`,
      `p`,
      `p.amount`,
    ),
  }),
  ESDL2031: entry<{ readonly type: string; readonly use: string }>({
    severity: "error",
    title: "Adding up what is no number",
    message: ({ type, use }) => `${use} takes numbers and durations, not ${type}`,
    page: example(
      "`sum` and unary `-` take numbers and durations.",
      `
context Shop

value Line { name: string, price: decimal }

function total(lines: Line[]): decimal = lines.sum(l => l.@@)
`,
      `name`,
      `price`,
    ),
  }),
  ESDL2033: entry<{ readonly type: string }>({
    severity: "error",
    title: "A list or set is needed",
    message: ({ type }) => `Expected a list or a set, found ${type}`,
    page: example(
      "`for`, `in` and `flatMap` go through a list or a set. A map has `keys` and `values`.",
      `
context Shop

function has(stock: map<string, int>, n: int): bool = n in stock@@
`,
      `.size`,
      `.values`,
    ),
  }),
} as const;
