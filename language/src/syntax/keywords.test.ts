/** Every word of the language may be a name. */
import { describe, expect, it } from "vitest";
import { createSyntax } from "./services.js";
import { reservedWords } from "./words.js";

const syntax = createSyntax();
const keywords = Object.keys(syntax.esdl.parser.Lexer.definition).filter((name) => /^[a-z]+$/.test(name));
/** Names that every JavaScript object has; words like all others here. */
const inherited = ["constructor", "toString", "__proto__", "hasOwnProperty", "then"];
const bare = keywords.filter((word) => !reservedWords.has(word));

const aggregate = (member: string): string => `context T\naggregate A by id: Id {\n${member}\n}\n`;

/** Places where every word may stand. */
const everywhere: Readonly<Record<string, (word: string) => string>> = {
  "a field": (word) => `context T\nvalue V {\n  ${word}: int\n  other: int\n}\n`,
  "fields on one line": (word) =>
    `context T\nvalue V { a: int ${word}: int, ${word}: int ${word}: string }\n`,
  "a field with modifiers": (word) =>
    aggregate(`state { ${word}: int personal of ${word} where it > 1 = 2 }`),
  "a state field in a status": (word) => aggregate(`state { a: int in ${word} | ${word} }`),
  "a getter": (word) => `context T\nvalue V { get ${word}: int = 1 }\n`,
  "a parameter": (word) => `context T\nfunction f(${word}: int, b: int): int = 1\n`,
  "an enum member": (word) => `context T\nenum E { a, ${word}, b ${word} }\n`,
  "an enum member on its line": (word) => `context T\nenum E {\n  ${word}\n  b\n}\n`,
  "a status": (word) => aggregate(`lifecycle ${word} -> b | ${word}, b -> ${word}`),
  "a named argument": (word) => `context T\nfunction f(): int = F(${word}: 1, a: 2)\n`,
  "a member": (word) => `context T\nfunction f(): int = event.${word} + a?.${word}.b\n`,
  "a method": (word) => `context T\nfunction f(): int = list.${word}(1)\n`,
  "an assigned field": (word) => aggregate(`on E { state.${word} = 1  state.${word} += 1 }`),
  "a bare target that is assigned": (word) => aggregate(`on E {\n  ${word} = 1\n  ${word} += event.x\n}`),
  "a local": (word) => aggregate(`command C() { let ${word} = 1 }`),
  "a loop variable": (word) => aggregate(`command C() { for ${word} in list { } }`),
  "a version step": (word) =>
    `context T\nvalue V { version 2 { add ${word} = 1 remove ${word}: int rename ${word} to ${word} change ${word} from int = 1 } }\n`,
  "an enum's history": (word) =>
    `context T\nenum E { a version 2 { rename ${word} to ${word} remove ${word} as ${word} } }\n`,
  "a step": (word) =>
    `context T\nsaga S by id: Id { start on E -> ${word} step ${word} { on E -> ${word} } end ${word} }\n`,
  "a query and an index": (word) =>
    `context T\nprojection P by k: K { index ${word} desc, ${word} query ${word}(${word}: int) }\n`,
  "a key": (word) => `context T\nprojection P by (${word}: int, b: int) { }\n`,
  "a unique field": (word) => aggregate(`unique ${word}, ${word} in ${word}`),
};

/** Places where the reserved words need a qualifier. */
const inExpressions: Readonly<Record<string, (word: string) => string>> = {
  "a bare name": (word) => `context T\nfunction f(): int = ${word} + ${word}\n`,
  "a bare argument": (word) => `context T\nfunction f(): int = F(${word}, a, ${word})\n`,
  "a receiver": (word) => `context T\nfunction f(): int = ${word}.a(${word}[1])\n`,
  "a lambda's parameter": (word) =>
    `context T\nfunction f(): int = list.map(${word} => ${word} * 2).sum((${word}, b) => b)\n`,
  "a condition": (word) =>
    aggregate(`command C() { require ${word} > 1 else R  if ${word} { emit E(${word}) } }`),
  "a short form": (word) => aggregate(`on E { a, ${word} }`),
  "a short form first": (word) => aggregate(`on E -> s { ${word}, a }`),
  "a short form on its line": (word) => aggregate(`on E {\n  a\n  ${word}\n  b\n}`),
  "a key of a handler": (word) =>
    `context T\nprojection P by k: K { on E where ${word} == 1 by ${word} update { a } }\n`,
};

it("has the words that the language page names", () => {
  expect(keywords.length).toBeGreaterThan(80);
  for (const word of reservedWords) expect(keywords).toContain(word);
});

describe.each(Object.entries(everywhere))("as %s", (_, write) => {
  it.each([...keywords, ...inherited])("%s is a name", (word) => {
    expect(syntax.parse(write(word)).problems).toEqual([]);
  });
});

describe.each(Object.entries(inExpressions))("as %s", (_, write) => {
  it.each(bare)("%s is a name", (word) => {
    expect(syntax.parse(write(word)).problems).toEqual([]);
  });
});

it.each([
  "state { f: map<string, int> personal = 3 }",
  "state { f: map<string, map<K, set<int>>>[] personal = [], personal: int = 4 }",
  "state { f: int where it > 3 personal = 4 }",
  "on E { if a < b and b > c { personal = 4 }, d = e > f, personal = 4 }",
])("`personal` before an equals sign is a modifier or a name: %s", (member) => {
  expect(syntax.parse(aggregate(member)).problems).toEqual([]);
});

it.each(["then", "else", "and", "or", "in", "matches"])("%s bare in an expression gets one hint", (word) => {
  const { problems } = syntax.parse(`context T\nfunction f(): int = 1 + ${word}\n`);
  expect(problems).toMatchObject([{ code: "ESDL1007", help: expect.stringContaining(`event.${word}`) }]);
});
