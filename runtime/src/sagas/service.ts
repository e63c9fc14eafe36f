/** All sagas and policies of an app: what `start` runs, and how each of them is. */
import type { Store } from "../store/port.js";
import { Failures } from "../workers/failures.js";
import type { Feed } from "../workers/feed.js";
import { whileHolding, type LeaseOptions } from "../workers/lease.js";
import { retrying, type Backoff } from "../workers/retry.js";
import type { Telemetry } from "../telemetry.js";
import type { Timing } from "../workers/timing.js";
import { carryOut, type Carrier, type CarryOptions } from "./carry.js";
import { collections, countRecords, deadLetterKey, findKept, type Checkpoint } from "./records.js";
import { Process, type Processed, type Step } from "./process.js";
import type { TargetOf } from "./lanes.js";
import type { SentReader } from "./sent.js";

export interface SagasOptions {
  readonly store: Store;
  readonly feed: Feed;
  readonly processed: readonly Processed[];
  readonly execute: CarryOptions["execute"];
  readonly carriers: ReadonlyMap<string, Carrier>;
  readonly sent: SentReader;
  readonly targetOf: TargetOf;
  readonly telemetry: Telemetry;
  readonly clock: () => Date;
  readonly timing: Timing;
  /** Tells this process from others. */
  readonly process: string;
  readonly leaseDuration: number;
  readonly backoff: Backoff;
  /** How often a send is tried before it waits for an operator. */
  readonly attempts: number;
  /** For how long ended instances are kept, in milliseconds. */
  readonly keptFor: number;
}

/** How a saga or policy is. */
export interface ProcessHealth {
  /** Its qualified name: `Sales.Checkout`. */
  readonly name: string;
  /** Whether it is a saga or a policy. */
  readonly kind: "saga" | "policy";
  /**
   * `live`: it follows the log. `parked`: an event could not be handled, and somebody must look. `elsewhere`: another process
   * does its work, or none. `stopped`: it never began.
   */
  readonly state: "live" | "parked" | "elsewhere" | "stopped";
  /** Every event up to here is handled. */
  readonly position: number;
  /** How far it is behind the end of the log, in positions: at least as many as events. */
  readonly lag: number;
  /** What failed since the app was started, and how often. */
  readonly failures: number;
  /** What failed last, for people. */
  readonly lastFailure?: string;
  /** How many commands are on their way: sent, and not answered yet. Those that wait for an operator are among them. */
  readonly inFlight: number;
  /** How many dead letters wait for an operator. */
  readonly deadLetters: number;
  /** The event that could not be handled. */
  readonly parked?: NonNullable<Checkpoint["parked"]>;
}

const leaseName = "sagas";

export class Sagas {
  readonly #options: SagasOptions;
  readonly #processes: readonly {
    readonly process: Process;
    readonly processed: Processed;
    readonly failures: Failures;
  }[];
  readonly #leaseFailures = new Failures();
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;
  #order = 0;

  constructor(options: SagasOptions) {
    this.#options = options;
    const { store, feed, clock, timing, targetOf, backoff, attempts, keptFor, sent, telemetry } = options;
    const shared = { store, feed, clock, timing, targetOf, backoff, attempts, keptFor, sent, telemetry };
    this.#processes = options.processed.map((processed) => {
      const failures = new Failures();
      const process = new Process({
        ...shared,
        processed,
        failures,
        nextOrder: () => ++this.#order,
        carry: (sent) => carryOut(sent, options),
      });
      return { process, processed, failures };
    });
  }

  /** Those that are new begin here. */
  async claim(): Promise<void> {
    for (const { process } of this.#processes) await process.claim();
  }

  /** Runs in the background, in one process of all that share the store. */
  start(): void {
    if (this.#running !== undefined || this.#processes.length === 0) return;
    const { store, clock, timing, backoff, process: holder, leaseDuration } = this.#options;
    const lease: LeaseOptions = { name: leaseName, holder, clock, timing, duration: leaseDuration };
    const onFailure = (error: unknown): void => {
      this.#leaseFailures.add(error);
    };
    this.#running = whileHolding(
      store,
      lease,
      this.#stop.signal,
      async ({ guard }, signal) => {
        await retrying(() => this.#load(), backoff, timing, signal, onFailure);
        if (signal.aborted) return;
        await Promise.all(this.#processes.map(({ process }) => process.run([guard], signal)));
      },
      onFailure,
    );
  }

  /** Lets what is being carried out come to its end. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  /** The order of sends goes on behind what is on its way. */
  async #load(): Promise<void> {
    for (const { process } of this.#processes) await process.load();
    this.#order = Math.max(this.#order, ...this.#processes.map(({ process }) => process.lastOrder));
  }

  /** Operators have changed something. */
  refresh(): void {
    for (const { process } of this.#processes) process.refresh();
  }

  definitionOf(name: string): Processed | undefined {
    return this.#options.processed.find(({ definition }) => definition.name === name);
  }

  get names(): readonly string[] {
    return this.#options.processed.map(({ definition }) => definition.name);
  }

  // ---------------------------------------------------------------------------------------------------- steps

  get processes(): readonly Process[] {
    return this.#processes.map(({ process }) => process);
  }

  /**
   * Lets everything go on by itself, one thing at a time, until there is nothing to do: events first, then what was sent, then
   * answers, then timers that are due. For tests, without `start`.
   *
   * @throws Error when something fails that would be tried again
   */
  async settle(): Promise<void> {
    await this.#load();
    const failed = this.#failed();
    for (let step = await this.#first(); step !== undefined; step = await this.#first()) {
      await step.take();
      const failure = this.#processes.map(({ failures }) => failures.last).find((last) => last !== undefined);
      if (this.#failed() > failed) throw new Error(failure?.message);
    }
  }

  #failed(): number {
    return this.#processes.reduce((sum, { failures }) => sum + failures.count, 0);
  }

  async #first(): Promise<Step | undefined> {
    const steps: Step[] = [];
    for (const { process } of this.#processes) steps.push(...(await process.steps()));
    const [first] = steps.sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.order - b.order);
    return first;
  }

  /** When the next timer is due; `undefined` when none runs. */
  async nextTimer(): Promise<string | undefined> {
    const all = await Promise.all(this.#processes.map(({ process }) => process.nextTimer()));
    const due = all.filter((one) => one !== undefined);
    return due.sort().at(0);
  }

  // --------------------------------------------------------------------------------------------------- health

  async health(): Promise<readonly ProcessHealth[]> {
    const end = await this.#options.store.logEnd();
    return Promise.all(
      this.#processes.map(async ({ process, processed, failures }): Promise<ProcessHealth> => {
        const { name } = processed.definition;
        const kept = await findKept<Checkpoint>(this.#options.store, collections.checkpoint, name);
        const position = Math.max(kept?.value.position ?? 0, process.isAtWork ? process.position : 0);
        const parked = kept?.value.parked;
        const all = [failures, this.#leaseFailures];
        const lastFailure = all
          .flatMap(({ last }) => last ?? [])
          .sort((a, b) => b.at - a.at)
          .at(0)?.message;
        return {
          name,
          kind: processed.kind,
          state:
            kept === undefined
              ? "stopped"
              : parked !== undefined
                ? "parked"
                : process.isAtWork
                  ? "live"
                  : "elsewhere",
          position,
          lag: Math.max(0, end - position),
          inFlight: process.isAtWork
            ? process.inFlight
            : await countRecords(this.#options.store, collections.sends(name)),
          deadLetters: await countRecords(this.#options.store, collections.dead, deadLetterKey(name, "")),
          failures: all.reduce((sum, { count }) => sum + count, 0),
          ...(lastFailure === undefined ? {} : { lastFailure }),
          ...(parked === undefined ? {} : { parked }),
        };
      }),
    );
  }
}

const kinds: readonly Step["kind"][] = ["event", "send", "answer", "timer"];
