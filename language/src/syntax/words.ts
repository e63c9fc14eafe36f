/** Which words of the language may stand where: the data behind contextual keywords and recovery. */

const set = (words: string): ReadonlySet<string> => new Set(words.split(" "));

/** Need a qualifier in an expression (`event.in`); everywhere else they are names like all others. */
export const reservedWords = set("if then else and or not in matches none true false now");

/** Begin a statement, so they do not begin an assignment, unless the next token says that they must. */
export const statementWords = set("require emit let if for remove send undo");

/** Begin a declaration when a name follows, but for `public`, `external` and `scenario`, which need another look. */
export const declarationWords = set("id type enum value role function aggregate projection saga policy");

/**
 * Begin something when they begin a line and a name, number or text follows on it. Used on damaged files only: there it
 * is the likelier reading, and it keeps one mistake from swallowing what stands below it.
 */
export const anchorWords = set(
  "context uses public external id type enum value role function aggregate projection saga policy scenario " +
    "lifecycle state entity invariant unique rejection event retired command create any on snapshot get version " +
    "index query start step end after require emit let if for remove send undo add rename change adopt given when then",
);

/** Anchors that need nothing after them on their line. */
export const clauseWords = set("given when then state");

/** Begin a line that goes on with the header of the line above. */
export const continuationWords = set(
  "allow in where by becomes formerly returns sample from undo as limit order else",
);
