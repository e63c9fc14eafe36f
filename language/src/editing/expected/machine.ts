/**
 * Reads tokens as the grammar does, all ways of reading them at once, and says what may come next. Where the parser decides
 * and goes on, this keeps whatever is still possible: keywords that may also be names have more than one reading.
 *
 * Stacks are shared and numbered, so that equal sets of readings are one object that remembers its successors: after some
 * lines of warming up a token costs one look into a map.
 */
import type { GraphState, Rule, Terminal } from "./graph.js";

/** The rules that are being read, innermost first. */
export interface Frame {
  readonly id: number;
  readonly type: string;
  readonly property?: string;
  readonly then: GraphState;
  readonly outer: Frame | undefined;
}

/** One way to go on. */
export interface Option {
  readonly terminal: Terminal;
  readonly frame: Frame | undefined;
  readonly then: GraphState;
}

export interface Frontier {
  readonly options: readonly Option[];
  readonly after: Map<string, Frontier | null>;
}

/** What one token can be read as. */
export interface TokenClass {
  /** Tokens with one key are read alike. */
  readonly key: string;
  readonly fits: (terminal: Terminal) => boolean;
}

export interface Machine {
  readonly start: Frontier;
  /** What may stand after the first item of a file. */
  readonly items: Frontier;
  /** What may come after `token`; undefined where it cannot stand. */
  step(from: Frontier, token: TokenClass): Frontier | undefined;
}

/** So many sets of readings are kept; a file of usual shape needs some hundreds. */
const kept = 50_000;

/** `item`: the keyword and the names of the shortest item of a file. */
export function createMachine(entry: Rule, item: readonly string[]): Machine {
  const frames = new Map<string, Frame>();
  const frontiers = new Map<string, Frontier>();
  let count = 0;

  const push = (outer: Frame | undefined, { type, property, then }: GraphState["calls"][number]): Frame => {
    const key = `${then.id} ${outer?.id ?? -1}`;
    let frame = frames.get(key);
    if (frame === undefined) {
      frame = { id: count++, type, ...(property === undefined ? {} : { property }), then, outer };
      frames.set(key, frame);
    }
    return frame;
  };

  /** Everything that can be read from these places, through rules that begin and end there. */
  const close = (places: readonly { state: GraphState; frame: Frame | undefined }[]): Frontier => {
    const seen = new Set<string>();
    const options = new Map<string, Option>();
    const open = [...places];
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      const { state, frame } = place;
      const key = `${state.id} ${frame?.id ?? -1}`;
      if (seen.has(key)) continue;
      seen.add(key);
      for (const next of state.skips) open.push({ state: next, frame });
      for (const call of state.calls) open.push({ state: call.rule.start, frame: push(frame, call) });
      state.reads.forEach(({ terminal, then }, index) =>
        options.set(`${key} ${index}`, { terminal, frame, then }),
      );
      if (state.isEnd && frame !== undefined) open.push({ state: frame.then, frame: frame.outer });
    }
    const key = [...options.keys()].sort().join();
    let frontier = frontiers.get(key);
    if (frontier === undefined) {
      frontier = { options: [...options.values()], after: new Map() };
      frontiers.set(key, frontier);
    }
    return frontier;
  };

  const start = close([{ state: entry.start, frame: undefined }]);
  const step: Machine["step"] = (from, token) => {
    const known = from.after.get(token.key);
    if (known !== undefined) return known ?? undefined;
    if (frontiers.size > kept) {
      // What was reached so far stays true; it only is no longer shared.
      frames.clear();
      frontiers.clear();
      start.after.clear();
    }
    const taken = from.options.filter(({ terminal }) => token.fits(terminal));
    const next = taken.length === 0 ? null : close(taken.map(({ then, frame }) => ({ state: then, frame })));
    from.after.set(token.key, next);
    return next ?? undefined;
  };
  const items = item.reduce((before, key) => {
    const after = step(before, { key: `=${key}`, fits: ({ keyword, name }) => (keyword ?? name) === key });
    if (after === undefined) throw new Error(`The grammar has no item ${item.join(" ")}`);
    return after;
  }, start);
  return { start, items, step };
}
