/**
 * One life of a process that can be stopped anywhere. Whatever it waits for stands at a gate: calls of its store, what its
 * handlers do to the world outside, and pauses. It goes on when it is let through; on which side of a call it dies, or hears
 * of a failure, is decided then. Between two gates a process touches nothing that another one can see, so that to die in
 * between is to die at one of them. What is dead never hears of anything any more.
 */
import { setImmediate as settled } from "node:timers/promises";
import type { Store, StoreSource, Unit } from "@esdl/runtime";
import type { Timing } from "../../../runtime/src/workers/timing.js";

/** What becomes of a call. */
export type Fate = "done" | "dies before" | "dies after" | "fails before" | "fails after";

/** A call, as the history tells of it. */
export interface Call {
  readonly name: string;
  readonly args: readonly unknown[];
  /** Others come first. */
  readonly isSlow?: true;
}

/** Something that may go on. */
export interface Ready {
  readonly isSlow: boolean;
  readonly go: () => Promise<void>;
}

/** Who decides, and is told. */
export interface Around {
  readonly now: () => number;
  readonly random: (below: number) => number;
  readonly fateOf: (call: Call) => Fate;
  readonly told: (life: Life, call: Call, fate: Fate) => void;
  /** A unit is in the store. */
  readonly committed: (life: Life, unit: Unit) => void;
}

/** What fails by the will of the scheduler: whoever meets it tries again. */
export class Severed extends Error {
  override readonly name = "Severed";
}

interface Pause {
  readonly due: number;
  readonly end: () => void;
}

/** What concerns only this process: it is never waited for. */
const unseen = new Set(["onCommit", "close"]);

const never = new Promise<never>(() => undefined);

export class Life {
  readonly number: number;
  readonly #around: Around;
  readonly #gates: Ready[] = [];
  readonly #pauses = new Set<Pause>();
  readonly #stores: Store[] = [];
  #isOver = false;
  /** It does not go on until then, and knows nothing of it: as a machine that is suspended. */
  frozenUntil = 0;

  constructor(number: number, around: Around) {
    this.number = number;
    this.#around = around;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** What may go on now. */
  ready(): readonly Ready[] {
    const now = this.#around.now();
    if (this.#isOver || this.frozenUntil > now) return [];
    const gates = this.#gates.map(({ isSlow }, at) => ({ isSlow, go: () => this.#pass(at) }));
    const pauses = [...this.#pauses].filter(({ due }) => due <= now);
    return [...gates, ...pauses.map((pause) => ({ isSlow: false, go: () => this.#end(pause) }))];
  }

  /** When something may go on at the latest; `undefined` when it waits for nothing. */
  get nextDue(): number | undefined {
    if (this.#isOver) return undefined;
    const dues = this.#gates.length > 0 ? [this.frozenUntil] : [...this.#pauses].map(({ due }) => due);
    return dues.length === 0 ? undefined : Math.max(this.frozenUntil, Math.min(...dues));
  }

  /** Nothing of it goes on any more. */
  end(): void {
    this.#isOver = true;
  }

  /** Lets go of what the process of the test holds for it: its connections. */
  async bury(): Promise<void> {
    this.end();
    await Promise.all(this.#stores.map((store) => store.close()));
  }

  async #pass(at: number): Promise<void> {
    const [gate] = this.#gates.splice(at, 1);
    await gate?.go();
    await settled();
  }

  async #end(pause: Pause): Promise<void> {
    this.#pauses.delete(pause);
    pause.end();
    await settled();
  }

  /** A call, which is done when it is let through; it may be the last one. */
  call<T>(call: Call, task: () => Promise<T>): Promise<T> {
    if (this.#isOver) return never;
    return new Promise<T>((resolve, reject) => {
      const go = async (): Promise<void> => {
        const fate = this.#around.fateOf(call);
        this.#around.told(this, call, fate);
        if (fate === "fails before") reject(new Severed("the line is dead"));
        if (fate === "dies before") this.end();
        if (fate.endsWith("before")) return;
        try {
          const answer = await task();
          if (fate === "done") resolve(answer);
        } catch (error) {
          if (fate === "done") reject(error instanceof Error ? error : new Error(String(error)));
        }
        if (fate === "dies after") this.end();
        if (fate === "fails after") reject(new Severed("the line is dead"));
      };
      this.#gates.push({ isSlow: call.isSlow === true, go });
    });
  }

  /** Time, as this process knows it. */
  get timing(): Timing {
    const { now, random } = this.#around;
    return {
      pause: (milliseconds, signal) =>
        new Promise((resolve) => {
          if (signal?.aborted === true) {
            resolve();
            return;
          }
          const end = (): void => {
            this.#pauses.delete(pause);
            signal?.removeEventListener("abort", end);
            resolve();
          };
          const pause = { due: now() + milliseconds, end };
          this.#pauses.add(pause);
          signal?.addEventListener("abort", end, { once: true });
        }),
      elapsed: now,
      random: () => random(1000) / 1000,
    };
  }

  /** A store as this process sees it. */
  on(source: StoreSource): StoreSource {
    return {
      open: async () => {
        const store = await this.call({ name: "open", args: [] }, () => source.open());
        this.#stores.push(store);
        const commit = async (unit: Unit) => {
          const result = await store.commit(unit);
          if (result.ok) this.#around.committed(this, unit);
          return result;
        };
        return new Proxy(store, {
          get: (of, name: string) => {
            const found: unknown = name === "commit" ? commit : Reflect.get(of, name);
            if (typeof found !== "function") return found;
            const method = (...args: readonly unknown[]): unknown => Reflect.apply(found, of, args);
            if (unseen.has(name)) return method;
            return (...args: readonly unknown[]) =>
              this.call({ name, args }, () => Promise.resolve(method(...args)));
          },
        });
      },
    };
  }
}
