/**
 * What the decisions of generated aggregates share: the built-in rejections, and the judgement of what a decision would
 * lead to. Pure functions over the contract; no store, no clock but in the defaults for tests.
 */
import type {
  AggregateDefinition,
  BuiltInRejection,
  Caller,
  CommandContext,
  CommandDefinition,
  Decision,
  EventLike,
  EventMeta,
  Rejection,
  RejectionLike,
} from "./contract.js";
import { copyValue, refuse, under, ValueError, type Problem, type Renaming } from "./values/index.js";

/** The decision that these events happen. */
export function accept<Event>(events: readonly Event[]): {
  readonly ok: true;
  readonly events: readonly Event[];
} {
  return { ok: true, events };
}

/** The decision that nothing happens, and why. */
export function reject<Rejected>(rejection: Rejected): { readonly ok: false; readonly rejection: Rejected } {
  return { ok: false, rejection };
}

// ------------------------------------------------------------------------------------ built-in rejections

/** The aggregate does not exist, and the command needs it to. */
export function notFound(): Rejection<"NotFound"> {
  return { type: "NotFound", message: "It does not exist", data: {} };
}

/** The aggregate exists already, and the command would create it. */
export function alreadyExists(): Rejection<"AlreadyExists"> {
  return { type: "AlreadyExists", message: "It exists already", data: {} };
}

/** The command is not for this status. */
export function notAllowed(status: string): Rejection<"NotAllowed", { readonly status: string }> {
  return { type: "NotAllowed", message: `It is not allowed in the status ${status}`, data: { status } };
}

/** No `allow` of the command holds for the caller. */
export function forbidden(): Rejection<"Forbidden"> {
  return { type: "Forbidden", message: "The caller may not do this", data: {} };
}

/** The input is not valid. */
export function invalid(
  problems: readonly Problem[],
): Rejection<"Invalid", { readonly problems: readonly Problem[] }> {
  return { type: "Invalid", message: summary("The input is not valid", problems), data: { problems } };
}

/** An invariant, a `where` or a value rule would be broken. */
export function invariantViolated(
  problems: readonly Problem[],
): Rejection<"InvariantViolated", { readonly problems: readonly Problem[] }> {
  return {
    type: "InvariantViolated",
    message: summary("A rule would be broken", problems),
    data: { problems },
  };
}

/** The first problem says more than that there is one. */
function summary(text: string, problems: readonly Problem[]): string {
  const [first] = problems;
  if (first === undefined) return text;
  const place = first.path === "" ? "" : `${first.path} `;
  const others = problems.length > 1 ? ` (and ${String(problems.length - 1)} more)` : "";
  return `${text}: ${place}${first.message}${others}`;
}

// ---------------------------------------------------------------------------------------------- judgement

/**
 * The violations of `after` that `before` did not have. Indexes are left out of the comparison: an old violation does
 * not become a new one when an element before it goes away. Keys of maps that look like indexes are left out too.
 */
export function newViolations(before: readonly Problem[], after: readonly Problem[]): readonly Problem[] {
  if (before.length === 0 || after.length === 0) return after;
  const known = new Map<string, number>();
  for (const problem of before) known.set(identity(problem), (known.get(identity(problem)) ?? 0) + 1);
  return after.filter((problem) => {
    const left = known.get(identity(problem)) ?? 0;
    known.set(identity(problem), left - 1);
    return left <= 0;
  });
}

function identity({ path, code, message }: Problem): string {
  return JSON.stringify([path.replaceAll(/\/[0-9]+(?=\/|$)/g, "/*"), code, message]);
}

/**
 * What is wrong with events about to be recorded and with the state that they lead to: what speaks against the events
 * comes under `/events/<index>`, what speaks against the state under its own path.
 *
 * @param before the state as it was, `undefined` when there was none; it is not changed
 * @param after the state with the events applied
 */
export function judge<
  State extends object,
  Event extends EventLike,
  Rejected extends RejectionLike,
  Externals,
>(
  definition: AggregateDefinition<State, Event, Rejected, Externals>,
  before: State | undefined,
  events: readonly Event[],
  after: State | undefined,
): readonly Problem[] {
  const problems: Problem[] = checkEvents(definition, events);
  if (problems.length > 0 || after === undefined) return problems;
  const violations = definition.violations(after);
  if (violations.length === 0 || before === undefined) return violations;
  return newViolations(definition.violations(before), violations);
}

/** What is wrong with the data of events about to be recorded, under `/events/<index>`. */
export function checkEvents<
  State extends object,
  Event extends EventLike,
  Rejected extends RejectionLike,
  Externals,
>(definition: AggregateDefinition<State, Event, Rejected, Externals>, events: readonly Event[]): Problem[] {
  const problems: Problem[] = [];
  for (const [at, event] of events.entries()) {
    const found = [...(definition.events[event.type]?.check(event.data) ?? [])];
    under(found, 0, at);
    under(found, 0, "events");
    problems.push(...found);
  }
  return problems;
}

/**
 * The whole decision on a command, as the runtime takes it, but for what only a store knows (`unique`, conflicts):
 * validation of the input, then `handle`, then the judgement of its events and of the state they lead to.
 */
export function decideWith<
  State extends object,
  Event extends EventLike,
  Rejected extends RejectionLike,
  Externals,
>(
  definition: AggregateDefinition<State, Event, Rejected, Externals>,
  state: State | undefined,
  command: { readonly type: string; readonly data: object },
  context: CommandContext<Externals>,
): Decision<Event, Rejected | BuiltInRejection> {
  const known = Object.hasOwn(definition.commands, command.type)
    ? definition.commands[command.type]
    : undefined;
  if (known === undefined) throw new TypeError(`${definition.name} has no command ${command.type}`);
  const problems: Problem[] = [];
  const data = parsed(known, command.data, problems);
  if (data === undefined || problems.length > 0) return reject(invalid(problems));
  try {
    const decision = definition.handle(state, { type: command.type, data }, context);
    if (!decision.ok || decision.events.length === 0) return decision;
    // A bad event is not applied: folds count on valid data.
    const bad = checkEvents(definition, decision.events);
    if (bad.length > 0) return reject(invariantViolated(bad));
    const meta = metaOf(definition, data, context);
    let after = copyValue(state);
    for (const event of decision.events) after = definition.apply(after, event, meta);
    const violated = judge(definition, state, [], after);
    return violated.length > 0 ? reject(invariantViolated(violated)) : decision;
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    refuse(problems, error.code === "tooLarge" ? "tooLarge" : "constraint", error.message);
    return reject(invariantViolated(problems));
  }
}

/** Input may be anything: a condition may overflow on it, a getter or a proxy in it may throw. */
function parsed(known: CommandDefinition, input: unknown, problems: Problem[]): object | undefined {
  try {
    return known.parse(input, problems);
  } catch (error) {
    const message = error instanceof ValueError ? error.message : "cannot be read";
    return refuse(problems, error instanceof ValueError ? "constraint" : "type", message);
  }
}

function metaOf<State extends object, Event extends EventLike, Rejected extends RejectionLike, Externals>(
  definition: AggregateDefinition<State, Event, Rejected, Externals>,
  data: object,
  context: CommandContext<Externals>,
): EventMeta {
  const identity = new Map<string, unknown>(Object.entries(data)).get(definition.identity);
  return {
    occurredAt: context.now,
    streamId: `${definition.name}-${String(identity)}`,
    correlationId: context.correlationId,
    causationId: context.causationId,
    actor: { id: context.caller.id, roles: context.caller.roles },
  };
}

// ------------------------------------------------------------------------------ for generated statements

/** What was promised to be there is absent. */
class AbsentValue extends TypeError {}

/**
 * A value that the compiler has proved to be there where TypeScript cannot follow.
 *
 * @throws TypeError when it is absent all the same: the state is none that the model can lead to
 */
export function present<T>(value: T | undefined): T {
  if (value === undefined) throw new AbsentValue("a field is absent that this status should have");
  return value;
}

/** What is computed of values that only a condition has promised; absent when one of them is. */
export function ifThere<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch (error) {
    if (error instanceof AbsentValue) return undefined;
    throw error;
  }
}

/** What a function makes of a value that may be absent; absent when it is. */
export function ifPresent<T, R>(value: T | undefined, make: (value: T) => R): R | undefined {
  return value === undefined ? undefined : make(value);
}

/** Sets an optional member, or takes it away: plain JSON holds no `undefined`. */
export function setOptional<T extends object, K extends keyof T>(
  target: T,
  name: K,
  value: T[K] | undefined,
): void {
  if (value === undefined) Reflect.deleteProperty(target, name);
  else target[name] = value;
}

/** Checks each element of a list or set; problems come under its index. */
export function checkItems<T>(
  items: readonly T[],
  problems: Problem[],
  check: (item: T, problems: Problem[]) => void,
): void {
  let mark = problems.length;
  for (const [at, item] of items.entries()) {
    check(item, problems);
    if (problems.length > mark) mark = under(problems, mark, at);
  }
}

/** Checks each value of a map; problems come under its key. */
export function checkMembers<T>(
  map: Readonly<Record<string, T>>,
  problems: Problem[],
  check: (value: T, problems: Problem[]) => void,
): void {
  let mark = problems.length;
  for (const [key, value] of Object.entries(map)) {
    check(value, problems);
    if (problems.length > mark) mark = under(problems, mark, key);
  }
}

/** The judgement of data by its reader; stored data may hold former names of enums' members, which are replaced first. */
export function checkBy(
  read: (input: unknown, problems: Problem[]) => unknown,
  rename?: Renaming,
): (data: object) => readonly Problem[] {
  return (data) => {
    const problems: Problem[] = [];
    read(rename === undefined ? data : rename(data), problems);
    return problems;
  };
}

/** The error of a history that begins with an event that creates nothing. */
export function notBegun(aggregate: string, event: string): Error {
  return new Error(`${aggregate}: a stream cannot begin with ${event}`);
}

/** What a `decider` decides with when it is given no context: the system acts, now. */
export function deciderContext(): CommandContext {
  const system: Caller = { id: "", roles: [], system: true };
  return {
    now: new Date().toISOString(),
    newId: () => globalThis.crypto.randomUUID(),
    caller: system,
    correlationId: "",
    causationId: "",
    externals: {},
  };
}

/** What a `decider` evolves with when it is given no envelope: the system acted, now, in the stream of no identity. */
export function deciderMeta(aggregate: string): EventMeta {
  return {
    occurredAt: new Date().toISOString(),
    streamId: `${aggregate}-`,
    correlationId: "",
    causationId: "",
    actor: { id: "", roles: [] },
  };
}
