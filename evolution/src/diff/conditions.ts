/**
 * Comparing two conditions by their text: bounds with literals compare by number, whatever else is joined by `and` compares
 * as it is written.
 */

export type ConditionChange = "same" | "tighter" | "looser" | "mixed" | "unlike";

export function compareConditions(old: string | undefined, now: string | undefined): ConditionChange {
  if (old === now) return "same";
  const [before, after] = [conditionOf(old), conditionOf(now)];
  const dropped = [...before.others].some((one) => !after.others.has(one));
  const added = [...after.others].some((one) => !before.others.has(one));
  if (dropped && added) return "unlike";
  const subjects = new Set([...before.bounds.keys(), ...after.bounds.keys()]);
  let [tighter, looser] = [added, dropped];
  for (const subject of subjects) {
    const [was, is] = [before.bounds.get(subject) ?? open, after.bounds.get(subject) ?? open];
    const [low, high] = [order(is.low, was.low, -1), order(was.high, is.high, 1)];
    tighter ||= low > 0 || high > 0;
    looser ||= low < 0 || high < 0;
  }
  // Of what is compared as it is written nobody knows what it implies.
  if (tighter && looser) return dropped || added ? "unlike" : "mixed";
  return tighter ? "tighter" : looser ? "looser" : "same";
}

interface Bound {
  readonly value: string;
  readonly inclusive: boolean;
}
interface Bounds {
  readonly low?: Bound;
  readonly high?: Bound;
}
const open: Bounds = {};

interface Condition {
  readonly bounds: ReadonlyMap<string, Bounds>;
  /** What cannot be compared by number. */
  readonly others: ReadonlySet<string>;
}

const flipped: Readonly<Record<string, string>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

function conditionOf(text: string | undefined): Condition {
  const bounds = new Map<string, Bounds>();
  const others = new Set<string>();
  for (const part of text === undefined ? [] : conjuncts(text)) {
    const right = /^(\S.*?) (<=?|>=?) (-?\d+(?:\.\d+)?)$/.exec(part);
    const left = /^(-?\d+(?:\.\d+)?) (<=?|>=?) (\S.*)$/.exec(part);
    const [subject, operator, value] =
      right !== null ? right.slice(1) : left !== null ? [left[3], flipped[left[2] ?? ""], left[1]] : [];
    if (
      subject === undefined ||
      operator === undefined ||
      value === undefined ||
      / (and|or) /.test(subject)
    ) {
      others.add(part);
      continue;
    }
    const bound: Bound = { value, inclusive: operator.endsWith("=") };
    const known = bounds.get(subject) ?? open;
    const isLow = operator.startsWith(">");
    const other = isLow ? known.low : known.high;
    const kept =
      other !== undefined && order(bound, other, isLow ? -1 : 1) * (isLow ? 1 : -1) <= 0 ? other : bound;
    bounds.set(subject, isLow ? { ...known, low: kept } : { ...known, high: kept });
  }
  return { bounds, others };
}

/** Split at every `and` that stands outside of parentheses, texts and patterns. */
function conjuncts(text: string): readonly string[] {
  const parts: string[] = [];
  let [depth, begin] = [0, 0];
  const tokens =
    /"(?:\\.|[^"\\])*"|(?<=matches )\/(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\[])*\/|[([]|[)\]]| and | or |\bif\b/g;
  for (const { 0: token, index } of text.matchAll(tokens)) {
    if (token === "(" || token === "[") depth++;
    else if (token === ")" || token === "]") depth--;
    else if (depth === 0 && (token === " or " || token === "if")) return [text];
    else if (depth === 0 && token === " and ") {
      parts.push(text.slice(begin, index));
      begin = index + token.length;
    }
  }
  return [...parts, text.slice(begin)];
}

/**
 * Which of two bounds is the greater; none is the least (`side` −1, lower bounds) or the greatest (1, upper bounds). Of
 * equal ones, the exclusive lower bound is greater than the inclusive one, the exclusive upper one is less.
 */
function order(a: Bound | undefined, b: Bound | undefined, side: -1 | 1): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? side : -side;
  const difference = compareDecimals(a.value, b.value);
  if (difference !== 0 || a.inclusive === b.inclusive) return difference;
  return (a.inclusive ? 1 : -1) * side;
}

/** Exactly, however many digits there are. */
function compareDecimals(a: string, b: string): number {
  const scale = Math.max(fraction(a).length, fraction(b).length);
  const scaled = (text: string): bigint =>
    BigInt(`${text.replace(/\..*$/, "")}${fraction(text).padEnd(scale, "0")}`);
  const [first, second] = [scaled(a), scaled(b)];
  return first < second ? -1 : first > second ? 1 : 0;
}

const fraction = (text: string): string => text.split(".")[1] ?? "";
