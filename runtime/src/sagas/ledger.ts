/** The sends of one saga or policy during a turn: what is on its way, what no longer is, and what somebody has to look at. */
import type { Caller } from "../contract.js";
import type { RecordWrite } from "../store/port.js";
import {
  collections,
  deadLetterKey,
  writeOf,
  type DeadLetter,
  type Kept,
  type Sent,
  type SentCommand,
} from "./records.js";

/** Who acts where nobody is named. */
export const system: Caller = { id: "system", roles: [], system: true };

export interface LedgerOptions {
  /** The saga or policy. */
  readonly process: string;
  /** What was on its way before, by id. */
  readonly sends: ReadonlyMap<string, Kept<Sent>>;
  /** An instant. */
  readonly now: string;
  /** The order of the next send. */
  readonly nextOrder: () => number;
}

/** A send that is other than it was, and when it is to be looked at; without one it is no longer on its way. */
export interface Changed {
  readonly sent?: Sent;
  /** Absent: not before an operator has looked. */
  readonly due?: string;
}

export class Ledger {
  readonly #options: LedgerOptions;
  readonly #changed = new Map<string, Changed>();
  readonly #dead = new Map<string, DeadLetter>();
  /** The `traceparent` of the input at hand, where it is traced. */
  traceparent: string | undefined;

  constructor(options: LedgerOptions) {
    this.#options = options;
  }

  get changed(): ReadonlyMap<string, Changed> {
    return this.#changed;
  }

  find(id: string): Sent | undefined {
    return this.#changed.has(id) ? this.#changed.get(id)?.sent : this.#options.sends.get(id)?.value;
  }

  /** Everything that is on its way. */
  *all(): Generator<Sent> {
    for (const id of new Set([...this.#options.sends.keys(), ...this.#changed.keys()])) {
      const sent = this.find(id);
      if (sent !== undefined) yield sent;
    }
  }

  send(
    id: string,
    command: SentCommand,
    caller: Caller,
    correlationId: string,
    more: Partial<Sent> = {},
  ): void {
    const { now, nextOrder } = this.#options;
    const plain = { id, order: nextOrder(), command, caller, correlationId, sentAt: now, attempts: 0 };
    this.put({ ...plain, ...this.traced, ...more }, now);
  }

  /** For what follows from the input at hand. */
  get traced(): { readonly traceparent?: string } {
    return this.traceparent === undefined ? {} : { traceparent: this.traceparent };
  }

  put(sent: Sent, due?: string): void {
    this.#changed.set(sent.id, { sent, ...(due === undefined ? {} : { due }) });
  }

  /** Changes what is known of a send, and not when it is looked at. */
  mark(sent: Sent): void {
    const { sends } = this.#options;
    const known = this.#changed.get(sent.id) ?? sends.get(sent.id);
    this.put(sent, known?.due);
  }

  remove(id: string): void {
    this.#changed.set(id, {});
  }

  /** Leaves something for an operator. */
  bury(id: string, reason: string, what: Buried): void {
    const { process, now: since } = this.#options;
    this.#dead.set(deadLetterKey(process, id), { process, reason, since, ...what });
  }

  writes(): readonly RecordWrite[] {
    const { process, sends } = this.#options;
    const collection = collections.sends(process);
    const dead = [...this.#dead].map(([key, letter]) => ({
      collection: collections.dead,
      key,
      value: JSON.stringify(letter),
    }));
    return [...this.#changed]
      .flatMap(([id, { sent, due }]): readonly RecordWrite[] => {
        const version = sends.get(id)?.version ?? 0;
        if (sent !== undefined) return [writeOf(collection, id, version, sent, due)];
        return version === 0 ? [] : [{ collection, key: id, expected: version }];
      })
      .concat(dead);
  }
}

type Buried = DeadLetter extends infer Letter
  ? Letter extends DeadLetter
    ? Omit<Letter, "process" | "reason" | "since">
    : never
  : never;
