/**
 * Finds regular expressions that a backtracking matcher can take exponential time for: those in which some text can be
 * read around a loop in two different ways, so that every further repetition doubles the work.
 *
 * The pattern becomes an automaton with one state per character class (Glushkov's construction). A loop is ambiguous when
 * a state can come back to itself along two different ways on one text: then the pair automaton has a cycle through
 * (q, q) and some (p, r) with p ≠ r. Two equal edges, as `(a*)*` has them, count as two ways. Bounded repetitions are
 * written out while they are small and taken as unbounded when they are not.
 */
import { overlap, parsePattern, type CharSet, type Pattern } from "./parse.js";

/** Above this many repetitions, `{n,m}` is as bad as `*`. */
const manyTimes = 9;
/** Automata above this size are built with every bounded repetition as a loop, which keeps them small. */
const manyStates = 150;

/** Whether matching `source` (flag `u`) can take exponential time. False for what is not a regular expression. */
export function isCatastrophic(source: string): boolean {
  const parsed = parsePattern(source);
  if (parsed === undefined) return false;
  return [parsed.main, ...parsed.inner].some((pattern) => {
    const exact = automaton(pattern, manyTimes);
    const small = exact.sets.length <= manyStates ? exact : automaton(pattern, 1);
    return isAmbiguous(small);
  });
}

interface Automaton {
  /** What each state reads. */
  readonly sets: readonly CharSet[];
  /** From each state, how many ways lead to each next one. */
  readonly next: readonly Map<number, number>[];
}

interface Part {
  readonly nullable: boolean;
  readonly first: readonly number[];
  readonly last: readonly number[];
}

function automaton(pattern: Pattern, unroll: number): Automaton {
  const sets: CharSet[] = [];
  const next: Map<number, number>[] = [];
  const connect = (from: readonly number[], to: readonly number[]): void => {
    for (const state of from) {
      const ways = next[state];
      for (const target of to) ways?.set(target, (ways.get(target) ?? 0) + 1);
    }
  };
  const nothing: Part = { nullable: true, first: [], last: [] };

  const join = (left: Part, right: Part): Part => {
    connect(left.last, right.first);
    return {
      nullable: left.nullable && right.nullable,
      first: left.nullable ? [...left.first, ...right.first] : left.first,
      last: right.nullable ? [...left.last, ...right.last] : right.last,
    };
  };
  const loop = (item: Part, min: number): Part => {
    connect(item.last, item.first);
    return { ...item, nullable: min === 0 || item.nullable };
  };
  const build = (at: Pattern): Part => {
    switch (at.kind) {
      case "set": {
        const state = sets.push(at.set) - 1;
        next.push(new Map());
        return { nullable: false, first: [state], last: [state] };
      }
      case "sequence":
        return at.items.reduce<Part>((left, item) => join(left, build(item)), nothing);
      case "choice": {
        const parts = at.items.map(build);
        return {
          nullable: parts.some((part) => part.nullable),
          first: parts.flatMap((part) => part.first),
          last: parts.flatMap((part) => part.last),
        };
      }
      case "repeat":
        return repeat(at.item, at.min, at.max);
    }
  };
  const repeat = (item: Pattern, min: number, max: number | undefined): Part => {
    if (max === 0) return nothing;
    if (max === 1) {
      const part = build(item);
      return { ...part, nullable: min === 0 || part.nullable };
    }
    if (max === undefined || max > unroll) return loop(build(item), min);
    let whole = nothing;
    for (let count = 0; count < max; count++) {
      const part = build(item);
      whole = join(whole, { ...part, nullable: count >= min || part.nullable });
    }
    return whole;
  };
  build(pattern);
  return { sets, next };
}

/** Whether a cycle of the pair automaton leads through an equal and an unequal pair, or along a double edge. */
function isAmbiguous({ sets, next }: Automaton): boolean {
  const count = sets.length;
  const inCycle = components(count, (state) => [...(next[state]?.keys() ?? [])]);
  for (let state = 0; state < count; state++)
    for (const [target, ways] of next[state] ?? [])
      if (ways > 1 && inCycle[state] === inCycle[target]) return true;

  const disjoint = sets.map((set) => sets.map((other) => overlap(set, other)));
  const successors = (pair: number): readonly number[] => {
    const found: number[] = [];
    const [left, right] = [Math.floor(pair / count), pair % count];
    for (const a of next[left]?.keys() ?? [])
      for (const b of next[right]?.keys() ?? []) if (disjoint[a]?.[b] === true) found.push(a * count + b);
    return found;
  };
  const component = components(count * count, successors);
  const equal = new Set(sets.map((_, state) => component[state * count + state]));
  for (let pair = 0; pair < count * count; pair++)
    if (Math.floor(pair / count) !== pair % count && equal.has(component[pair])) return true;
  return false;
}

/** The strongly connected component of each node (Tarjan, without recursion). */
function components(count: number, successors: (node: number) => readonly number[]): readonly number[] {
  const index = new Array<number>(count).fill(-1);
  const low = new Array<number>(count).fill(0);
  const component = new Array<number>(count).fill(-1);
  const stack: number[] = [];
  let counter = 0;
  for (let root = 0; root < count; root++) {
    if (index[root] !== -1) continue;
    const work: { readonly node: number; readonly rest: number[] }[] = [];
    const enter = (node: number): void => {
      index[node] = low[node] = counter++;
      stack.push(node);
      work.push({ node, rest: [...successors(node)] });
    };
    enter(root);
    for (let top = work.at(-1); top !== undefined; top = work.at(-1)) {
      const { node, rest } = top;
      const target = rest.pop();
      if (target !== undefined) {
        if (index[target] === -1) enter(target);
        else if (component[target] === -1) low[node] = Math.min(low[node] ?? 0, index[target] ?? 0);
        continue;
      }
      work.pop();
      const parent = work.at(-1);
      if (parent !== undefined) low[parent.node] = Math.min(low[parent.node] ?? 0, low[node] ?? 0);
      if (low[node] !== index[node]) continue;
      for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
        component[member] = node;
        if (member === node) break;
      }
    }
  }
  return component;
}
