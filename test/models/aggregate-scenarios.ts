/**
 * Plays scenarios of one aggregate (`for Order`) on generated code: an oracle that knows nothing of how the code was made.
 * What is given is read as the runtime reads what is stored, in the version that the scenario says.
 */
import {
  baseOf,
  lookup,
  type Argument,
  type Expr,
  type Model,
  type Ref,
  type ScenarioDecl,
} from "@esdl/language/model";
import {
  decideWith,
  type AggregateDefinition,
  type Caller,
  type EventLike,
  type RejectionLike,
  type StoredEvent,
} from "@esdl/runtime";
import { jsonCodec } from "../../runtime/src/store/codec.js";
import { eventReader, partsOf } from "../../runtime/src/app/reading.js";
import { uuidFromName } from "@esdl/runtime/values";
import { basesOf, constant, record, type Values } from "./constants.js";

const bare = (ref: Ref): string => ref.slice(ref.lastIndexOf(".") + 1);

export function isPlayable({ subject }: ScenarioDecl): boolean {
  return subject !== undefined;
}

/** What happened: new events, the rejections, and the state after all. */
interface Played {
  readonly events: readonly EventLike[];
  readonly rejected: readonly RejectionLike[];
  readonly state: object | undefined;
}

export function play(model: Model, scenario: ScenarioDecl, definition: AggregateDefinition): Played {
  const bases = basesOf(model);
  const identity = identityOf(model, definition.name);
  let now = Date.parse("2026-01-01T00:00:00.000Z");
  let state: object | undefined;
  const apply = (event: EventLike): void => {
    state = definition.apply(
      state,
      event,
      metaAt(new Date(now).toISOString(), `${definition.name}-${String(identity)}`),
    );
  };
  const externals = samples(model, bases);
  const reader = eventReader(definition, externals);
  for (const { event, version, args } of scenario.given) {
    const type = bare(event);
    const current = (definition.events[type] ?? definition.retired?.[type])!.version;
    const stored: StoredEvent = {
      stream: `${definition.name}-${String(identity)}`,
      category: definition.name,
      version: 1,
      position: 1,
      type,
      schema: version ?? current,
      data: JSON.stringify(record(args, bases)),
      meta: JSON.stringify(metaAt(new Date(now).toISOString(), "")),
    };
    for (const part of partsOf(reader, jsonCodec, stored)) apply(part);
  }

  const events: EventLike[] = [];
  const rejected: RejectionLike[] = [];
  for (const action of scenario.when) {
    if (action.kind === "after") {
      now += milliseconds(action.duration);
      continue;
    }
    const data = { [definition.identity]: identity, ...record(action.call.args, bases) };
    const context = {
      now: new Date(now).toISOString(),
      newId: () => uuidFromName(`new ${String(events.length)}`),
      caller: callerOf(action.as),
      correlationId: "",
      causationId: "",
      externals,
    };
    const decision = decideWith(definition, state, { type: bare(action.call.command), data }, context);
    if (!decision.ok) rejected.push(decision.rejection);
    else
      for (const event of decision.events) {
        apply(event);
        events.push(event);
      }
  }
  return { events, rejected, state };
}

/** What is expected, as data that `toMatchObject` understands: what is left out is not compared. */
export function expected(model: Model, scenario: ScenarioDecl): object {
  const bases = basesOf(model);
  const events = scenario.then.flatMap((outcome) =>
    outcome.kind === "events"
      ? outcome.events.map(({ event, args }) => ({ type: bare(event), data: record(args, bases) }))
      : [],
  );
  const saysEvents = scenario.then.some(({ kind }) => kind === "events" || kind === "nothing");
  const rejected = scenario.then.flatMap((outcome) =>
    outcome.kind === "rejected" ? [{ type: bare(outcome.rejection), data: record(outcome.args, bases) }] : [],
  );
  // What is computed of a state is no part of it.
  const getters = lookup(model).aggregates.get(scenario.subject ?? "")?.state.getters ?? [];
  const isStored = ({ name }: Argument): boolean => !getters.some((getter) => getter.name === name);
  const [state] = scenario.then.flatMap((outcome) =>
    outcome.kind === "state" ? [record(outcome.args.filter(isStored), bases)] : [],
  );
  return { ...(saysEvents ? { events } : {}), rejected, ...(state === undefined ? {} : { state }) };
}

/** Texts for identities that are no uuids; the first that the `matches` of the identity's type lets through is taken. */
const madeUp = ["made up", "dev-1", "2026-01", "ABC-1", "9780000000001", "A01", "2-014"];

function identityOf(model: Model, name: string): string | number | boolean {
  const identity = model.contexts
    .flatMap(({ aggregates }) => aggregates)
    .find(({ ref }) => ref === name)?.identity;
  if (identity === undefined) throw new Error(`there is no ${name}`);
  const { type } = identity;
  const base = baseOf(type, lookup(model));
  if (base.kind === "scalar" && base.name === "int") return 1;
  if (base.kind === "scalar" && base.name === "bool") return true;
  const brand =
    type.kind === "brand"
      ? model.contexts.flatMap(({ brands }) => brands).find(({ ref }) => ref === type.ref)
      : undefined;
  const patterns = patternsIn(brand?.where).map((source) => new RegExp(source, "u"));
  const text = madeUp.find((candidate) => patterns.every((pattern) => pattern.test(candidate)));
  const value = constant({ kind: "literal", type, value: text ?? "made up" }, basesOf(model));
  if (typeof value !== "string") throw new Error(`the identity of ${name} is no text`);
  return value;
}

function patternsIn(condition: Expr | undefined): readonly string[] {
  if (condition?.kind === "matches") return [condition.source];
  return condition?.kind === "logical" ? [...patternsIn(condition.left), ...patternsIn(condition.right)] : [];
}

function callerOf(as: { readonly role: Ref; readonly id?: string } | undefined): Caller {
  if (as === undefined) return { id: "system", roles: [], system: true };
  return { id: uuidFromName(as.id ?? bare(as.role)), roles: [bare(as.role)] };
}

const metaAt = (occurredAt: string, streamId: string) => ({
  occurredAt,
  streamId,
  correlationId: "",
  causationId: "",
  actor: { id: "system", roles: [] },
});

/** What stands in for external functions. */
const samples = (model: Model, bases: Values): object => {
  const all = Object.fromEntries(
    model.contexts.flatMap(({ functions }) =>
      functions.flatMap(({ name, sample }) =>
        sample === undefined ? [] : [[name, () => constant(sample, bases)] as const],
      ),
    ),
  );
  // Code of one context may call functions of another, which are under its name.
  return { ...all, ...Object.fromEntries(model.contexts.map(({ name }) => [name, all])) };
};

/** The length of a canonical duration. */
export function milliseconds(duration: string): number {
  const [, days = "0", hours = "0", minutes = "0", seconds = "0"] =
    /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(duration) ?? [];
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60_000 + Number(seconds) * 1000;
}
