/** Histories that get somewhere: commands made up one after another, each with an eye on the state that the others led to. */
import type { CommandLike, EventLike, RejectionLike } from "../contract.js";
import { contextOf, metaOf } from "./history.js";
import { system } from "./callers.js";
import type { GeneratedDecider } from "./types.js";

/** How a history grows. */
export interface Growth<Command, Externals = unknown> {
  /** A whole number from 0 to below this one. */
  readonly pick: (below: number) => number;
  /** How many commands there are at most; one there is always. */
  readonly longest: number;
  /** The commands that it can be grown of. */
  readonly commands: readonly {
    /** It may be the first. */
    readonly creates?: true;
    readonly onlyCreates?: true;
    /** The statuses in which it is allowed; in all unless given. */
    readonly statuses?: readonly string[];
    readonly make: () => Command;
  }[];
  /** The external functions of the context, where commands call some. */
  readonly externals?: Externals;
}

/**
 * Grows a history of commands on one aggregate. The first creates it; of the others, most are allowed in the status that it
 * then has. Some repeat a value that the state or the last rejection holds, as people do who were told what is missing.
 */
export function growHistory<
  State extends object,
  Event extends EventLike,
  Command extends CommandLike,
  Rejected extends RejectionLike,
  Externals,
>(
  aggregate: GeneratedDecider<State, Event, Command, Rejected, Externals>,
  { pick, longest, commands, externals }: Growth<Command, Externals>,
): readonly Command[] {
  const { definition } = aggregate;
  const history: Command[] = [];
  let state: State | undefined;
  let id: unknown;
  let told: object | undefined;
  const length = 1 + pick(Math.max(1, longest));
  for (let at = 0; at < length; at++) {
    const fitting = commands.filter((command) => fits(command, state));
    const among = fitting.length > 0 && pick(10) > 0 ? fitting : commands;
    const chosen = among[pick(among.length)];
    if (chosen === undefined) break;
    const made = chosen.make();
    id ??= Reflect.get(made.data, definition.identity);
    const seen = scalarsIn(told).concat(pick(3) === 0 ? scalarsIn(state) : []);
    const data = { ...echoed(made.data, definition.identity, seen, pick), [definition.identity]: id };
    const command: Command = { ...made, data };
    history.push(command);
    const context = contextOf(at, system, externals as Externals);
    const decision = aggregate.decide(state, command, context);
    told = decision.ok || "problems" in decision.rejection.data ? undefined : decision.rejection.data;
    if (!decision.ok) continue;
    for (const event of decision.events) {
      state = aggregate.evolve(state, event, metaOf(definition, command, at, system));
    }
  }
  return history;
}

function fits(
  { creates, onlyCreates, statuses }: Growth<unknown>["commands"][number],
  state: object | undefined,
): boolean {
  if (state === undefined) return creates === true;
  if (onlyCreates === true) return false;
  const status: unknown = Reflect.get(state, "status");
  return statuses === undefined || (typeof status === "string" && statuses.includes(status));
}

/** The data with one member taken from what was seen, where one of its type was. */
function echoed(
  data: object,
  identity: string,
  seen: readonly unknown[],
  pick: (below: number) => number,
): object {
  const members = Object.entries<unknown>({ ...data }).filter(([name]) => name !== identity);
  const member = seen.length === 0 || members.length === 0 ? undefined : members[pick(members.length)];
  if (member === undefined) return data;
  const [name, value] = member;
  const alike = seen.filter((one) => typeof one === typeof value);
  return alike.length === 0 ? data : { ...data, [name]: alike[pick(alike.length)] };
}

function scalarsIn(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(scalarsIn);
  return typeof value === "object" ? Object.values(value).flatMap(scalarsIn) : [value];
}
