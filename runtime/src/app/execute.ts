/**
 * The effects around a decision: look into the inbox, load, decide, commit; again when another process was faster.
 */
import { SpanKind, type Span } from "@opentelemetry/api";
import type {
  AggregateDefinition,
  Caller,
  CommandContext,
  EventLike,
  EventMeta,
  Rejection,
  RejectionLike,
} from "../contract.js";
import { CommandIdReused, UnknownAggregate } from "../errors.js";
import type { EventCodec, RecordedMeta } from "../store/codec.js";
import type { AtPosition } from "../projections/inline.js";
import type {
  Appended,
  CommitResult,
  Derivation,
  InboxEntry,
  NewEvent,
  Refusal,
  SnapshotContent,
  Store,
  StoredEvent,
  Unit,
} from "../store/port.js";
import { copyValue } from "../values/index.js";
import { traced, traceparentOf, type Telemetry } from "../telemetry.js";
import type { Timing } from "../workers/timing.js";
import type { Cache } from "./cache.js";
import { decideOn, invalidInput, parseInput, takenRejection, type Change } from "./decide.js";
import type { Lanes } from "./lanes.js";
import type { Served } from "./modules.js";
import { keepOutcome, keptOutcome, type KeptOutcome, type Outcome, type RecordedEvent } from "./outcome.js";
import { partId, partsOf, type EventReader } from "./reading.js";
import { passesSnapshot, rehydrate, type Loaded } from "./rehydrate.js";
import { readRequest, type ExecuteOptions, type Request } from "./request.js";

/** What execution needs of its app. */
export interface Engine {
  readonly store: Store;
  readonly codec: EventCodec;
  readonly served: ReadonlyMap<string, Served>;
  readonly lanes: Lanes;
  readonly cache: Cache<Loaded>;
  readonly clock: () => Date;
  readonly newId: () => string;
  readonly timing: Timing;
  readonly telemetry: Telemetry;
  /** How often a conflict is tried again. */
  readonly retries: number;
  /** What a unit writes besides that appends these events to a stream of a category: rows of inline projections. */
  readonly derivation: (category: string, events: readonly AtPosition[]) => Promise<Derivation | undefined>;
}

const conflict: Rejection<"Conflict"> = {
  type: "Conflict",
  message: "Others keep changing it at the same time; try again",
  data: {},
};

/** A command that is known to be one, on its way. */
interface Task extends Served {
  readonly engine: Engine;
  readonly request: Request;
  readonly stream: string;
  readonly command: { readonly type: string; readonly data: object };
  readonly commandId: string;
  readonly fingerprint: string;
  readonly span: Span;
}

const asGiven = (input: unknown): unknown => input;

/**
 * See `App.execute`.
 *
 * @param today what the input is read as: what was sent by an earlier release is known again as it was sent
 */
export async function execute(
  engine: Engine,
  command: unknown,
  options: ExecuteOptions,
  today: (input: unknown) => unknown = asGiven,
): Promise<Outcome> {
  const request = readRequest(command, options);
  if (!("aggregate" in request)) {
    const { commandId } = options;
    return rejected(typeof commandId === "string" ? commandId : engine.newId(), invalidInput(request));
  }
  const served = engine.served.get(request.aggregate);
  if (served === undefined) throw unknownAggregate(engine, request.aggregate);
  const { aggregate } = request;
  const attributes = { "esdl.aggregate": aggregate };
  return traced(
    engine.telemetry,
    { name: `execute ${aggregate}`, kind: SpanKind.INTERNAL, attributes },
    async (span) => {
      const outcome = await settled(engine, served, request, today, span);
      told(engine.telemetry, request, outcome, span);
      return outcome;
    },
  );
}

/** What came of a command, to whoever watches. Names that came from outside are told of only where they mean something. */
function told(
  { commands }: Telemetry,
  { aggregate, type, correlationId }: Request,
  outcome: Outcome,
  span: Span,
): void {
  const result = !outcome.ok ? outcome.rejection.type : outcome.events.length > 0 ? "accepted" : "unchanged";
  const isKnown = outcome.ok || outcome.rejection.type !== "Invalid";
  const attributes = {
    "esdl.aggregate": aggregate,
    ...(isKnown ? { "esdl.command": type } : {}),
    "esdl.outcome": result,
  };
  commands.add(1, attributes);
  if (!span.isRecording()) return;
  if (isKnown) span.updateName(`execute ${aggregate}.${type}`);
  span.setAttributes({
    ...attributes,
    "esdl.command_id": outcome.commandId,
    "esdl.correlation_id": correlationId ?? outcome.commandId,
    ...(outcome.ok
      ? { "esdl.stream": outcome.streamId, "esdl.events": outcome.events.map(({ type: event }) => event) }
      : {}),
  });
}

async function settled(
  engine: Engine,
  served: Served,
  request: Request,
  today: (input: unknown) => unknown,
  span: Span,
): Promise<Outcome> {
  const commandId = request.commandId ?? engine.newId();
  const { fingerprint } = request;

  // Before the input is judged: a rule that was tightened since does not change a first answer.
  if (request.commandId !== undefined && fingerprint !== undefined) {
    const entry = await engine.store.findCommand(commandId);
    if (entry !== undefined) return answerAgain(engine, served, entry, fingerprint);
  }
  const parsed = parseInput(served.definition, request.type, today(request.input));
  if (!parsed.ok) return rejected(commandId, invalidInput(parsed.problems));
  if (fingerprint === undefined) return rejected(commandId, invalidInput(request.problems));

  const stream = streamOf(served, parsed.data);
  const task: Task = {
    ...served,
    engine,
    request,
    stream,
    command: { type: request.type, data: parsed.data },
    commandId,
    fingerprint,
    span,
  };
  return engine.lanes.run(stream, () => settle(task));
}

function streamOf({ definition }: Served, data: object): string {
  return `${definition.name}-${String(Reflect.get(data, definition.identity))}`;
}

function unknownAggregate({ served }: Engine, name: string): UnknownAggregate {
  const known = [...served.keys()].join(", ");
  return new UnknownAggregate(
    `The app has no aggregate ${JSON.stringify(name.slice(0, 200))}; its modules bring ${known === "" ? "none" : known}.`,
  );
}

/** Tries until the outcome is settled, or the retries are used up. */
async function settle(task: Task): Promise<Outcome> {
  const { retries, timing } = task.engine;
  for (let attempt = 0; ; attempt++) {
    const outcome = await attemptOnce(task);
    if (outcome !== "conflict") return outcome;
    task.engine.telemetry.conflicts.add(1, { "esdl.aggregate": task.definition.name });
    task.span.addEvent("esdl.conflict");
    if (attempt >= retries) return rejected(task.commandId, conflict);
    // The first retry comes at once; from the second on the stream is contended, and those who contend spread out.
    if (attempt > 0) await timing.pause(timing.random() * Math.min(2 ** attempt, 100));
  }
}

async function attemptOnce(task: Task): Promise<Outcome | "conflict"> {
  const { engine, definition, stream } = task;
  const before = await rehydrate(engine.store, engine.codec, engine.cache, task, stream);
  const context = contextOf(task);
  const meta = metaOf(task, context);
  const verdict = decideOn(definition, before.state, task.command, context, meta);
  if (!verdict.ok) return answerRejected(task, before, verdict.rejection);
  if (verdict.change.events.length === 0) return answerUnchanged(task, before);

  const { change } = verdict;
  const metas = change.events.map((): RecordedMeta => ({ ...meta, id: engine.newId() }));
  const result = await committed(task, unitOf(task, before, change, metas), change, metas);
  if (!result.ok) return answerRefused(task, before, result.refusal);
  const { version, position } = only(result.appends);
  engine.cache.set(stream, { state: change.state, version, position });
  return {
    ok: true,
    commandId: task.commandId,
    streamId: stream,
    version,
    position,
    events: recordedOf(definition, change.events, metas, version, position),
  };
}

/** Commits, with the rows of inline projections. @throws ProjectionFailed when one of them cannot apply an event */
async function committed(
  { engine, definition, stream }: Task,
  unit: Unit,
  { events }: Change,
  metas: readonly RecordedMeta[],
): Promise<CommitResult> {
  const id = stream.slice(definition.name.length + 1);
  const handled = events.map(({ type, data }, index): AtPosition => {
    const meta = metas[index];
    if (meta === undefined) throw new TypeError("an event without an envelope");
    return (position) => ({ type, data, id, part: 0, meta: { ...meta, position } });
  });
  const derivation = await engine.derivation(definition.name, handled);
  return engine.store.commit(derivation === undefined ? unit : { ...unit, derivation });
}

function contextOf({ engine, request, externals, commandId }: Task): CommandContext {
  return {
    now: engine.clock().toISOString(),
    newId: engine.newId,
    caller: request.caller,
    correlationId: request.correlationId ?? commandId,
    causationId: commandId,
    externals,
  };
}

function metaOf(
  { stream, span }: Task,
  { now, correlationId, causationId, caller }: CommandContext,
): EventMeta {
  const { id, roles, system } = caller;
  const actor: Caller = { id, roles: [...roles], ...(system === true ? { system } : {}) };
  const traceparent = traceparentOf(span);
  return {
    occurredAt: now,
    streamId: stream,
    correlationId,
    causationId,
    actor,
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}

function unitOf(task: Task, before: Loaded, change: Change, metas: readonly RecordedMeta[]): Unit {
  const { definition, stream } = task;
  const version = before.version + change.events.length;
  const events = change.events.map((event, index) => encode(task, event, metas[index]));
  const append = { stream, category: definition.name, expected: before.version, events };
  const takesSnapshot = passesSnapshot(definition.snapshotEvery, before.version, version);
  return {
    appends: [takesSnapshot ? { ...append, snapshot: snapshotOf(definition, change) } : append],
    inbox: inboxEntry(task, { ok: true, stream, version, events: events.length }),
    claims: change.claims,
    releases: change.releases,
  };
}

function snapshotOf({ logic }: AggregateDefinition, { state }: Change): SnapshotContent {
  return { logic, state: JSON.stringify(state) };
}

function encode({ engine, definition }: Task, event: EventLike, meta: RecordedMeta | undefined): NewEvent {
  const known = Object.hasOwn(definition.events, event.type) ? definition.events[event.type] : undefined;
  if (known === undefined || meta === undefined) {
    throw new TypeError(`${definition.name} emitted ${event.type}, which it does not declare`);
  }
  return engine.codec.encode({ type: event.type, schema: known.version, data: event.data, meta });
}

function inboxEntry({ commandId, fingerprint }: Task, outcome: KeptOutcome): InboxEntry {
  return { commandId, fingerprint, outcome: keepOutcome(outcome) };
}

/** Copies, since the state that was folded from the events may share parts of them, and is cached. */
function recordedOf(
  definition: AggregateDefinition,
  events: readonly EventLike[],
  metas: readonly RecordedMeta[],
  version: number,
  position: number,
): RecordedEvent[] {
  return events.flatMap(({ type, data }, index) => {
    const meta = metas[index];
    const schema = definition.events[type]?.version ?? 1;
    const back = events.length - 1 - index;
    // One commit appends its events without a gap between them.
    return meta === undefined
      ? []
      : [
          {
            version: version - back,
            position: position - back,
            part: 0,
            type,
            data: copyValue(data),
            meta,
            stored: { type, version: schema },
          },
        ];
  });
}

// ------------------------------------------------------------------------------------------------ answers

/** An id that `execute` made up is nobody's to repeat: there is nothing to keep then. */
async function keepAnswer(task: Task, outcome: KeptOutcome): Promise<Outcome | undefined> {
  if (task.request.commandId === undefined) return undefined;
  const result = await task.engine.store.commit({ inbox: inboxEntry(task, outcome) });
  if (result.ok) return undefined;
  return result.refusal.kind === "duplicate"
    ? answerAgain(task.engine, task, result.refusal.entry, task.fingerprint)
    : undefined;
}

async function answerRejected(task: Task, before: Loaded, rejection: RejectionLike): Promise<Outcome> {
  const { position } = before;
  return (
    (await keepAnswer(task, { ok: false, position, rejection })) ??
    rejected(task.commandId, rejection, position)
  );
}

async function answerUnchanged(task: Task, before: Loaded): Promise<Outcome> {
  const { commandId, stream: streamId } = task;
  const { version, position } = before;
  const first = await keepAnswer(task, { ok: true, stream: streamId, version, events: 0 });
  return first ?? { ok: true, commandId, streamId, version, position, events: [] };
}

async function answerRefused(task: Task, before: Loaded, refusal: Refusal): Promise<Outcome | "conflict"> {
  switch (refusal.kind) {
    case "duplicate":
      return answerAgain(task.engine, task, refusal.entry, task.fingerprint);
    case "conflict":
    case "stale":
      return "conflict";
    case "taken":
      return answerRejected(task, before, takenRejection(task.definition, refusal.key));
  }
}

/** The first answer to a command that came again. */
async function answerAgain(
  engine: Engine,
  { reader }: Served,
  entry: InboxEntry,
  fingerprint: string,
): Promise<Outcome> {
  const { commandId } = entry;
  if (entry.fingerprint !== fingerprint) throw new CommandIdReused(commandId);
  const kept = keptOutcome(entry.outcome);
  if (!kept.ok) return rejected(commandId, kept.rejection, kept.position);
  const { stream, version } = kept;
  // The last event is read also when none was recorded: its position is the answer's.
  const after = Math.max(0, version - Math.max(kept.events, 1));
  const stored = await engine.store.readStream(stream, after, version - after);
  return {
    ok: true,
    commandId,
    streamId: stream,
    version,
    position: stored.at(-1)?.position ?? 0,
    events: kept.events === 0 ? [] : stored.flatMap((event) => recorded(engine.codec, reader, event)),
  };
}

/** A stored event as its readers see it: the events that it is today. */
export function recorded(
  codec: EventCodec,
  reader: EventReader,
  event: StoredEvent,
): readonly RecordedEvent[] {
  const { version, position, type, schema } = event;
  const stored = { type, version: schema };
  const meta = codec.decodeMeta(event);
  return partsOf(reader, codec, event, meta).map(({ type: today, data, part }) => ({
    version,
    position,
    part,
    type: today,
    data,
    meta: part === 0 ? meta : { ...meta, id: partId(meta.id, part) },
    stored,
  }));
}

function rejected(commandId: string, rejection: RejectionLike, position = 0): Outcome {
  return { ok: false, commandId, position, rejection };
}

function only(appends: readonly Appended[]): Appended {
  const [append] = appends;
  if (append === undefined) throw new TypeError("the store committed an append and does not say where");
  return append;
}
