/** A short text that a pattern matches, for patterns as people write them for codes and names; checked before it is given. */

export function sampleText(pattern: string): string | undefined {
  try {
    const reader = { pattern, at: 0 };
    const text = alternatives(reader);
    return reader.at === pattern.length && new RegExp(pattern, "u").test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

interface Reader {
  readonly pattern: string;
  at: number;
}

/** What is not known here; the caller gives no sample then. */
class Unknown extends Error {}

/** Characters to try inside of a class, those that people expect first. */
const candidates: readonly string[] = "A 0 a - _ . @ / x 1 Z 9 z : ; , + # * ( ) [ ] { }"
  .split(" ")
  .concat(" ");

/** The first alternative; the others are read past. */
function alternatives(reader: Reader): string {
  const first = sequence(reader);
  while (reader.pattern[reader.at] === "|") {
    reader.at++;
    sequence(reader);
  }
  return first;
}

function sequence(reader: Reader): string {
  let text = "";
  while (reader.at < reader.pattern.length && !"|)".includes(reader.pattern[reader.at] ?? "")) {
    text += atom(reader).repeat(repetitions(reader));
  }
  return text;
}

function atom(reader: Reader): string {
  const rest = reader.pattern.slice(reader.at);
  if (rest.startsWith("^") || rest.startsWith("$")) {
    reader.at++;
    return "";
  }
  if (rest.startsWith("(")) {
    const opening = /^\((?:\?:|\?<\w+>)?(?!\?)/.exec(rest);
    if (opening === null) throw new Unknown();
    reader.at += opening[0].length;
    const text = alternatives(reader);
    if (reader.pattern[reader.at] !== ")") throw new Unknown();
    reader.at++;
    return text;
  }
  const single = /^(?:\[(?:\\.|[^\]\\])*\]|\\p\{\w+\}|\\[dDwWsS.\-/\\^$*+?()[\]{}|]|\.)/.exec(rest)?.[0];
  if (single !== undefined) {
    reader.at += single.length;
    const one = new RegExp(`^${single}$`, "u");
    const found = candidates.find((character) => one.test(character));
    if (found === undefined) throw new Unknown();
    return found;
  }
  const literal = /^[^\\^$*+?()[\]{}|]/u.exec(rest)?.[0];
  if (literal === undefined) throw new Unknown();
  reader.at += literal.length;
  return literal;
}

function repetitions(reader: Reader): number {
  const found = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/.exec(reader.pattern.slice(reader.at));
  if (found === null) return 1;
  reader.at += found[0].length;
  if (found[1] !== undefined) return Math.min(Number(found[1]), 100);
  return found[0].startsWith("+") ? 1 : 0;
}
