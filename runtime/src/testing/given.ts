/** `given(…).when(…).then(…)` on one aggregate: pure, without a store and without waiting. */
import type {
  BuiltInRejection,
  Caller,
  CommandLike,
  EventLike,
  EventMeta,
  RejectionLike,
} from "../contract.js";
import { decideWith } from "../deciding.js";
import { copyValue } from "../values/index.js";
import { beginning } from "./clock.js";
import type { Expected, Nothing, RejectionOf, StateIs } from "./expectations.js";
import { judge } from "./failure.js";
import { seededIds } from "./ids.js";
import { system } from "./callers.js";
import type { CurrentEvent, ExpectedEvent, GeneratedAggregate, Partly } from "./types.js";

/** What may come with a command. */
export interface Asking<Externals = unknown> {
  /** Who asks; the system unless given, which passes every `allow`. */
  readonly caller?: Caller;
  /** The time of the command; the beginning of 2026 unless given. */
  readonly now?: string;
  /** The external functions of the context, where the command calls some. */
  readonly externals?: Externals;
}

/** A test of one aggregate, begun with its history: ask for commands, then say what is expected. */
export interface Given<
  State extends object,
  Event extends EventLike,
  Rejected extends RejectionLike,
  Externals,
> {
  /** Asks for a command; several go in a row. */
  when(command: CommandLike, asking?: Asking<Externals>): Given<State, Event, Rejected, Externals>;
  /**
   * Judges what came of it. Events that are named are all that happened, in this order; members of their data that are
   * left out are not compared. A rejection that is not expected fails.
   *
   * @throws ExpectationError when it is not so
   */
  then(...expected: readonly Expectation<State, Event, Rejected>[]): void;
}

/** An event, `rejected(…)`, `nothing` or `state(…)`. */
export type Expectation<State extends object, Event extends EventLike, Rejected extends RejectionLike> =
  ExpectedEvent<Event> | RejectionOf<Rejected | BuiltInRejection> | Nothing | StateIs<Partly<State>>;

/**
 * Begins a test of one aggregate with its history.
 *
 * @example
 * given(Account, Account.AccountOpened({ iban, owner, overdraft: "50" }))
 *   .when(Account.Withdraw({ accountId, amount: "20" }))
 *   .then({ type: "MoneyWithdrawn", data: { amount: "20" } });
 */
export function given<
  State extends object,
  Event extends EventLike,
  Rejected extends RejectionLike,
  Externals,
>(
  aggregate: GeneratedAggregate<State, Event, Rejected, Externals>,
  ...history: readonly CurrentEvent<Event>[]
): Given<State, Event, Rejected, Externals>;
export function given(
  aggregate: GeneratedAggregate,
  ...history: readonly EventLike[]
): Given<object, EventLike, RejectionLike, unknown> {
  return playing(aggregate, history, []);
}

interface Asked {
  readonly command: CommandLike;
  readonly asking: Asking;
}

function playing(
  aggregate: GeneratedAggregate,
  history: readonly EventLike[],
  asked: readonly Asked[],
): Given<object, EventLike, RejectionLike, unknown> {
  return {
    when(command, asking = {}) {
      if (command.aggregate !== aggregate.definition.name) {
        throw new TypeError(
          `${command.type} is a command of ${command.aggregate}, not of ${aggregate.definition.name}; scenario(…) plays several aggregates`,
        );
      }
      return playing(aggregate, history, [...asked, { command, asking }]);
    },
    then(...expected) {
      play(aggregate, history, asked, expected);
    },
  };
}

function play(
  { definition }: GeneratedAggregate,
  history: readonly EventLike[],
  asked: readonly Asked[],
  expected: readonly Expectation<object, EventLike, RejectionLike>[],
): void {
  const newId = seededIds();
  const id: unknown = asked[0] && Reflect.get(asked[0].command.data, definition.identity);
  const stream = `${definition.name}-${typeof id === "string" || typeof id === "number" ? String(id) : ""}`;
  const metaAt = (occurredAt: string, { id: actor, roles }: Caller): EventMeta => {
    const cause = newId();
    return {
      occurredAt,
      streamId: stream,
      correlationId: cause,
      causationId: cause,
      actor: { id: actor, roles },
    };
  };
  let state: object | undefined;
  for (const event of history) {
    state = definition.apply(
      state,
      copyValue({ type: event.type, data: event.data }),
      metaAt(beginning, system),
    );
  }
  const before = copyValue(state);
  const events: EventLike[] = [];
  const commands = asked.map(({ command, asking: { caller = system, now = beginning, externals = {} } }) => {
    const { type, data } = command;
    const meta = metaAt(now, caller);
    const { correlationId, causationId } = meta;
    const context = { now, newId, caller, correlationId, causationId, externals };
    const decision = decideWith(definition, state, { type, data }, context);
    if (!decision.ok) return { type, data, rejection: decision.rejection };
    for (const event of decision.events) {
      state = definition.apply(state, copyValue(event), meta);
      events.push(event);
    }
    return { type, data };
  });
  judge(
    {
      commands,
      events: new Map([[stream, events]]),
      before: new Map([[stream, before]]),
      after: new Map([[stream, state]]),
      rows: new Map(),
      steps: new Map(),
    },
    placed(expected, stream),
  );
}

/** Expectations with their stream. Events are expected together, since they are all that may happen. */
function placed(
  expected: readonly Expectation<object, EventLike, RejectionLike>[],
  stream: string,
): readonly Expected[] {
  const events: { readonly type: string; readonly data?: object }[] = [];
  const others: Expected[] = [];
  for (const one of expected) {
    if (!("kind" in one)) events.push(one);
    else if (one.kind !== "stateIs") others.push(one);
    else others.push({ kind: "state", stream, state: one.state });
  }
  return events.length === 0 ? others : [{ kind: "events", stream, events }, ...others];
}
