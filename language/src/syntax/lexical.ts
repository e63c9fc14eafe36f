/** What is wrong with single tokens: texts without an end, wrong escapes, comments without an end, foreign characters. */
import type { LexerResult } from "langium";
import { own } from "./own.js";
import { problem, type SyntaxProblem } from "./problem.js";
import { isTerminated, unescape } from "./strings.js";
import type { Token } from "./tokens.js";

export function lexicalProblems(text: string, lexed: LexerResult): SyntaxProblem[] {
  return [
    ...lexed.errors.map(({ offset, length }) => foreign(text, offset, length)),
    ...lexed.tokens.filter(({ tokenType }) => tokenType.name === "STRING").flatMap(textProblems),
    ...lexed.hidden.flatMap((token) =>
      token.tokenType.name === "ML_COMMENT" && !/^\/\*[^]*\*\/$/.test(token.image)
        ? [problem("ESDL1009", {}, token.startOffset, token.startOffset + 2)]
        : [],
    ),
  ];
}

function foreign(text: string, offset: number, length: number): SyntaxProblem {
  const shown = Array.from(text.slice(offset, offset + length))
    .slice(0, 20)
    .join("");
  const hint = own(habits, shown);
  return problem(
    "ESDL1003",
    hint === undefined ? { text: shown } : { text: shown, hint },
    offset,
    offset + length,
  );
}

/** What other languages write, and what it is here. */
const habits: Readonly<Record<string, string>> = {
  "&&": "Write `and`",
  "||": "Write `or`",
  "!": "Write `not`",
  "'": "Texts stand in double quotes",
  "`": "Texts stand in double quotes",
  ";": "Nothing stands between statements but a line break or a comma",
  "#": "Comments begin with `//`",
};

function textProblems({ image, startOffset }: Token): SyntaxProblem[] {
  if (!isTerminated(image))
    return [problem("ESDL1002", {}, startOffset, startOffset + image.trimEnd().length)];
  return unescape(image).bad.map(({ offset, text }) => {
    const at = startOffset + offset;
    return problem("ESDL1008", { escape: text }, at, at + text.length);
  });
}
