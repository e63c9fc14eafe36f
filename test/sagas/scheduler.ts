/**
 * A process that can be stopped anywhere. Every call that it makes on its store waits at a gate, and a seed decides which of
 * those that wait goes on next, whether it dies there, and on which side of the call; so every interleaving and every place to
 * die can be met again. What is dead never hears of anything any more; another process begins on what the store has.
 */
import { setImmediate as settled } from "node:timers/promises";
import type { StoreSource } from "@esdl/runtime";

/** Random numbers of a seed: the same ones each time (mulberry32). */
export function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/**
 * What makes no difference to when somebody dies: pages of the log are shared by all who read it, so that one who looks on from
 * outside would wait for one that waits at a gate.
 */
const untold = new Set(["onCommit", "close", "readLog", "logEnd"]);

const never = new Promise<never>(() => undefined);

/** One life of a process. */
export class Life {
  readonly #random: (below: number) => number;
  /** The calls that wait, each with what lets it go on. */
  readonly #gates: (() => void)[] = [];
  /** After so many calls it dies; never when absent. */
  #left: number;
  #isOver = false;
  /** Calls go through at once, and are not counted: for those who look on from outside. */
  #isOpen = false;

  constructor(random: (below: number) => number, dies: boolean) {
    this.#random = random;
    this.#left = dies ? 1 + random(60) : Number.POSITIVE_INFINITY;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  get waiting(): number {
    return this.#gates.length;
  }

  /** Lets one of those that wait go on, as far as it can. */
  async release(): Promise<void> {
    const [go] = this.#gates.splice(this.#random(this.#gates.length), 1);
    go?.();
    await settled();
  }

  /** Looks on from outside. */
  async openly<T>(look: () => Promise<T>): Promise<T> {
    this.#isOpen = true;
    try {
      return await look();
    } finally {
      this.#isOpen = false;
    }
  }

  /** A call, which may be the last one, done or not. */
  async call<T>(task: () => Promise<T>): Promise<T> {
    if (this.#isOver) return never;
    if (this.#isOpen) return task();
    await new Promise<void>((resolve) => this.#gates.push(resolve));
    if (this.#over()) return never;
    this.#left--;
    if (this.#left > 0) return task();
    const isDone = this.#random(2) === 0;
    this.#isOver = true;
    if (isDone) await task();
    return never;
  }

  #over(): boolean {
    return this.#isOver;
  }

  /** A store as this process sees it. */
  on(source: StoreSource): StoreSource {
    return {
      open: async () => {
        const store = await source.open();
        return new Proxy(store, {
          get: (of, name: string) => {
            const found: unknown = Reflect.get(of, name);
            if (typeof found !== "function") return found;
            const method = (...args: readonly unknown[]): unknown => Reflect.apply(found, of, args);
            if (untold.has(name)) return method;
            return (...args: readonly unknown[]) => this.call(() => Promise.resolve(method(...args)));
          },
        });
      },
    };
  }
}
