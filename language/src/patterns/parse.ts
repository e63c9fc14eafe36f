/** Reads a regular expression (flag `u`) into the little that deciding its cost needs. */

/** Sorted, disjoint ranges of code points, ends inclusive. */
export type CharSet = readonly (readonly [from: number, to: number])[];

export type Pattern =
  | { readonly kind: "set"; readonly set: CharSet }
  | { readonly kind: "sequence"; readonly items: readonly Pattern[] }
  | { readonly kind: "choice"; readonly items: readonly Pattern[] }
  /** `max` undefined: any number. */
  | {
      readonly kind: "repeat";
      readonly item: Pattern;
      readonly min: number;
      readonly max: number | undefined;
    };

const last = 0x10ffff;
export const anything: CharSet = [[0, last]];
const empty: Pattern = { kind: "sequence", items: [] };

/**
 * Parses `source`. Anchors and word boundaries count as empty, and so do look-arounds (their insides are returned beside
 * the pattern, as they run on their own) and back-references. Undefined when it is not a regular expression.
 */
export function parsePattern(
  source: string,
): { readonly main: Pattern; readonly inner: readonly Pattern[] } | undefined {
  try {
    new RegExp(source, "u");
  } catch {
    return undefined;
  }
  const chars = Array.from(source);
  const inner: Pattern[] = [];
  let at = 0;
  const take = (text: string): boolean => {
    if (chars.slice(at, at + text.length).join("") !== text) return false;
    at += text.length;
    return true;
  };
  const until = (end: string): string => {
    const start = at;
    while (at < chars.length && chars[at] !== end) at++;
    at++;
    return chars.slice(start, at - 1).join("");
  };

  const choice = (): Pattern => {
    const items = [sequence()];
    while (take("|")) items.push(sequence());
    const [only] = items;
    return items.length === 1 && only !== undefined ? only : { kind: "choice", items };
  };
  const sequence = (): Pattern => {
    const items: Pattern[] = [];
    while (at < chars.length && chars[at] !== "|" && chars[at] !== ")") items.push(quantified(atom()));
    return { kind: "sequence", items };
  };
  const quantified = (item: Pattern): Pattern => {
    const bounds = quantifier();
    if (bounds === undefined) return item;
    take("?");
    return quantified({ kind: "repeat", item, ...bounds });
  };
  const quantifier = (): { readonly min: number; readonly max: number | undefined } | undefined => {
    if (take("*")) return { min: 0, max: undefined };
    if (take("+")) return { min: 1, max: undefined };
    if (take("?")) return { min: 0, max: 1 };
    if (!take("{")) return undefined;
    const [min = "", max] = until("}").split(",");
    return { min: Number(min), max: max === undefined ? Number(min) : max === "" ? undefined : Number(max) };
  };
  const atom = (): Pattern => {
    const char = chars[at++];
    switch (char) {
      case "(":
        return group();
      case "[":
        return { kind: "set", set: classSet() };
      case ".":
        return {
          kind: "set",
          set: complement(
            normalise([
              [10, 10],
              [13, 13],
              [0x2028, 0x2029],
            ]),
          ),
        };
      case "^":
      case "$":
        return empty;
      case "\\":
        return escapeAtom();
      default:
        return { kind: "set", set: single(char?.codePointAt(0) ?? 0) };
    }
  };
  const group = (): Pattern => {
    const aside = take("?=") || take("?!") || take("?<=") || take("?<!");
    if (!aside && !take("?:") && take("?<")) until(">");
    const content = choice();
    take(")");
    if (!aside) return content;
    inner.push(content);
    return empty;
  };
  const escapeAtom = (): Pattern => {
    const char = chars[at] ?? "";
    if (char === "b" || char === "B") {
      at++;
      return empty;
    }
    if (/[1-9]/.test(char)) {
      while (/[0-9]/.test(chars[at] ?? "")) at++;
      return empty;
    }
    if (take("k<")) {
      until(">");
      return empty;
    }
    return { kind: "set", set: escapeSet() };
  };
  /** After a backslash. */
  const escapeSet = (): CharSet => {
    const char = chars[at++] ?? "";
    const named = classes[char];
    if (named !== undefined) return named;
    const negated = classes[char.toLowerCase()];
    if (negated !== undefined) return complement(negated);
    if (char === "p" || char === "P") {
      take("{");
      until("}");
      // Which characters these are does not matter much: taken for any, it may warn once too often, never too seldom.
      return anything;
    }
    if (char === "u") return single(unicodeEscape());
    if (char === "x") return single(hex(2));
    if (char === "c") return single((chars[at++]?.codePointAt(0) ?? 0) % 32);
    return single(controls[char] ?? char.codePointAt(0) ?? 0);
  };
  const hex = (digits: number): number => {
    const text = chars.slice(at, at + digits).join("");
    at += digits;
    return Number.parseInt(text, 16);
  };
  const unicodeEscape = (): number => {
    if (take("{")) return Number.parseInt(until("}"), 16);
    const high = hex(4);
    if (high < 0xd800 || high > 0xdbff || chars[at] !== "\\" || chars[at + 1] !== "u") return high;
    at += 2;
    return (high - 0xd800) * 0x400 + (hex(4) - 0xdc00) + 0x10000;
  };
  const classSet = (): CharSet => {
    const negate = take("^");
    const ranges: (readonly [number, number])[] = [];
    while (at < chars.length && chars[at] !== "]") {
      const from = classMember();
      if (chars[at] === "-" && chars[at + 1] !== "]" && from.length === 1) {
        at++;
        const to = classMember();
        ranges.push([from[0]?.[0] ?? 0, to.at(-1)?.[1] ?? last]);
      } else ranges.push(...from);
    }
    at++;
    const set = normalise(ranges);
    return negate ? complement(set) : set;
  };
  const classMember = (): CharSet => {
    if (take("\\")) return take("b") ? single(8) : escapeSet();
    return single(chars[at++]?.codePointAt(0) ?? 0);
  };

  return { main: choice(), inner };
}

const single = (code: number): CharSet => [[code, code]];

export function normalise(ranges: readonly (readonly [number, number])[]): CharSet {
  const merged: [number, number][] = [];
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const before = merged.at(-1);
    if (before !== undefined && from <= before[1] + 1) before[1] = Math.max(before[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

function complement(set: CharSet): CharSet {
  const rest: (readonly [number, number])[] = [];
  let next = 0;
  for (const [from, to] of set) {
    if (from > next) rest.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= last) rest.push([next, last]);
  return rest;
}

export const overlap = (a: CharSet, b: CharSet): boolean =>
  a.some(([from, to]) => b.some(([start, end]) => from <= end && start <= to));

const classes: Readonly<Record<string, CharSet>> = {
  d: [[48, 57]],
  w: [
    [48, 57],
    [65, 90],
    [95, 95],
    [97, 122],
  ],
  s: [
    [9, 13],
    [32, 32],
    [160, 160],
    [0x1680, 0x1680],
    [0x2000, 0x200a],
    [0x2028, 0x2029],
    [0x202f, 0x202f],
    [0x205f, 0x205f],
    [0x3000, 0x3000],
    [0xfeff, 0xfeff],
  ],
};
const controls: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, v: 11, f: 12, "0": 0 };
