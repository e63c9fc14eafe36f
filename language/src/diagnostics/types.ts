/** Diagnostics ESDL2xxx: types and expressions. */
import { entry } from "./define.js";
import { list } from "./words.js";

/** Pages are filled in types-pages.ts: the words here, the examples there. */
const page = { why: "", wrong: "", right: "" };

export const types = {
  ESDL2001: entry<{ readonly expected: string; readonly found: string }>({
    severity: "error",
    title: "A value of another type than is expected",
    message: ({ expected, found }) => `Expected ${expected}, found ${found}`,
    page,
  }),
  ESDL2002: entry<{ readonly name: string; readonly place: string; readonly similar?: string }>({
    severity: "error",
    title: "An unknown name",
    message: ({ name, place }) => `There is no \`${name}\` in ${place}`,
    help: ({ similar }) => (similar === undefined ? undefined : `Did you mean \`${similar}\`?`),
    page,
  }),
  ESDL2003: entry<{ readonly name: string; readonly choices: readonly string[] }>({
    severity: "error",
    title: "A name that could mean several things",
    message: ({ name }) => `\`${name}\` could mean several things here`,
    help: ({ choices }) =>
      `Write ${list(
        choices.map((choice) => `\`${choice}\``),
        "or",
      )}`,
    page,
  }),
  ESDL2004: entry<{ readonly name: string; readonly taken: string }>({
    severity: "error",
    title: "A name that hides another",
    message: ({ name, taken }) =>
      name === taken ? `\`${name}\` is taken already` : `\`${name}\` would hide \`${taken}\``,
    help: () => "Choose another name: nothing hides anything else",
    page,
  }),
  ESDL2005: entry<{ readonly name: string; readonly of: string; readonly similar?: string }>({
    severity: "error",
    title: "No such member",
    message: ({ name, of }) => `There is no \`${name}\` on ${of}`,
    help: ({ similar }) => (similar === undefined ? undefined : `Did you mean \`${similar}\`?`),
    page,
  }),
  ESDL2006: entry<{ readonly type: string }>({
    severity: "error",
    title: "An optional that is used as if it were there",
    message: ({ type }) => `This may be absent: it is ${type}`,
    help: () =>
      "Give a value for that case (`x ?? y`), reach into it with `?.`, or make sure first: `if x != none`",
    page,
  }),
  ESDL2007: entry({
    severity: "error",
    title: "Dividing ints with `/`",
    message: () => "`/` does not divide ints",
    help: () => "Write `a.div(b)` for the whole part; make one of them a decimal for the fraction",
    page,
  }),
  ESDL2008: entry<{ readonly op: string; readonly left: string; readonly right: string }>({
    severity: "error",
    title: "An operator that does not take these",
    message: ({ op, left, right }) =>
      right === "" ? `\`${op}\` does not change ${left}` : `\`${op}\` does not take ${left} and ${right}`,
    page,
  }),
  ESDL2009: entry<{ readonly name: string; readonly what: string; readonly similar?: string }>({
    severity: "error",
    title: "An unknown argument",
    message: ({ name, what }) => `${what} takes no \`${name}\``,
    help: ({ similar }) => (similar === undefined ? undefined : `Did you mean \`${similar}\`?`),
    page,
  }),
  ESDL2010: entry<{ readonly what: string; readonly names: readonly string[] }>({
    severity: "error",
    title: "Missing arguments",
    message: ({ what, names }) =>
      `${what} needs ${list(
        names.map((name) => `\`${name}\``),
        "and",
      )}`,
    page,
  }),
  ESDL2011: entry<{ readonly name: string }>({
    severity: "error",
    title: "An argument that is given twice",
    message: ({ name }) => `\`${name}\` is given already`,
    page,
  }),
  ESDL2012: entry<{ readonly what: string }>({
    severity: "error",
    title: "An argument without its name",
    message: ({ what }) => `The arguments of ${what} are named`,
    help: () => "Write `name: value`; a bare name is short for `name: name`",
    page,
  }),
  ESDL2013: entry<{ readonly what: string; readonly most: number }>({
    severity: "error",
    title: "Too many arguments",
    message: ({ what, most }) => `${what} takes ${String(most)} ${most === 1 ? "argument" : "arguments"}`,
    page,
  }),
  ESDL2014: entry<{ readonly name: string; readonly call: boolean }>({
    severity: "error",
    title: "A method without parentheses, or a property with them",
    message: ({ name, call }) =>
      call ? `\`${name}\` is a method and is called` : `\`${name}\` is a property and takes no parentheses`,
    help: ({ name, call }) => (call ? `Write \`${name}(…)\`` : `Write \`${name}\``),
    page,
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
    page,
  }),
  ESDL2016: entry<{ readonly name: string }>({
    severity: "error",
    title: "A value where a lambda is expected",
    message: ({ name }) => `\`${name}\` takes a lambda`,
    help: ({ name }) => `Write \`${name}(x => …)\``,
    page,
  }),
  ESDL2017: entry({
    severity: "error",
    title: "A lambda where none is expected",
    message: () => "A lambda stands here for nothing",
    help: () => "Lambdas are arguments of the methods of lists and sets, as in `lines.sum(l => l.price)`",
    page,
  }),
  ESDL2018: entry<{ readonly name: string; readonly place: string }>({
    severity: "error",
    title: "Something that does not exist in this place",
    message: ({ name, place }) => `\`${name}\` does not exist in ${place}`,
    page,
  }),
  ESDL2019: entry<{ readonly name: string; readonly statuses: readonly string[] }>({
    severity: "error",
    title: "A field of other statuses",
    message: ({ name, statuses }) =>
      `\`${name}\` exists only in ${list(statuses, "or")}, where this command is not allowed`,
    page,
  }),
  ESDL2020: entry<{ readonly text: string; readonly type: string; readonly like: string }>({
    severity: "error",
    title: "A literal that is no value of its type",
    message: ({ text, type }) => `${text} is no ${type}`,
    help: ({ like }) => (like === "" ? undefined : `Write ${like}`),
    page,
  }),
  ESDL2021: entry<{ readonly value: string; readonly rule: string; readonly type?: string }>({
    severity: "error",
    title: "A literal that its type refuses",
    message: ({ value, rule, type }) =>
      `${value} is refused${type === undefined ? "" : ` by ${type}`}: \`where ${rule}\``,
    page,
  }),
  ESDL2022: entry<{ readonly reason: string }>({
    severity: "error",
    title: "A pattern that is no regular expression",
    message: ({ reason }) => `This pattern is not valid: ${reason}`,
    help: () => "Patterns are JavaScript regular expressions with the flag `u`",
    page,
  }),
  ESDL2023: entry<{ readonly what: string }>({
    severity: "error",
    title: "A value without a type",
    message: ({ what }) => `Nothing says of which type this \`${what}\` is`,
    help: () => "Use it where a type is expected, or name a field that has one",
    page,
  }),
  ESDL2024: entry<{ readonly name: string; readonly type: string; readonly members: readonly string[] }>({
    severity: "error",
    title: "An unknown member of an enum",
    message: ({ name, type }) => `${type} has no member \`${name}\``,
    help: ({ members }) =>
      `Its members are ${list(
        members.map((member) => `\`${member}\``),
        "and",
      )}`,
    page,
  }),
  ESDL2025: entry<{ readonly what: string }>({
    severity: "error",
    title: "Something that is no value",
    message: ({ what }) => `${what} is no value`,
    page,
  }),
  ESDL2026: entry<{ readonly statement: string; readonly place: string }>({
    severity: "error",
    title: "A statement that does not belong here",
    message: ({ statement, place }) => `\`${statement}\` does not stand in ${place}`,
    page,
  }),
  ESDL2027: entry<{ readonly name: string; readonly reason: string }>({
    severity: "error",
    title: "Something that cannot be changed",
    message: ({ name, reason }) => `\`${name}\` cannot be changed here: ${reason}`,
    page,
  }),
  ESDL2028: entry<{ readonly element: string; readonly type: string }>({
    severity: "error",
    title: "Changing an element that may be missing",
    message: ({ element }) => `\`${element}\` may be missing`,
    help: ({ element }) =>
      `Say what then: \`${element} = (${element} ?? 0) + 1\`, or make sure first with \`if ….has(key)\``,
    page,
  }),
  ESDL2029: entry<{ readonly type: string }>({
    severity: "error",
    title: "An index on something without keys",
    message: ({ type }) => `${type} has no keys`,
    help: () =>
      "Maps and lists of entities are indexed by their keys; other lists have `first`, `last` and `find`",
    page,
  }),
  ESDL2030: entry<{ readonly type: string; readonly use: string }>({
    severity: "error",
    title: "Comparing what has no order",
    message: ({ type, use }) => `${use} needs an order, which ${type} does not have`,
    page,
  }),
  ESDL2031: entry<{ readonly type: string; readonly use: string }>({
    severity: "error",
    title: "Adding up what is no number",
    message: ({ type, use }) => `${use} takes numbers and durations, not ${type}`,
    page,
  }),
  ESDL2032: entry({
    severity: "error",
    title: "A call of something that is no function",
    message: () => "This cannot be called",
    page,
  }),
  ESDL2033: entry<{ readonly type: string }>({
    severity: "error",
    title: "A list or set is needed",
    message: ({ type }) => `Expected a list or a set, found ${type}`,
    page,
  }),
  ESDL2034: entry<{ readonly kind: string; readonly name: string; readonly aggregate: string }>({
    severity: "error",
    title: "Something of another aggregate",
    message: ({ kind, name, aggregate }) => `${name} is no ${kind} of ${aggregate}`,
    page,
  }),
  ESDL2035: entry({
    severity: "error",
    title: "`as actor` where no event is at hand",
    message: () => "Nobody caused this input, so there is no actor",
    page,
  }),
  ESDL2036: entry<{ readonly name: string }>({
    severity: "error",
    title: "A short form without a field of that name",
    message: ({ name }) => `There is no \`event.${name}\` that \`${name}\` could be short for`,
    page,
  }),
  ESDL2037: entry<{ readonly expected?: string }>({
    severity: "error",
    title: "Several values where one is expected",
    message: ({ expected }) =>
      expected === undefined ? "One value is expected here" : `Expected ${expected}`,
    page,
  }),
  ESDL2038: entry<{ readonly what: string }>({
    severity: "error",
    title: "Arguments partly named",
    message: ({ what }) => `The arguments of ${what} are all named or all by place`,
    page,
  }),
  ESDL2039: entry<{ readonly name: string; readonly given: number }>({
    severity: "error",
    title: "A lambda with a wrong number of parameters",
    message: ({ name, given }) => `The lambda of \`${name}\` has one parameter, not ${String(given)}`,
    page,
  }),
  ESDL2040: entry<{ readonly place: string }>({
    severity: "error",
    title: "A key where there is none",
    message: ({ place }) => `There is nothing to correlate by in ${place}`,
    page,
  }),
} as const;
