/**
 * Through which statuses a command can go. A body is walked once, with a set of paths: for each status that the
 * aggregate may have been in before the command (conditions read that one), the statuses it may be in by now (events
 * apply to that one). Conditions that are known for a status cut its paths.
 */
import type { AggregateDecl, CommandDecl, EmitStatement, Expr, Ref, Statement } from "../model/index.js";
import { known, type KnownEnv } from "./known.js";

/** Before the first event. */
export const notYet = "(not yet)";
/** The one status of an aggregate without a lifecycle. */
export const exists = "(exists)";
/** After a creating event that enters no status, which is a mistake of its own. */
export const unknown = "(unknown)";

/** For each status before the command, those it may be in now. */
type Paths = ReadonlyMap<string, ReadonlySet<string>>;

export interface Flow {
  /** The statuses in which each `emit` can happen, in the order of the body. Empty: it cannot happen. */
  readonly emissions: ReadonlyMap<EmitStatement, ReadonlySet<string>>;
  /** The statuses entered by events. */
  readonly entered: ReadonlySet<string>;
  /** Those of `starts` from which the command can succeed. */
  readonly succeeds: ReadonlySet<string>;
}

/** What the events of an aggregate do to its status. */
export interface Moves {
  /** All statuses; `[exists]` without a lifecycle. */
  readonly statuses: readonly string[];
  /** Where each event moves to, for those that move. */
  readonly to: ReadonlyMap<Ref, string>;
  readonly getters: ReadonlyMap<string, Expr>;
}

export function movesOf(
  aggregate: Pick<AggregateDecl, "lifecycle" | "state">,
  to: ReadonlyMap<Ref, string>,
): Moves {
  return {
    statuses: aggregate.lifecycle?.statuses ?? [exists],
    to,
    getters: new Map(aggregate.state.getters.map((getter) => [getter.name, getter.body])),
  };
}

/** The statuses that a command's header lets it start in. */
export function startsOf(
  command: Pick<CommandDecl, "flavour" | "statuses">,
  moves: Moves,
): readonly string[] {
  const existing = command.statuses ?? moves.statuses;
  if (command.flavour === "create") return [notYet];
  // With a lifecycle there are no `any` commands: a mistake of its own, and what it would create is nobody's loss.
  return command.flavour === "any" && moves.statuses[0] === exists ? [notYet, ...existing] : existing;
}

/** Walks a command that begins in one of `starts`. */
export function flowOf(body: readonly Statement[], starts: readonly string[], moves: Moves): Flow {
  // A guard further down may exclude a status after all: what cannot get through emits nothing.
  const succeeds = new Set(walk(body, starts, moves).paths.keys());
  const { emissions, entered } = walk(body, [...succeeds], moves);
  return { emissions, entered, succeeds };
}

function walk(body: readonly Statement[], starts: readonly string[], moves: Moves) {
  const emissions = new Map<EmitStatement, Set<string>>();
  const entered = new Set<string>();
  const locals = new Map<string, Expr>();

  const outcome = (condition: Expr, start: string): unknown => {
    const env: KnownEnv = { status: isStatus(start) ? start : undefined, locals, getters: moves.getters };
    return known(condition, env);
  };
  const keep = (paths: Paths, condition: Expr, unless: boolean): Paths =>
    new Map([...paths].filter(([start]) => outcome(condition, start) !== unless));

  const emit = (paths: Paths, statement: EmitStatement): Paths => {
    const to = moves.to.get(statement.event);
    const seen = emissions.get(statement) ?? new Set<string>();
    emissions.set(statement, seen);
    const next = new Map<string, Set<string>>();
    for (const [start, currents] of paths) {
      const after = new Set<string>();
      for (const current of currents) {
        seen.add(current);
        after.add(to ?? (current === notYet ? created(moves) : current));
      }
      next.set(start, after);
      for (const status of after) entered.add(status);
    }
    return next;
  };

  const step = (paths: Paths, statement: Statement): Paths => {
    switch (statement.kind) {
      case "require":
        return keep(paths, statement.condition, false);
      case "emit":
        return emit(paths, statement);
      case "let":
        locals.set(statement.name, statement.value);
        return paths;
      case "if":
        return union(
          run(keep(paths, statement.condition, false), statement.then),
          run(keep(paths, statement.condition, true), statement.else ?? []),
        );
      case "for": {
        locals.delete(statement.name);
        let now = paths;
        for (;;) {
          const next = union(now, run(now, statement.body));
          if (size(next) === size(now)) return next;
          now = next;
        }
      }
      default:
        return paths;
    }
  };
  const run = (paths: Paths, statements: readonly Statement[]): Paths => statements.reduce(step, paths);

  const paths = run(new Map(starts.map((start) => [start, new Set([start])])), body);
  return { paths, emissions, entered };
}

/** Where an event without an arrow brings an aggregate that did not exist. */
const created = (moves: Moves): string => (moves.statuses[0] === exists ? exists : unknown);

const isStatus = (current: string): boolean =>
  current !== notYet && current !== exists && current !== unknown;

const size = (paths: Paths): number => [...paths.values()].reduce((sum, currents) => sum + currents.size, 0);

function union(left: Paths, right: Paths): Paths {
  const both = new Map<string, ReadonlySet<string>>(left);
  for (const [start, currents] of right) both.set(start, new Set([...(both.get(start) ?? []), ...currents]));
  return both;
}
