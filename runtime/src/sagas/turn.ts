/**
 * What inputs do to the instances of one saga. A turn reads instances from the store, lets generated code react, and gathers
 * everything that follows: it is one commit, or nothing. So one input at a time changes an instance, and no send is known
 * before the state that it came from.
 *
 * The simulator has the same rules (`sagas/deliver.ts`), and tests hold the two to one another.
 */
import type { Caller, EventMeta } from "../contract.js";
import type { HandledEvent } from "../projections/definition.js";
import type { RecordWrite, Store } from "../store/port.js";
import { durationMilliseconds, esdlNamespace, uuidV5 } from "../values/index.js";
import type { Reaction, SagaContext, SagaDefinition, SagaInput } from "./definition.js";
import { eventId, instanceId, lateUndoId, sendId, sentBy } from "./ids.js";
import { system, type Ledger } from "./ledger.js";
import {
  collections,
  findKept,
  historyKey,
  writeOf,
  type Handled,
  type Instance,
  type Kept,
  type Sent,
  type SentCommand,
  type Timer,
} from "./records.js";
import { nameOf, type SentReader } from "./sent.js";

/** Generated code failed at an input: it would fail again. */
export class Unhandled extends Error {
  override readonly name = "Unhandled";
}

/** An instance is as a newer release has left it: this one cannot read it, and leaves what concerns it to that one. */
export class Newer extends Unhandled {
  readonly instance: string;
  /** The version of the saga that wrote it. */
  readonly schema: number;

  constructor(saga: string, instance: string, schema: number, version: number) {
    super(
      `${instance} was written by version ${String(schema)} of ${saga}, and this app has version ${String(version)}: ` +
        "it goes on where the newer release runs.",
    );
    this.instance = instance;
    this.schema = schema;
  }
}

/** An event as sagas and policies are given it. */
export interface Delivered {
  readonly category: string;
  readonly event: HandledEvent;
  /** The place of the stored event in its stream. */
  readonly version: number;
}

/** What came of a send. */
export interface Answer {
  readonly sent: Sent;
  /** Absent when it was accepted. */
  readonly rejection?: { readonly type: string; readonly message: string };
  /** What the handler of an external command answered. */
  readonly reply?: object;
}

export interface TurnOptions {
  readonly store: Store;
  readonly definition: SagaDefinition;
  /** The external functions of its context. */
  readonly externals: object;
  /** What is on its way. */
  readonly ledger: Ledger;
  readonly sent: SentReader;
  readonly now: Date;
  /** For how long ended instances are kept, in milliseconds. */
  readonly keptFor: number;
}

/** Where a handler's input comes from. */
interface Cause {
  readonly input: SagaInput;
  readonly correlationId: string;
  readonly id?: string;
  /** Of the event at hand: its place in the log, and who caused it. */
  readonly position?: number;
  readonly actor?: Caller;
  readonly isAnswer?: boolean;
}

/** An instance as it is now in the turn. */
interface Known extends Kept<Instance | undefined> {
  /** The last event that had concerned it before the turn. */
  readonly seen: number;
}

const placed = ({ position }: Cause): { readonly position?: number } =>
  position === undefined ? {} : { position };

export class Turn {
  readonly #options: TurnOptions;
  readonly #now: string;
  /** What was read, and what it is now. */
  readonly #instances = new Map<string, Known>();
  readonly #changed = new Set<string>();
  readonly #history = new Map<string, Handled>();

  constructor(options: TurnOptions) {
    this.#options = options;
    this.#now = options.now.toISOString();
  }

  // -------------------------------------------------------------------------------------------------- inputs

  /** An event, for every instance that it concerns. With `for`, each item of the list is an input of its own. */
  async event({ category, event, version }: Delivered): Promise<void> {
    const { definition } = this.#options;
    const correlation = definition.events[category]?.[event.type];
    if (correlation === undefined) return;
    const { correlationId, causationId, actor, streamId, position } = event.meta;
    const id = eventId(streamId, version, event.part);
    const sender = await this.#sender(causationId);
    const items = handling(() => correlation.items(event));
    for (let item = 0; item < items; item++) {
      const concerns = handling(() => correlation.concerns(event, item, sender?.key));
      for (const { key, isAwaited } of concerns) {
        const instance = instanceId(definition.name, key);
        const isAnswer = sender?.id === instance;
        const input: SagaInput = { kind: "event", on: `${category}.${event.type}`, event, item };
        const cause: Cause = { input, correlationId, id, actor, isAnswer, position };
        await this.#offer(instance, key, isAwaited, cause);
      }
    }
  }

  /** The instance whose present run sent what has this id: what an earlier run has sent is no longer its concern. */
  async #sender(causationId: string): Promise<{ readonly id: string; readonly key: unknown } | undefined> {
    const cause = sentBy(causationId);
    if (cause?.instance.startsWith(`${this.#options.definition.name}/`) !== true) return undefined;
    const instance = await this.#find(cause.instance);
    return instance?.run === cause.run ? { id: cause.instance, key: instance.key } : undefined;
  }

  async #offer(id: string, key: unknown, isAwaited: boolean, cause: Cause): Promise<void> {
    const known = await this.#find(id);
    // A log that is read again sets nothing off that it has set off before.
    if ((cause.position ?? 0) <= (this.#instances.get(id)?.seen ?? 0)) return;
    const isRunning = known !== undefined && !this.#isEnd(known.step);
    const at = isRunning ? known : this.#begun(known, key, cause);
    const reaction = this.#react(known, id, at, cause);
    if (reaction !== undefined) this.#handle(id, at, isRunning ? known.step : undefined, reaction, cause);
    else if (known !== undefined && isAwaited) this.#drop(id, { ...known, ...placed(cause) });
  }

  /** An answer to a send. What takes an accepted send back is remembered, or goes out at once after an `undo all`. */
  async answer({ sent, rejection, reply }: Answer): Promise<void> {
    const { ledger } = this.#options;
    const { id: sendOf, instance: id, run } = sent;
    const flight = ledger.find(sendOf);
    if (flight === undefined) return;
    ledger.remove(sendOf);
    if (id === undefined || sent.isUndo === true) return;
    const found = await this.#find(id);
    const known = found?.run === run ? found : undefined;
    let instance = known;
    if (rejection === undefined && flight.undo !== undefined) {
      if (flight.isUndone === true) {
        ledger.send(lateUndoId(sendOf), flight.undo, system, sent.correlationId, { isUndo: true });
      } else if (known !== undefined) {
        instance = { ...known, undos: [...known.undos, flight.undo] };
        this.#put(id, instance);
      }
    }
    // An answer to an earlier run of the key is nothing to this one.
    if (instance === undefined) return;
    const on = nameOf(sent.command);
    const input: SagaInput =
      rejection === undefined
        ? { kind: "completed", on, ...(reply === undefined ? {} : { reply }) }
        : { kind: "rejected", on, rejection };
    const cause: Cause = { input, correlationId: sent.correlationId, id: sendOf };
    const reaction = this.#isEnd(instance.step) ? undefined : this.#react(instance, id, instance, cause);
    if (reaction !== undefined) this.#handle(id, instance, instance.step, reaction, cause);
    else if (rejection !== undefined) {
      this.#put(id, { ...instance, unheard: [...instance.unheard, { command: on, ...rejection }] });
    } else if (this.#options.definition.completions.includes(on)) {
      // That a send was accepted is news only for a saga that asks for it somewhere.
      this.#drop(id, instance);
    }
  }

  /** A timer that is due. It is used up, whether or not a handler takes it. */
  async timer(id: string, timer: Timer): Promise<void> {
    const instance = await this.#without(id, timer);
    if (instance === undefined) return;
    const cause: Cause = { input: { kind: "after", on: timer.after }, correlationId: instance.correlationId };
    const reaction = this.#react(instance, id, instance, cause);
    if (reaction === undefined) this.#drop(id, instance);
    else this.#handle(id, instance, instance.step, reaction, cause);
  }

  /** A timer that generated code fails at: it is used up, and somebody must look. */
  async buryTimer(id: string, timer: Timer, error: Unhandled): Promise<void> {
    const instance = await this.#without(id, timer);
    if (instance === undefined) return;
    this.#put(id, instance);
    const { run, inputs, enteredAt } = instance;
    // A run may come to its step, and to a step with a timer of the same duration, more than once.
    const key = `${id}#${String(run)}.${String(inputs)} ${timer.after}`;
    const what = { kind: "timer", instance: id, run, timer, enteredAt } as const;
    this.#options.ledger.bury(key, error.message, what);
  }

  /** An instance as it is without one of its timers; `undefined` where an earlier input of the turn has cancelled that one. */
  async #without(id: string, { after, due }: Timer): Promise<Instance | undefined> {
    const known = await this.#find(id);
    if (known?.timers.some((timer) => timer.after === after && timer.due === due) !== true) return undefined;
    return { ...known, timers: known.timers.filter((timer) => timer.after !== after) };
  }

  /** Whether an input of this turn has changed an instance. */
  hasChanged(id: string): boolean {
    return this.#changed.has(id);
  }

  // ------------------------------------------------------------------------------------------------ handling

  #react(
    known: Instance | undefined,
    id: string,
    at: Instance,
    { input, isAnswer = false }: Cause,
  ): Reaction | undefined {
    const { definition, externals } = this.#options;
    let ids = 0;
    const cause = sendId(id, at.run, at.inputs, 0);
    const context: SagaContext = {
      key: at.key,
      now: this.#now,
      newId: () => uuidV5(esdlNamespace, `${cause} ${String(ids++)}`),
      isAnswer,
      externals,
    };
    return handling(() => definition.react(known, input, context));
  }

  /** An instance that is about to start, for the first time or anew. What it counted stays. */
  #begun(before: Instance | undefined, key: unknown, { correlationId }: Cause): Instance {
    return {
      key,
      schema: this.#options.definition.version,
      run: (before?.run ?? 0) + 1,
      step: "",
      state: {},
      timers: [],
      undos: [],
      inputs: 0,
      position: before?.position ?? 0,
      dropped: before?.dropped ?? 0,
      unheard: before?.unheard ?? [],
      correlationId,
      startedAt: this.#now,
      enteredAt: this.#now,
    };
  }

  #handle(id: string, at: Instance, from: string | undefined, reaction: Reaction, cause: Cause): void {
    const { input, correlationId, actor = system } = cause;
    const { step, state, timers, sends, undo } = reaction;
    const { sent: stored, ledger } = this.#options;
    const sentNow: string[] = [];
    let undos = at.undos;
    const sendNext = (command: SentCommand, caller: Caller, more: Partial<Sent>): void => {
      const next = sendId(id, at.run, at.inputs, sentNow.length);
      ledger.send(next, command, caller, correlationId, { instance: id, run: at.run, ...more });
      sentNow.push(next);
    };
    const undoAllAt = (index: number): void => {
      if (!undo.includes(index)) return;
      for (const command of undos.toReversed()) sendNext(command, system, { isUndo: true });
      undos = [];
      this.#undoInFlight(id, at.run);
    };
    for (const [index, { command, asActor, undo: back }] of sends.entries()) {
      undoAllAt(index);
      const more = back === undefined ? {} : { undo: stored.stamped(back) };
      sendNext(stored.stamped(command), asActor === true ? actor : system, more);
    }
    undoAllAt(sends.length);

    this.#put(id, {
      ...at,
      step,
      state,
      undos,
      inputs: at.inputs + 1,
      correlationId,
      ...ledger.traced,
      ...placed(cause),
      ...(timers === undefined
        ? {}
        : { enteredAt: this.#now, timers: timers.map((after) => ({ after, due: this.#later(after) })) }),
      ...(this.#isEnd(step) ? { endedAt: this.#now } : {}),
    });
    this.#history.set(historyKey(id, at.run, at.inputs), {
      at: this.#now,
      kind: input.kind,
      on: input.on,
      ...(cause.id === undefined ? {} : { cause: cause.id }),
      ...(from === undefined ? {} : { from }),
      to: step,
      sends: sentNow,
      correlationId,
    });
  }

  /** What is still on its way is taken back once it turns out accepted. */
  #undoInFlight(instance: string, run: number): void {
    const { ledger } = this.#options;
    for (const sent of ledger.all()) {
      if (sent.instance !== instance || sent.run !== run || sent.undo === undefined) continue;
      ledger.mark({ ...sent, isUndone: true });
    }
  }

  #drop(id: string, instance: Instance): void {
    this.#put(id, { ...instance, dropped: instance.dropped + 1 });
  }

  #later(after: string): string {
    return new Date(this.#options.now.getTime() + durationMilliseconds(after)).toISOString();
  }

  #isEnd(step: string): boolean {
    return this.#options.definition.ends.includes(step);
  }

  // ------------------------------------------------------------------------------------------------- storage

  async #find(id: string): Promise<Instance | undefined> {
    const found = this.#instances.get(id);
    if (found !== undefined) return found.value;
    const { store, definition } = this.#options;
    const kept = await findKept<Instance>(store, collections.instances(definition.name), id);
    const value = kept === undefined ? undefined : today(this.#options, id, kept.value);
    this.#instances.set(id, { value, version: kept?.version ?? 0, seen: kept?.value.position ?? 0 });
    return value;
  }

  #put(id: string, value: Instance): void {
    const { version = 0, seen = 0 } = this.#instances.get(id) ?? {};
    this.#instances.set(id, { value, version, seen });
    this.#changed.add(id);
  }

  /** What instances are now, and what they have handled. */
  writes(): readonly RecordWrite[] {
    const { definition, keptFor, now } = this.#options;
    const { name } = definition;
    const kept = new Date(now.getTime() + keptFor).toISOString();
    return [
      ...[...this.#changed].flatMap((id) => {
        const { value, version } = this.#instances.get(id) ?? { value: undefined, version: 0 };
        if (value === undefined) return [];
        const due = value.endedAt === undefined ? earliest(value.timers)?.due : kept;
        return [writeOf(collections.instances(name), id, version, value, due)];
      }),
      ...[...this.#history].map(([key, handled]) => writeOf(collections.history(name), key, 0, handled)),
    ];
  }
}

/**
 * An instance as today's definition reads it: former names of enums' members, then the steps of its versions, then defaults.
 *
 * @throws Newer where a newer release has written it
 */
export function today(
  { definition, externals }: Pick<TurnOptions, "definition" | "externals">,
  id: string,
  instance: Instance,
): Instance {
  const { name, version, upcasts = [], renames = [], defaults } = definition;
  const { schema, step } = instance;
  if (schema > version) throw new Newer(name, id, schema, version);
  const { correlationId, enteredAt: occurredAt } = instance;
  const meta: EventMeta = { occurredAt, streamId: id, correlationId, causationId: id, actor: system };
  const state = renames[schema - 1]?.(instance.state) ?? instance.state;
  const next = upcasts
    .slice(schema - 1)
    .reduce((old, upcast) => upcast(old, meta, externals), { step, state });
  return { ...instance, ...next, state: { ...defaults, ...next.state }, schema: version };
}

export const earliest = (timers: readonly Timer[]): Timer | undefined =>
  timers.reduce<Timer | undefined>(
    (first, timer) => (first === undefined || timer.due < first.due ? timer : first),
    undefined,
  );

/** Runs generated code, which throws for what no input of its kind can do anything about. */
export function handling<T>(task: () => T): T {
  try {
    return task();
  } catch (cause) {
    throw new Unhandled(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
