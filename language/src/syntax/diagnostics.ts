/** Diagnostics ESDL10xx: the syntax. */
import { entry } from "../diagnostics/define.js";
import { list } from "../diagnostics/words.js";

const quoted = (words: readonly string[]): readonly string[] => words.map((word) => `\`${word}\``);

export const syntaxDiagnostics = {
  ESDL1001: entry<{ readonly expected: string; readonly found?: string; readonly hint?: string }>({
    severity: "error",
    title: "Something else was expected",
    message: ({ expected, found }) =>
      found === undefined ? `Expected ${expected}` : `Expected ${expected}, but found ${found}`,
    help: ({ hint }) => hint,
    page: {
      why: "The text does not follow the grammar at this place. The message says what could stand here; the rest of the file is still read, so that one mistake gives one error.",
      wrong: `
context Shop

value Money {
  amount decimal(2)
}
`,
      right: `
context Shop

value Money {
  amount: decimal(2)
}
`,
    },
  }),
  ESDL1002: entry({
    severity: "error",
    title: "A text without its closing quote",
    message: () => 'This text has no closing `"`',
    help: () => "A text ends on the line it begins on; write a line break in it as `\\n`",
    page: {
      why: "A text stands between two quotes on one line. Without the second one it would swallow the rest of the line.",
      wrong: `
context Shop

aggregate Order by orderId: string {
  rejection Empty "An order needs a line
  event Placed
  create command Place(ok: bool) { require ok else Empty  emit Placed() }
  on Placed
}
`,
      right: `
context Shop

aggregate Order by orderId: string {
  rejection Empty "An order needs a line"
  event Placed
  create command Place(ok: bool) { require ok else Empty  emit Placed() }
  on Placed
}
`,
    },
  }),
  ESDL1003: entry<{ readonly text: string; readonly hint?: string }>({
    severity: "error",
    title: "A character that the language does not have",
    message: ({ text }) => `\`${text}\` is no part of the language`,
    help: ({ hint }) => hint ?? "Names are made of letters, digits and `_`; texts stand in double quotes",
    page: {
      why: "Outside of texts and comments only the signs of the language may stand. Names are made of the letters a to z, digits and underscores, so that they can become names in every target.",
      wrong: `
context Shop

type Price = decimal(2) where it >= 0 §
`,
      right: `
context Shop

type Price = decimal(2) where it >= 0
`,
    },
  }),
  ESDL1004: entry<{ readonly what: string; readonly limit: number }>({
    severity: "error",
    title: "Nested too deeply",
    message: ({ what, limit }) => `${what} more than ${limit} levels deep`,
    help: () => "Name the parts with `let` or `function`",
    page: {
      why: "Nesting is limited, so that no file can exhaust the stack of the compiler or of an editor.",
      wrong: `
context Shop

function f(n: int): int = ${"(".repeat(40)}n${")".repeat(40)}
`,
      right: `
context Shop

function f(n: int): int = n
`,
    },
  }),
  ESDL1005: entry<{ readonly trailing: boolean }>({
    severity: "warning",
    title: "A doc comment that documents nothing",
    message: ({ trailing }) =>
      trailing
        ? "A doc comment stands on the lines before what it documents, not behind it"
        : "This doc comment documents nothing",
    help: () =>
      "Move it before a declaration, field, enum member or parameter, or write it as a `//` comment",
    page: {
      why: "`///` comments reach hover, generated code and schemas; each belongs to what follows it. One at the end of a line would silently document the next line.",
      wrong: `
context Shop

value Money {
  amount: decimal(2) /// in the smallest unit
}
`,
      right: `
context Shop

value Money {
  /// in the smallest unit
  amount: decimal(2)
}
`,
    },
  }),
  ESDL1006: entry({
    severity: "error",
    title: "A file without its context",
    message: () => "A file begins with the context it belongs to",
    help: () => "Write `context NAME` as the first line",
    page: {
      why: "Each file belongs to one bounded context, named in its header; a context may span many files.",
      wrong: `
id OrderId
`,
      right: `
context Shop

id OrderId
`,
    },
  }),
  ESDL1007: entry<{ readonly word: string; readonly hint: string }>({
    severity: "error",
    title: "A word of the language as a name",
    message: ({ word }) => `\`${word}\` is a word of the language and cannot be a name here`,
    help: ({ hint }) => hint,
    page: {
      why: "Every word of the language may name a field, parameter or enum member. Declarations cannot be called so, and in expressions `if then else and or not in matches none true false now` need a qualifier.",
      wrong: `
context Shop

id event
`,
      right: `
context Shop

id EventId
`,
    },
  }),
  ESDL1008: entry<{ readonly escape: string }>({
    severity: "error",
    title: "An escape that does not exist",
    message: ({ escape }) => `\`${escape}\` is not an escape that a text can hold`,
    help: () => 'The escapes are `\\"` `\\\\` `\\n` `\\t` `\\r` and `\\u{1F600}`',
    page: {
      why: 'In a text a backslash begins an escape: `\\"`, `\\\\`, `\\n`, `\\t`, `\\r`, or `\\u{…}` with the hexadecimal number of a character. Halves of surrogate pairs are no characters.',
      wrong: String.raw`
context Shop

function folder(): string = "C:\data"
`,
      right: String.raw`
context Shop

function folder(): string = "C:\\data"
`,
    },
  }),
  ESDL1009: entry({
    severity: "error",
    title: "A comment that does not end",
    message: () => "This comment is never closed",
    help: () => "Close it with `*/`",
    page: {
      why: "A comment that begins with `/*` lasts until `*/`; without it, the rest of the file is a comment.",
      wrong: `
context Shop

/* The rest is left out.
`,
      right: `
context Shop

/* The rest is left out. */
`,
    },
  }),
  ESDL1010: entry<{ readonly opener: string; readonly closer: string; readonly line: number }>({
    severity: "error",
    title: "A bracket that is not closed",
    message: ({ opener, closer, line }) =>
      `Expected \`${closer}\`: the \`${opener}\` of line ${line} is not closed`,
    page: {
      why: "Each opening bracket needs its closing one. Where it is missing is told by the indentation of what follows.",
      wrong: `
context Shop

value Money {
  amount: decimal(2)

value Weight {
  grams: int
}
`,
      right: `
context Shop

value Money {
  amount: decimal(2)
}

value Weight {
  grams: int
}
`,
    },
  }),
  ESDL1011: entry<{ readonly closer: string }>({
    severity: "error",
    title: "A closing bracket too many",
    message: ({ closer }) => `This \`${closer}\` closes nothing`,
    help: () => "Take it away, or open what it should close",
    page: {
      why: "Each closing bracket needs an opening one before it.",
      wrong: `
context Shop

value Money {
  amount: decimal(2)
}
}
`,
      right: `
context Shop

value Money {
  amount: decimal(2)
}
`,
    },
  }),
  ESDL1012: entry<{
    readonly found: string;
    readonly where: string;
    readonly words: readonly string[];
    readonly meant?: string;
  }>({
    severity: "error",
    title: "A line that begins nothing",
    message: ({ found, where }) => `${found} begins nothing that may stand in ${where}`,
    help: ({ words, meant }) =>
      meant === undefined ? `It may hold ${list(quoted(words), "and")}` : `Did you mean \`${meant}\`?`,
    page: {
      why: "In a file and in an aggregate, saga, step or scenario each part begins with its keyword.",
      wrong: `
context Shop

agregate Order by orderId: string {
  event Placed
}
`,
      right: `
context Shop

aggregate Order by orderId: string {
  event Placed
  create command Place() { emit Placed() }
  on Placed
}
`,
    },
  }),
  ESDL1013: entry<{ readonly modifier: string }>({
    severity: "error",
    title: "A modifier twice",
    message: ({ modifier }) => `\`${modifier}\` stands here twice`,
    help: () => "Join two conditions with `and`",
    page: {
      why: "A field has each of `in`, `personal` and `where` once at most.",
      wrong: `
context Shop

type Price = decimal(2) where it >= 0 where it <= 100
`,
      right: `
context Shop

type Price = decimal(2) where it >= 0 and it <= 100
`,
    },
  }),
} as const;
