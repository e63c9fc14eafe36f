/** What a writer's hand does to a text, made up at random: blanks, comments and line breaks anywhere, and single words. */
import fc from "fast-check";
import { syntax } from "../../language/src/syntax/shared.js";

const lex = (text: string) => syntax().esdl.parser.Lexer.tokenize(text);

/** A text with other things in it, most of which still parse. */
export type Mutation = (text: string) => string;

/** Before a word; how much of it, `density` says. */
const noises = [
  " ",
  "\n",
  "\n\n",
  "\n\n\n\n",
  "\r\n",
  "\t",
  "   ",
  " /* a */ ",
  "\n// b\n",
  " // c\n",
  "\n/* d\n e */\n",
  "/* f */\n",
  "/* g\n * h\n */",
  "  \n  // i\n\n",
  "\n\n// j\n\n",
  "/* 🦉 */",
];

const noise = fc
  .record({
    pieces: fc.array(fc.constantFrom(...noises), { minLength: 1, maxLength: 40 }),
    every: fc.integer({ min: 1, max: 60 }),
    from: fc.nat(1000),
  })
  .map(({ pieces, every, from }): Mutation => (text) => {
    let [at, done] = [from, 0];
    const parts: string[] = [];
    for (const { startOffset, image, tokenType } of lex(text).tokens) {
      // A pattern stands right behind its word.
      const isHit = ++at % every === 0 && tokenType.name !== "REGEX";
      parts.push(text.slice(done, startOffset), isHit ? (pieces[at % pieces.length] ?? "") : "", image);
      done = startOffset + image.length;
    }
    return parts.join("") + text.slice(done);
  });

const reflow = fc
  .array(fc.constantFrom(" ", "  ", "\n", "\t ", "\r\n", "\n\n"), { minLength: 3, maxLength: 40 })
  .map((gaps): Mutation => (text) => {
    let [at, done] = [0, 0];
    const parts: string[] = [];
    for (const { startOffset, image } of lex(text).tokens) {
      const gap = text.slice(done, startOffset);
      const isFree = gap !== "" && gap.trim() === "";
      parts.push(isFree && ++at % 3 === 0 ? (gaps[at % gaps.length] ?? gap) : gap, image);
      done = startOffset + image.length;
    }
    return parts.join("") + text.slice(done);
  });

/** One word less, twice, or in the place of the one behind it. */
const word = fc
  .record({
    how: fc.constantFrom("less", "twice", "swapped"),
    place: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ how, place }): Mutation => (text) => {
    const { tokens } = lex(text);
    const index = Math.min(Math.floor(tokens.length * place), tokens.length - 2);
    const [one, two] = [tokens[index], tokens[index + 1]];
    if (one === undefined || two === undefined) return text;
    const end = one.startOffset + one.image.length;
    const [before, after] = [text.slice(0, one.startOffset), text.slice(end)];
    if (how === "less") return before + after;
    if (how === "twice") return `${before}${one.image} ${one.image}${after}`;
    const rest = text.slice(two.startOffset + two.image.length);
    return before + two.image + text.slice(end, two.startOffset) + one.image + rest;
  });

export const mutation: fc.Arbitrary<Mutation> = fc.oneof(noise, reflow, word);

/** The words and comments in their order, without commas and the blanks inside of comments. */
export function contents(text: string): readonly string[] {
  const { tokens, hidden } = lex(text);
  return [...tokens, ...hidden]
    .sort((a, b) => a.startOffset - b.startOffset)
    .map(({ image }) =>
      image
        .split(/\r?\n/)
        .map((line) => line.trim())
        .join("\n"),
    )
    .filter((image) => image !== ",");
}
