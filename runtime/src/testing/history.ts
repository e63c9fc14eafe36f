/**
 * What must hold for whatever is asked of an aggregate, for property tests: give these functions what a library such as
 * fast-check makes up.
 */
import type {
  BuiltInRejection,
  Caller,
  CommandContext,
  CommandLike,
  EventLike,
  EventMeta,
  RejectionLike,
} from "../contract.js";
import { canonicalJson, copyValue, type Problem } from "../values/index.js";
import { beginning } from "./clock.js";
import { ExpectationError } from "./failure.js";
import { seededIds } from "./ids.js";
import { shown } from "./match.js";
import { system } from "./callers.js";
import type { GeneratedAggregate, GeneratedDecider } from "./types.js";

/** What `checkHistory` may be told. */
export interface HistoryOptions<Externals = unknown> {
  /** Who asks for each of the commands; the system unless given. */
  readonly callers?: readonly Caller[];
  /** The external functions of the context, where commands call some. */
  readonly externals?: Externals;
}

/** What came of a history. */
export interface LivedHistory<State, Event, Rejected> {
  /** The state at the end; `undefined`: it never came to be. */
  readonly state: State | undefined;
  /** All events that were recorded, in order. */
  readonly events: readonly Event[];
  /** All rejections, in order. */
  readonly rejections: readonly Rejected[];
}

/**
 * Has an aggregate decide on one command after the other, and checks after each what must always hold: the decision is the
 * same one again, no invariant is broken, the fold in place and the pure `evolve` lead to the same state, none of them
 * changes what it was given, and the state and the events survive being stored and read back.
 *
 * @throws ExpectationError when something of it does not hold
 */
export function checkHistory<
  State extends object,
  Event extends EventLike,
  Command extends CommandLike,
  Rejected extends RejectionLike,
  Externals,
>(
  aggregate: GeneratedDecider<State, Event, Command, Rejected, Externals>,
  commands: readonly Command[],
  options: HistoryOptions<Externals> = {},
): LivedHistory<State, Event, Rejected | BuiltInRejection> {
  const { definition } = aggregate;
  const lived: { readonly event: Event; readonly meta: EventMeta }[] = [];
  const rejections: (Rejected | BuiltInRejection)[] = [];
  let pure: State | undefined;
  let inPlace: State | undefined;
  for (const [at, command] of commands.entries()) {
    const asked = `${command.type} ${shown(command.data)}, command ${String(at + 1)} of ${String(commands.length)}`;
    const caller = options.callers?.[at] ?? system;
    const decide = (): ReturnType<typeof aggregate.decide> =>
      aggregate.decide(pure, command, contextOf(at, caller, options.externals as Externals));
    const decision = decide();
    same(decision, decide(), `${asked}, is decided differently the second time`);
    if (!decision.ok) {
      rejections.push(decision.rejection);
      continue;
    }
    for (const event of decision.events) {
      const meta = metaOf(definition, command, at, caller);
      pure = deepFrozen(aggregate.evolve(pure, deepFrozen(event), meta));
      inPlace = definition.apply(inPlace, copyValue(event), meta);
      lived.push({ event, meta });
      none(definition.events[event.type]?.check(event.data) ?? [], `${asked}, emits a bad ${event.type}`);
    }
    same(inPlace, pure, `After ${asked}, the fold in place and evolve differ`);
    if (pure !== undefined) none(definition.violations(pure), `After ${asked}, the state breaks a rule`);
  }
  let read: State | undefined;
  for (const { event, meta } of lived) read = definition.apply(read, stored(event), meta);
  same(read, pure, "The state that is read back from stored events is another");
  same(pure && stored(pure), pure, "The state is not what is read back from a snapshot");
  return { state: pure, events: lived.map(({ event }) => event), rejections };
}

/**
 * Reads input as a command's, and checks what must always hold of a reader: it leaves the input as it was, says what is
 * wrong with it or answers plain JSON, and what it answers it reads as the same again.
 *
 * @returns the input in canonical form, or `undefined` when it was refused
 * @throws ExpectationError when something of it does not hold
 */
export function checkInput(
  { definition }: GeneratedAggregate,
  command: string,
  input: unknown,
): object | undefined {
  const reader = Object.hasOwn(definition.commands, command) ? definition.commands[command] : undefined;
  if (reader === undefined) throw new TypeError(`${definition.name} has no command ${command}`);
  const before = JSON.stringify(input);
  const problems: Problem[] = [];
  const data = reader.parse(input, problems);
  same(JSON.stringify(input), before, `The input of ${command} was changed by reading it`);
  if (data === undefined || problems.length > 0) {
    if (problems.length === 0)
      fail(`The input of ${command} is refused without a problem`, "a problem", problems);
    return undefined;
  }
  const again: Problem[] = [];
  same(stored(data), data, `The input of ${command} is read as something that is no plain JSON`);
  same(reader.parse(data, again), data, `The canonical input of ${command} has another canonical form`);
  none(again, `The canonical input of ${command} is refused`);
  return data;
}

// ------------------------------------------------------------------------------------------------ support

/** What a command is decided with. @param at its place in the history */
export function contextOf<Externals>(
  at: number,
  caller: Caller,
  externals: Externals,
): CommandContext<Externals> {
  const newId = seededIds(`command ${String(at)}`);
  return { now: beginning, newId, caller, correlationId: newId(), causationId: newId(), externals };
}

export function metaOf(
  { name, identity }: GeneratedAggregate["definition"],
  { data }: CommandLike,
  at: number,
  { id, roles }: Caller,
): EventMeta {
  const cause = seededIds(`command ${String(at)}`)();
  const streamId = `${name}-${String(Reflect.get(data, identity))}`;
  return { occurredAt: beginning, streamId, correlationId: cause, causationId: cause, actor: { id, roles } };
}

function same(actual: unknown, expected: unknown, what: string): void {
  const [one, other] = [actual, expected].map((value) => (value === undefined ? "" : canonicalJson(value)));
  if (one !== other) fail(what, expected, actual);
}

function none(problems: readonly Problem[], what: string): void {
  if (problems.length === 0) return;
  fail([`${what}:`, ...problems.map(({ path, message }) => `  ${path} ${message}`)].join("\n"), [], problems);
}

function fail(what: string, expected: unknown, actual: unknown): never {
  throw new ExpectationError(what, expected, actual);
}

/** As it comes back from a store. */
function stored<T>(value: T): T;
function stored(value: unknown): unknown {
  const text: unknown = JSON.parse(JSON.stringify(value));
  return text;
}

/** Whoever changes it throws. */
function deepFrozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFrozen);
  }
  return value;
}
