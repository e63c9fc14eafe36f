/** Diagnostics ESDL20xx: arguments, calls and lambdas. */
import { entry } from "./define.js";
import { example } from "./example.js";
import { list } from "./words.js";

const instead = (free: readonly string[]): string =>
  free.length === 0
    ? "Leave it out"
    : `It takes ${list(
        free.map((name) => `\`${name}\``),
        "and",
      )}`;

/** Why an identity or key is no argument. */
const leftOut = {
  carried: "the identity goes with every event by itself",
  madeUp: "in a scenario for one aggregate the identity is made up",
  key: "the key stands before the fields",
} as const;

export const calls = {
  ESDL2009: entry<{
    readonly name: string;
    readonly what: string;
    readonly similar?: string;
    /** What could be given instead. */
    readonly free?: readonly string[];
    /** It is the identity or key, and why it is not given. */
    readonly identity?: keyof typeof leftOut;
  }>({
    severity: "error",
    title: "An unknown argument",
    message: ({ name, what }) => `${what} takes no \`${name}\``,
    help: ({ similar, identity, free }) =>
      identity !== undefined
        ? `Leave it out: ${leftOut[identity]}`
        : similar !== undefined
          ? `Did you mean \`${similar}\`?`
          : free && instead(free),
    page: example(
      "Arguments are matched by name with the fields or parameters that they fill. A bare name is short for `name: name`; where what is given is called otherwise, the label has to be written.",
      `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { fee: decimal = 0 }
  rejection TooHigh "The fee is too high"
  event Booked { fee: decimal }
  create command Book(fee: decimal) { emit Booked(fee) }
  on Booked { fee }

  event FeeRaised { fee: decimal }
  command RaiseFee(amount: decimal) {
    emit FeeRaised(@@)
  }
  on FeeRaised { fee }
}
`,
      `cost: amount, fee: amount`,
      `fee: amount`,
    ),
  }),
  ESDL2010: entry<{ readonly what: string; readonly names: readonly string[] }>({
    severity: "error",
    title: "Missing arguments",
    message: ({ what, names }) =>
      `${what} needs ${list(
        names.map((name) => `\`${name}\``),
        "and",
      )}`,
    page: example(
      "Every field without a default has to be given: events and values are never half made. Optionals, lists, sets and maps are empty when they are left out.",
      `
context Shop

value Money { amount: decimal, currency: string }

function francs(amount: decimal): Money = Money(@@)
`,
      `amount: amount`,
      `amount: amount, currency: "CHF"`,
    ),
  }),
  ESDL2011: entry<{ readonly name: string }>({
    severity: "error",
    title: "An argument that is given twice",
    message: ({ name }) => `\`${name}\` is given already`,
    page: example(
      "One of the two values would be thrown away in silence.",
      `
context Shop

value Money { amount: decimal }

function money(a: decimal): Money = Money(@@)
`,
      `amount: a, amount: a`,
      `amount: a`,
    ),
  }),
  ESDL2012: entry<{ readonly what: string }>({
    severity: "error",
    title: "An argument without its name",
    message: ({ what }) => `The arguments of ${what} are named`,
    help: () => "Write `name: value`; a bare name is short for `name: name`",
    page: example(
      "Events, commands and rejections take their arguments by name, so that a line reads by itself and a new field in the middle cannot shift the others. A bare name is short for `name: name`.",
      `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { fee: decimal = 0 }
  rejection TooHigh "The fee is too high"
  event Booked { fee: decimal }
  create command Book(fee: decimal) { emit Booked(fee) }
  on Booked { fee }

  event FeeRaised { fee: decimal }
  command RaiseFee(amount: decimal) {
    emit FeeRaised(@@)
  }
  on FeeRaised { fee }
}
`,
      `amount + 1`,
      `fee: amount + 1`,
    ),
  }),
  ESDL2013: entry<{ readonly what: string; readonly most: number }>({
    severity: "error",
    title: "Too many arguments",
    message: ({ what, most }) => `${what} takes ${String(most)} ${most === 1 ? "argument" : "arguments"}`,
    page: example(
      "Values, entities and functions may take their arguments by place, one for each field or parameter.",
      `
context Shop

value Money { amount: decimal }

function money(a: decimal): Money = Money(@@)
`,
      `a, 2`,
      `a`,
    ),
  }),
  ESDL2014: entry<{ readonly name: string; readonly call: boolean }>({
    severity: "error",
    title: "A method without parentheses, or a property with them",
    message: ({ name, call }) =>
      call ? `\`${name}\` is a method and is called` : `\`${name}\` is a property and takes no parentheses`,
    help: ({ name, call }) => (call ? `Write \`${name}(…)\`` : `Write \`${name}\``),
    page: example(
      "What is merely read off a value is a property, `lines.size`; what does something with arguments, or makes a new text, is a method and is called, `text.trim()`.",
      `
context Shop

function clean(text: string): string = text.@@
`,
      `trim`,
      `trim()`,
    ),
  }),
  ESDL2015: entry<{
    readonly name: string;
    readonly least: number;
    readonly most: number;
    readonly given: number;
  }>({
    severity: "error",
    title: "A wrong number of arguments",
    message: ({ name, least, most, given }) =>
      `\`${name}\` takes ${least === most ? String(most) : `${String(least)} or ${String(most)}`} ${most === 1 ? "argument" : "arguments"}, not ${String(given)}`,
    page: example(
      "Methods and built-in functions take a fixed number of arguments.",
      `
context Shop

function larger(a: int, b: int): int = max(@@)
`,
      `a`,
      `a, b`,
    ),
  }),
  ESDL2016: entry<{ readonly name: string }>({
    severity: "error",
    title: "A value where a lambda is expected",
    message: ({ name }) => `\`${name}\` takes a lambda`,
    help: ({ name }) => `Write \`${name}(x => …)\``,
    page: example(
      "These methods ask something of every element, which a lambda says: `l => l.price`.",
      `
context Shop

function positive(numbers: int[]): int[] = numbers.filter(@@)
`,
      `true`,
      `n => n > 0`,
    ),
  }),
  ESDL2017: entry({
    severity: "error",
    title: "A lambda where none is expected",
    message: () => "A lambda stands here for nothing",
    help: () => "Lambdas are arguments of the methods of lists and sets, as in `lines.sum(l => l.price)`",
    page: example(
      "Lambdas are no values: they stand as arguments of the methods that take them, and take the types of their parameters from there.",
      `
context Shop

function next(n: int): int = @@
`,
      `x => x + 1`,
      `n + 1`,
    ),
  }),
  ESDL2032: entry({
    severity: "error",
    title: "A call of something that is no function",
    message: () => "This cannot be called",
    page: example(
      "Functions, methods and types are called; fields, locals and results are not.",
      `
context Shop

value Money { amount: decimal }

function amountOf(money: Money): decimal = money.amount@@
`,
      `()`,
      ``,
    ),
  }),
  ESDL2037: entry<{ readonly expected?: string }>({
    severity: "error",
    title: "Several values where one is expected",
    message: ({ expected }) =>
      expected === undefined ? "One value is expected here" : `Expected ${expected}`,
    page: example(
      "Several values in parentheses are the key of a projection that has a composite key.",
      `
context Shop

function pair(a: int, b: int): int = @@
`,
      `(a, b)`,
      `a + b`,
    ),
  }),
  ESDL2038: entry<{ readonly what: string }>({
    severity: "error",
    title: "Arguments partly named",
    message: ({ what }) => `The arguments of ${what} are all named or all by place`,
    page: example(
      "Arguments by place and by name do not mix: which place a later one has would depend on the labels before it.",
      `
context Shop

value Money { amount: decimal, currency: string }

function francs(a: decimal): Money = Money(@@)
`,
      `a, currency: "CHF"`,
      `a, "CHF"`,
    ),
  }),
  ESDL2039: entry<{ readonly name: string; readonly given: number }>({
    severity: "error",
    title: "A lambda with a wrong number of parameters",
    message: ({ name, given }) => `The lambda of \`${name}\` has one parameter, not ${String(given)}`,
    page: example(
      "The methods of lists and sets give their lambda one element at a time.",
      `
context Shop

function total(prices: decimal[]): decimal = prices.sum(@@)
`,
      `(a, b) => a + b`,
      `p => p`,
    ),
  }),
} as const;
