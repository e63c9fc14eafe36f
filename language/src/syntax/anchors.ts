/** Keywords that begin a line of a damaged file begin what they say, and are no names. Runs in place. */
import { own } from "./own.js";
import { isWord } from "./structure.js";
import type { Token, TokenType } from "./tokens.js";
import { isWordKeyword } from "./tokens.js";
import { anchorWords, clauseWords } from "./words.js";

const introduced: ReadonlySet<string> = new Set(["WHOLE", "DECIMAL", "DURATION", "STRING"]);

/** `keywords` are the token types that are keywords and nothing else, by their text. Answers whether there were any. */
export function anchor(tokens: readonly Token[], keywords: Readonly<Record<string, TokenType>>): boolean {
  let isAny = false;
  tokens.forEach((token, index) => {
    if (!anchorWords.has(token.image) || !isWordKeyword(token.tokenType)) return;
    if (tokens[index - 1]?.endLine === token.startLine || !introduces(token, tokens[index + 1])) return;
    const type = own(keywords, token.image);
    if (type?.tokenTypeIdx === undefined) return;
    token.tokenType = type;
    token.tokenTypeIdx = type.tokenTypeIdx;
    isAny = true;
  });
  return isAny;
}

/** What follows a word that is a name, and no keyword that begins its line. */
const goesOn: ReadonlySet<string> = new Set([".", "?.", ",", ":", "=", "+=", "-=", "[", "}"]);

const sameLine = (token: Token, after: Token | undefined): Token | undefined =>
  after?.startLine === token.endLine ? after : undefined;

function introduces(token: Token, after: Token | undefined): boolean {
  // `state.total = 0` begins a statement, `state,` names a member.
  if (clauseWords.has(token.image) && !goesOn.has(sameLine(token, after)?.image ?? "")) return true;
  if (after === undefined || after.startLine !== token.endLine) return false;
  return isWord(after) || introduced.has(after.tokenType.name);
}
