/**
 * The decision on a command, as far as it needs no store: pure functions from a state and a command to what is to be
 * committed, or to a rejection.
 */
import type {
  AggregateDefinition,
  CommandContext,
  EventLike,
  EventMeta,
  RejectionLike,
} from "../contract.js";
import { checkEvents, invalid, invariantViolated, judge } from "../deciding.js";
import type { UniqueKey } from "../store/port.js";
import { canonicalJson, copyValue, maxProblems, refuse, ValueError, type Problem } from "../values/index.js";

/** What an accepted command leads to. */
export interface Change {
  readonly events: readonly EventLike[];
  /** The state with the events applied; the state of before when there are none. */
  readonly state: object | undefined;
  readonly claims: readonly UniqueKey[];
  readonly releases: readonly UniqueKey[];
}

export type Verdict =
  { readonly ok: true; readonly change: Change } | { readonly ok: false; readonly rejection: RejectionLike };

/** The command's data in canonical form, or what is wrong with it. Never throws. */
export function parseInput(
  definition: AggregateDefinition,
  type: string,
  input: unknown,
):
  | { readonly ok: true; readonly data: object }
  | { readonly ok: false; readonly problems: readonly Problem[] } {
  const command = Object.hasOwn(definition.commands, type) ? definition.commands[type] : undefined;
  const problems: Problem[] = [];
  if (command === undefined) {
    refuse(problems, "constraint", `must be a command of ${definition.name}`, "/type");
    return { ok: false, problems };
  }
  try {
    const data = command.parse(input, problems);
    if (data !== undefined && problems.length === 0) return { ok: true, data };
  } catch (error) {
    // A `where` may overflow; a getter or a proxy in the input may throw anything.
    refuse(problems, "constraint", error instanceof ValueError ? error.message : "cannot be read");
  }
  return { ok: false, problems: problems.slice(0, maxProblems) };
}

/**
 * Decides: existence, status, `allow` and the body, then the rules over the events and over the state they lead to.
 *
 * @param state the state of before; it is not changed
 */
export function decideOn(
  definition: AggregateDefinition,
  state: object | undefined,
  command: { readonly type: string; readonly data: object },
  context: CommandContext,
  meta: EventMeta,
): Verdict {
  try {
    const decision = definition.handle(state, command, context);
    if (!decision.ok) return decision;
    const { events } = decision;
    if (events.length === 0) return { ok: true, change: { events, state, claims: [], releases: [] } };
    // A bad event is not applied: folds count on valid data.
    const bad = checkEvents(definition, events);
    if (bad.length > 0) return { ok: false, rejection: invariantViolated(bad) };
    const after = events.reduce((folded, event) => definition.apply(folded, event, meta), copyValue(state));
    const violated = judge(definition, state, [], after);
    if (violated.length > 0) return { ok: false, rejection: invariantViolated(violated) };
    return {
      ok: true,
      change: { events, state: after, ...keyChanges(definition, meta.streamId, state, after) },
    };
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    const problems: Problem[] = [];
    refuse(problems, error.code === "tooLarge" ? "tooLarge" : "constraint", error.message);
    return { ok: false, rejection: invariantViolated(problems) };
  }
}

/** Which unique keys the change from one state to another takes and gives back. */
export function keyChanges(
  definition: AggregateDefinition,
  holder: string,
  before: object | undefined,
  after: object | undefined,
): Pick<Change, "claims" | "releases"> {
  const claims: UniqueKey[] = [];
  const releases: UniqueKey[] = [];
  const category = definition.name;
  for (const unique of definition.uniques) {
    const keyOf = (state: object | undefined): string | undefined => {
      const parts = state && unique.key(state);
      return parts && canonicalJson(parts);
    };
    const held = keyOf(before);
    const wanted = keyOf(after);
    if (held === wanted) continue;
    if (held !== undefined) releases.push({ category, clause: unique.name, key: held, holder });
    if (wanted !== undefined) claims.push({ category, clause: unique.name, key: wanted, holder });
  }
  return { claims, releases };
}

/** What the loser of a unique key is told. */
export function takenRejection(definition: AggregateDefinition, key: UniqueKey): RejectionLike {
  const rejection = definition.uniques.find(({ name }) => name === key.clause)?.rejection;
  if (rejection !== undefined) return rejection;
  const fields = key.clause.split(",");
  const [field] = fields;
  const path = fields.length === 1 && field !== undefined ? `/${field}` : "";
  return invariantViolated([
    { path, code: "constraint", message: `must be unique: another ${definition.name} has it` },
  ]);
}

/** The rejection of input that is not valid, with at most so many problems as anyone reads. */
export function invalidInput(problems: readonly Problem[]): RejectionLike {
  return invalid(problems.slice(0, maxProblems));
}
