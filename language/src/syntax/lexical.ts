/** What is wrong with single tokens: texts without an end, wrong escapes, comments without an end, foreign characters. */
import type { LexerResult } from "langium";
import { removing, replacing, type SyntaxFix } from "./fixes.js";
import { own } from "./own.js";
import { problem, type SyntaxProblem } from "./problem.js";
import { isTerminated, unescape } from "./strings.js";
import type { Token } from "./tokens.js";
import { declarationWords } from "./words.js";

export function lexicalProblems(text: string, lexed: LexerResult): SyntaxProblem[] {
  return [
    ...lexed.errors.map(({ offset, length }) => foreign(text, offset, length)),
    ...lexed.tokens.filter(({ tokenType }) => tokenType.name === "STRING").flatMap(textProblems),
    ...lexed.hidden.flatMap((token) =>
      token.tokenType.name === "ML_COMMENT" && !/^\/\*[^]*\*\/$/.test(token.image)
        ? [problem("ESDL1009", {}, token.startOffset, token.startOffset + 2, [closing(token, text)])]
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
    [translated(text, offset, length)],
  );
}

/** Where the line below begins something, the comment ends above it; otherwise it is all comment. */
function closing({ startOffset }: Token, text: string): SyntaxFix {
  const lines = text.slice(startOffset).split("\n");
  const next = lines.findIndex((line, index) => index > 0 && begins.test(line));
  const kept = lines
    .slice(0, next < 0 ? lines.length : next)
    .join("\n")
    .trimEnd();
  const at = startOffset + kept.length;
  return { title: "Close the comment", edits: [{ start: at, end: at, text: " */" }] };
}

const begins = new RegExp(
  `^\\s*(${[...declarationWords, "public", "external", "scenario", "event", "command", "create", "on", "}"].join("|")})(\\s|$)`,
);

/** As the language has it; texts have both of their quotes changed. */
function translated(text: string, offset: number, length: number): SyntaxFix {
  const end = offset + length;
  const written = text.slice(offset, end);
  const close = text.indexOf("'", end);
  const quoted = /^'[^'\n]*$/.test(written) || written === "'";
  if (quoted && close >= 0 && !text.slice(offset, close).includes("\n"))
    return {
      title: "Write double quotes",
      edits: [
        { start: offset, end: offset + 1, text: '"' },
        { start: close, end: close + 1, text: '"' },
      ],
    };
  const here = own(translations, written);
  return here === undefined ? removing(offset, end) : replacing(offset, end, here);
}

const translations: Readonly<Record<string, string>> = { "&&": "and", "||": "or", "!": "not ", "#": "//" };

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
  if (!isTerminated(image)) {
    const end = startOffset + image.trimEnd().length;
    const fix = { title: 'Add the closing `"`', edits: [{ start: end, end, text: '"' }] };
    return [problem("ESDL1002", {}, startOffset, end, [fix])];
  }
  return unescape(image).bad.map(({ offset, text }) => {
    const at = startOffset + offset;
    const fixes =
      text.startsWith("\\") && image.includes(text) ? [replacing(at, at + text.length, `\\${text}`)] : [];
    return problem("ESDL1008", { escape: text }, at, at + text.length, fixes);
  });
}
