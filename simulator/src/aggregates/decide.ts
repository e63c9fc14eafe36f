/**
 * What comes of a command, as far as one aggregate can say: in the order of its header, then its body, then what its events
 * lead to. `unique` is judged by the world, which knows the others.
 */
import type { Ref, Span } from "@esdl/language/model";
import { refuse, under, ValueError, type Problem } from "@esdl/runtime/values";
import type { Meter } from "../budget.js";
import type { EventAtHand, Frame, Trace } from "../expressions/frame.js";
import type { Machine } from "../machine.js";
import type { PathStep } from "../scenarios/result.js";
import { dataOf, isData, memberOf, plainText, textOf, type Data, type Value } from "../values/value.js";
import type { Aggregate, Command } from "./aggregate.js";
import {
  alreadyExists,
  declaredRejection,
  forbidden,
  invariantViolated,
  notAllowed,
  notFound,
  type Rejection,
} from "./rejections.js";

/** Who asks. */
export interface Caller {
  /** Names the caller; `caller.id` in a model. */
  readonly id: string;
  /** The bare names of declared roles. */
  readonly roles: readonly string[];
  /** Sagas, policies and operators: passes every `allow`. */
  readonly system?: true;
}

/** Sagas, policies, operators, and whoever a scenario does not name. */
export const system: Caller = { id: "system", roles: [], system: true };

export interface NewEvent {
  readonly event: Ref;
  readonly data: Data;
}

export type Decision =
  | { readonly ok: true; readonly events: readonly NewEvent[]; readonly state: Data | undefined }
  | { readonly ok: false; readonly rejection: Rejection };

/** What a decision may know besides the state and the command. */
export interface Circumstances {
  readonly meter: Meter;
  readonly now: string;
  readonly newId: () => string;
  readonly caller: Caller;
  readonly correlationId: string;
  readonly causationId: string;
  readonly trace?: Trace | undefined;
  readonly madeUp?: Value;
}

const rejected = (rejection: Rejection): Decision => ({ ok: false, rejection });

/** The envelope of an event. */
export const metaFrom = (streamId: string, around: Circumstances): Data => ({
  occurredAt: around.now,
  streamId,
  correlationId: around.correlationId,
  causationId: around.causationId,
  actor: { id: around.caller.id, roles: around.caller.roles },
});

/** A command of an aggregate on its way. */
interface Task {
  readonly machine: Machine;
  readonly aggregate: Aggregate;
  readonly command: Command;
  readonly state: Data | undefined;
  readonly input: Data;
  readonly around: Circumstances;
  readonly frame: Frame;
}

/** The input in canonical form, or what is wrong with it. */
export function readInput(
  command: Command,
  input: unknown,
  around: Circumstances,
): { readonly data: Data } | { readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  let data: Value;
  try {
    data = command.read(input, problems, { meter: around.meter, madeUp: around.madeUp });
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    refuse(problems, "constraint", error.message);
  }
  around.trace?.(step("input", command.decl.nameSpan, problems));
  return isData(data) && problems.length === 0 ? { data } : { problems };
}

function step(kind: PathStep["kind"], span: Span, problems: readonly Problem[]): PathStep {
  const [first] = problems;
  const detail = first === undefined ? {} : { detail: `${first.path} ${first.message}`.trim() };
  return { kind, span, depth: 0, holds: first === undefined, ...detail };
}

/** Decides on a command with valid input. */
export function decide(
  machine: Machine,
  aggregate: Aggregate,
  command: Command,
  state: Data | undefined,
  input: Data,
  around: Circumstances,
): Decision {
  const { meter, now, newId, caller, trace, madeUp } = around;
  const key = memberOf(input, aggregate.decl.identity.name);
  const frame: Frame = {
    meter,
    key,
    input,
    now,
    newId,
    caller: { id: caller.id, roles: caller.roles },
    madeUp,
    ...(trace === undefined ? {} : { trace }),
  };
  const task: Task = { machine, aggregate, command, state, input, around, frame };
  try {
    return headed(task) ?? acted(task);
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    const problems: Problem[] = [];
    refuse(problems, error.code === "tooLarge" ? "tooLarge" : "constraint", error.message);
    return rejected(invariantViolated(problems));
  }
}

/** Existence, status, `allow`: a rejection, or nothing. */
function headed({ aggregate, command, state, around, frame }: Task): Decision | undefined {
  const { flavour, statuses, nameSpan } = command.decl;
  const tell = (kind: PathStep["kind"], holds: boolean, detail?: string): void => {
    around.trace?.({
      kind,
      span: nameSpan,
      depth: 0,
      holds,
      ...(detail === undefined || holds ? {} : { detail }),
    });
  };
  const { name } = aggregate.decl;
  if (flavour === "create") {
    tell("existence", state === undefined, `the ${name} exists already`);
    if (state !== undefined) return rejected(alreadyExists());
  }
  if (flavour === "plain") {
    tell("existence", state !== undefined, `the ${name} does not exist`);
    if (state === undefined) return rejected(notFound());
    if (statuses !== undefined) {
      const status = textOf(memberOf(state, "status"));
      const isIn = statuses.includes(status);
      tell("status", isIn, `it is ${status}, and has to be ${statuses.join(" or ")}`);
      if (!isIn) return rejected(notAllowed(status));
    }
  }
  frame.own = state ?? (flavour === "any" ? aggregate.initial(frame.key, frame) : undefined);
  return isAllowed(command, around, frame) ? undefined : rejected(forbidden());
}

/** One grant that holds is enough; the system passes every one. */
function isAllowed({ grants, decl }: Command, { caller, trace }: Circumstances, frame: Frame): boolean {
  if (grants === undefined) return true;
  // What grants ask of the state is not evaluated where it makes no difference.
  if (grants.some(({ to, where }) => to === "anyone" && where === undefined)) return true;
  if (caller.system === true) return true;
  for (const [at, { to, role, where }] of grants.entries()) {
    const isMeant = to === "anyone" || (role !== undefined && caller.roles.includes(role));
    const holds = isMeant && (where === undefined || where(frame));
    const span = decl.allow?.[at]?.span ?? decl.nameSpan;
    trace?.({ kind: "allow", span, depth: 0, holds, ...(holds ? {} : { detail: whyNot(isMeant, caller) }) });
    if (holds) return true;
  }
  return false;
}

const whyNot = (isMeant: boolean, { roles }: Caller): string =>
  isMeant
    ? "the condition does not hold"
    : `the caller ${roles.length === 0 ? "has no role" : `is ${roles.join(", ")}`}`;

/** The body, and what its events lead to. */
function acted({ machine, aggregate, command, state, around, frame }: Task): Decision {
  const events: NewEvent[] = [];
  const refused = command.run({
    ...frame,
    emit: (event, data) => {
      around.meter.grow(Object.keys(data).length + 1);
      events.push({ event, data });
    },
  });
  if (refused !== undefined) return rejected(declaredRejection(refused.ref, refused.data, machine.lookup));
  if (events.length === 0) return { ok: true, events, state };

  const { ref } = aggregate.decl;
  const streamId = `${ref}-${plainText(frame.key)}`;
  const bad = badFields(aggregate, command, events, around);
  if (bad.length > 0) return rejected(invariantViolated(bad));
  const meta = metaFrom(streamId, around);
  let after = state;
  for (const { event, data } of events) {
    const at: EventAtHand = { data, identity: frame.key, meta };
    after = aggregate.fold(event)(after, at, around.meter);
  }
  const violated = newViolations(aggregate, state, dataOf(after), frame);
  around.trace?.(step("invariant", command.decl.nameSpan, violated));
  return violated.length > 0 ? rejected(invariantViolated(violated)) : { ok: true, events, state: after };
}

/** What is wrong with the fields of new events. A bad event is not applied: folds count on valid data. */
function badFields(
  aggregate: Aggregate,
  { decl }: Command,
  events: readonly NewEvent[],
  { trace, meter, madeUp }: Circumstances,
): readonly Problem[] {
  const problems: Problem[] = [];
  for (const [at, { event, data }] of events.entries()) {
    const found: Problem[] = [];
    aggregate.eventReader(event)(data, found, { meter, madeUp });
    if (found.length > 0) trace?.(step("event", decl.nameSpan, found));
    under(found, 0, at);
    under(found, 0, "events");
    problems.push(...found);
  }
  return problems;
}

/** What the new state breaks, and the state before did not: a rule that was tightened since freezes no old aggregate. */
function newViolations(
  aggregate: Aggregate,
  before: Data | undefined,
  after: Data,
  frame: Frame,
): readonly Problem[] {
  const found = aggregate.violations(after, frame);
  if (found.length === 0 || before === undefined) return found;
  const known = new Map<string, number>();
  for (const problem of aggregate.violations(before, frame)) {
    const rule = ruleOf(problem);
    known.set(rule, (known.get(rule) ?? 0) + 1);
  }
  return found.filter((problem) => {
    const rule = ruleOf(problem);
    const left = known.get(rule) ?? 0;
    known.set(rule, left - 1);
    return left <= 0;
  });
}

/** Which rule is broken, wherever in a list: an old violation is no new one when an element before it goes away. */
function ruleOf({ path, code, message }: Problem): string {
  const steps = path.split("/").map((part) => (/^[0-9]+$/u.test(part) ? "*" : part));
  return JSON.stringify([steps, code, message]);
}
