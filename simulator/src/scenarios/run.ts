/** Running the scenarios of a model. */
import type { Model, Ref, ScenarioDecl } from "@esdl/language/model";
import { Meter } from "../budget.js";
import { createMachine, type Machine } from "../machine.js";
import { createWriter } from "../values/text.js";
import { dataFrom, memberOf, type Data } from "../values/value.js";
import { createConstants } from "./constants.js";
import { findingIn, type Finding } from "./outcomes.js";
import { play, playerOf, retrace, type Judged, type Player } from "./play.js";
import type { CommandTrace, Failure, PathStep, RunOptions, ScenarioResult } from "./result.js";

/** A scenario, ready to be run. Running it again gives the same result. */
export interface PreparedScenario {
  /** The context that the scenario stands in. */
  readonly context: string;
  /** The scenario. */
  readonly scenario: ScenarioDecl;
  /** Runs it. Never throws for what a model says. */
  run(): ScenarioResult;
}

/**
 * A model's scenarios, ready to be run in any order and any number. Preparing costs little (declarations are indexed,
 * bodies are compiled when they are first needed), so that a mutation check may prepare thousands of mutants.
 */
export function prepare(model: Model, options: RunOptions = {}): readonly PreparedScenario[] {
  const { filter = () => true } = options;
  const machine = createMachine(model);
  return model.contexts.flatMap(({ name: context, scenarios }) =>
    scenarios
      .filter((scenario) => filter(scenario, context))
      .map((scenario) => ({
        context,
        scenario,
        run: () => ({ context, scenario, ...runOne(machine, scenario, options) }),
      })),
  );
}

/**
 * Runs the scenarios of a model, one by one as the results are asked for, in the order of the model: contexts by name,
 * then files, then places. Never throws for what a model says.
 */
export function* runScenarios(model: Model, options: RunOptions = {}): Generator<ScenarioResult> {
  for (const scenario of prepare(model, options)) yield scenario.run();
}

type Verdict = Omit<ScenarioResult, "context" | "scenario">;

function runOne(machine: Machine, scenario: ScenarioDecl, { budget }: RunOptions): Verdict {
  const meter = new Meter(budget);
  const constants = createConstants(machine, meter);
  const player = playerOf(machine, scenario, constants, meter);
  const played = play(player, scenario);
  if ("stopped" in played) {
    const { message, help } = played.stopped;
    return failed(player, { message, span: played.span, ...(help === undefined ? {} : { help }) });
  }
  const writer = createWriter(machine.lookup, constants.names);
  const { lookup } = machine;
  const finding = findingIn({ lookup, constants, writer, player, scenario, played });
  return finding === undefined ? { status: "passed" } : failed(player, finding);
}

function failed(player: Player, { about, ...failure }: Finding): Verdict {
  const command = about === undefined ? undefined : traceOf(player, about);
  const whole: Failure = command === undefined ? failure : { ...failure, command };
  return { status: "failed", failure: whole };
}

/** The way of a command, gone again from the world that it was judged in: worlds do not change. */
function traceOf(player: Player, judged: Judged): CommandTrace {
  const { action, request, before, rejection } = judged;
  const path: PathStep[] = [];
  const traced: Player = { ...player, meter: new Meter() };
  const outcome = retrace(traced, judged, (step) => path.push(step));
  const state = before.streams.get(outcome.streamId)?.state;
  const trace: CommandTrace = {
    span: action.span,
    command: request.command,
    input: request.input,
    ...(state === undefined ? {} : { before: inOrder(state, player.machine, request.command) }),
    path,
    outcome:
      rejection === undefined
        ? { kind: "accepted", events: outcome.events }
        : { kind: "rejected", rejection },
  };
  return asNamed(trace, player.constants.names);
}

/** Says of each uuid that stands for a name of the scenario that name. */
function asNamed<T>(value: T, names: ReadonlyMap<string, string>): T;
function asNamed(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") return names.get(value) ?? value;
  if (Array.isArray(value)) return value.map((element: unknown) => asNamed(element, names));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [names.get(name) ?? name, asNamed(member, names)]),
  );
}

/** The state in the order in which people read it, which is that of the model: identity, status, fields. */
function inOrder(state: Data, { lookup }: Machine, command: Ref): Data {
  const aggregate = lookup.aggregates.get(lookup.commands.get(command)?.aggregate ?? "");
  const fields = aggregate?.state.fields.map(({ name }) => name) ?? [];
  const names = [aggregate?.identity.name ?? "", "status", ...fields];
  return dataFrom(names.map((name) => [name, memberOf(state, name)]));
}
