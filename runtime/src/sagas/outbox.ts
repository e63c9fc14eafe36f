/**
 * What a saga or policy has sent and not yet taken the answer of. It is carried out beside the turns, in the order of its
 * lanes; what comes of it waits here until a turn has taken it.
 */
import { SpanKind } from "@opentelemetry/api";
import { failed, traced, traceparentOf, type Telemetry } from "../telemetry.js";
import type { Carried } from "./carry.js";
import { firstOfLanes, type TargetOf } from "./lanes.js";
import type { Ledger } from "./ledger.js";
import type { Kept, Sent } from "./records.js";
import { nameOf } from "./sent.js";

export interface OutboxOptions {
  readonly process: string;
  readonly clock: () => Date;
  readonly nextOrder: () => number;
  readonly carry: (sent: Sent) => Promise<Carried>;
  readonly targetOf: TargetOf;
  readonly telemetry: Telemetry;
  /** Something has come of a send. */
  readonly wake: () => void;
}

/** What came of a send, and when among the others. */
export interface Result {
  readonly order: number;
  readonly traceparent: string | undefined;
  readonly carried: Carried;
}

/** How many sends are on their way at once. */
const atOnce = 32;

export class Outbox {
  readonly #options: OutboxOptions;
  #sends = new Map<string, Kept<Sent>>();
  readonly #results = new Map<string, Result>();
  readonly #executing = new Map<string, Promise<void>>();

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** By their ids. */
  get sends(): ReadonlyMap<string, Kept<Sent>> {
    return this.#sends;
  }

  /** The highest order of what is on its way. */
  get lastOrder(): number {
    return Math.max(0, ...[...this.#sends.values()].map(({ value }) => value.order));
  }

  hasSendsOf(instance: string): boolean {
    return [...this.#sends.values()].some(({ value }) => value.instance === instance);
  }

  /** What came of sends, until a turn has taken it. */
  results(): readonly Result[] {
    return [...this.#results.values()];
  }

  /** When sends are to be looked at. */
  dues(): readonly string[] {
    return [...this.#sends.values()].flatMap(({ due }) => (due === undefined ? [] : [due]));
  }

  /** When the next send is to be looked at that nobody carries out now. */
  nextDue(): string | undefined {
    return [...this.#sends.values()]
      .flatMap(({ value, due }) => (due === undefined || this.#executing.has(value.id) ? [] : [due]))
      .sort()
      .at(0);
  }

  /** What the store has of it takes the place of what was known. */
  load(sends: Map<string, Kept<Sent>>): void {
    this.#sends = sends;
    for (const id of this.#results.keys()) if (!sends.has(id)) this.#results.delete(id);
  }

  /** What was committed is known here too. */
  follow(changed: Ledger["changed"]): void {
    for (const [id, { sent, due }] of changed) {
      const version = (this.#sends.get(id)?.version ?? 0) + 1;
      this.#results.delete(id);
      if (sent === undefined) this.#sends.delete(id);
      else this.#sends.set(id, { value: sent, version, ...(due === undefined ? {} : { due }) });
    }
  }

  /** Carries out what may be carried out now, beside everything else. */
  pump(): void {
    for (const sent of this.ready()) {
      if (this.#executing.size >= atOnce) return;
      void this.start(sent);
    }
  }

  /** What may be carried out now. */
  ready(): readonly Sent[] {
    const { clock, targetOf } = this.#options;
    const now = clock().toISOString();
    // What failed keeps its place: a turn says when it is tried again.
    const isAnswered = (id: string): boolean => {
      const result = this.#results.get(id);
      return result !== undefined && "answer" in result.carried;
    };
    return firstOfLanes(this.#sends.values(), isAnswered, targetOf)
      .filter(
        ({ value: { id }, due }) =>
          due !== undefined && due <= now && !this.#executing.has(id) && !this.#results.has(id),
      )
      .map(({ value }) => value);
  }

  start(sent: Sent): Promise<void> {
    const carrying = this.#carry(sent);
    this.#executing.set(sent.id, carrying);
    return carrying;
  }

  /** Resolves when nothing is under way any more. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#executing.values());
  }

  async #carry(sent: Sent): Promise<void> {
    const result = await this.#carrying(sent);
    this.#executing.delete(sent.id);
    // Where another process has dealt with it meanwhile, no turn would take what came of it here.
    if (this.#sends.has(sent.id)) this.#results.set(sent.id, { ...result, order: this.#options.nextOrder() });
    this.#options.wake();
  }

  /** In a span of its own, which the answer follows from. */
  #carrying(sent: Sent): Promise<Omit<Result, "order">> {
    const { process, telemetry, carry } = this.#options;
    const command = nameOf(sent.command);
    const attributes = {
      "esdl.process": process,
      "esdl.command": command,
      "esdl.command_id": sent.id,
      "esdl.correlation_id": sent.correlationId,
      "esdl.attempt": sent.attempts + 1,
    };
    const kind = "external" in sent.command ? SpanKind.CLIENT : SpanKind.PRODUCER;
    const span = { name: `send ${command}`, kind, attributes, parent: sent.traceparent };
    return traced(telemetry, span, async (begun) => {
      const carried = await carry(sent);
      const outcome = outcomeOf(carried);
      if ("failure" in carried) failed(begun, new Error(carried.failure));
      telemetry.sends.add(1, { "esdl.process": process, "esdl.command": command, "esdl.outcome": outcome });
      begun.setAttribute("esdl.outcome", outcome);
      return { carried, traceparent: traceparentOf(begun) };
    });
  }
}

const outcomeOf = (carried: Carried): "accepted" | "rejected" | "failed" => {
  if ("failure" in carried) return "failed";
  return carried.answer.rejection === undefined ? "accepted" : "rejected";
};
