/** `scenario(…)`: a test that is played on an app, over as many streams as it takes. */
import type {
  BuiltInRejection,
  Caller,
  CommandLike,
  EventLike,
  Module,
  RejectionLike,
  RejectionOf as RejectionsOf,
} from "../contract.js";
import type {
  ComputedOf,
  EventsOf,
  Expected,
  Nothing,
  RejectionOf,
  RowOf,
  StateOf,
  StepOf,
} from "./expectations.js";
import { judge, type Played } from "./failure.js";
import { system } from "./callers.js";
import { invalidInput } from "../app/decide.js";
import type { ExternalCommandLike } from "../sagas/definition.js";
import type { Problem } from "../values/index.js";
import { testApp, type TestApp, type TestAppOptions } from "./test-app.js";
import type { GeneratedAggregate, GivenEvent } from "./types.js";

/** A test, not yet run. `Rejected`: what its commands can be answered with. */
export interface Scenario<Rejected extends RejectionLike = BuiltInRejection> {
  /**
   * Gives an aggregate its history: events that were recorded before the test begins.
   *
   * @param id the identity, as it stands in the stream's name
   */
  given<Event extends EventLike>(
    aggregate: GeneratedAggregate<object, Event>,
    id: string,
    history: readonly GivenEvent<Event>[],
  ): Scenario<Rejected>;
  /** Executes a command. Without a caller, the system asks. */
  when<Command extends CommandLike | ExternalCommandLike>(
    command: Command,
    caller?: Caller,
  ): Scenario<Rejected | Extract<RejectionsOf<Command>, RejectionLike>>;
  /** Lets time pass: an ISO-8601 duration, `PT15M`. */
  after(duration: string): Scenario<Rejected>;
  /**
   * Runs it all, and judges what came of the commands; the history does not count. Of the streams that are named, all new
   * events are expected, in their order. A rejection that is not expected fails.
   *
   * @throws ExpectationError when it is not so
   */
  then(
    ...expected: readonly (
      RejectionOf<Rejected> | Nothing | EventsOf | StateOf | ComputedOf | RowOf | StepOf
    )[]
  ): Promise<void>;
}

/**
 * Begins a test that is played on an app of these modules, which it starts and closes.
 *
 * @example
 * await scenario({ modules: [banking] })
 *   .given(Account, a, [{ type: "AccountOpened", data: { iban, owner, overdraft: "0" } }])
 *   .when(Account.OpenAccount({ accountId: b, iban, owner: bob }), caller("Teller"))
 *   .then(rejected("IbanTaken"));
 */
export function scenario<const Modules extends readonly Module[]>(options: TestAppOptions<Modules>): Scenario;
export function scenario(options: TestAppOptions): Scenario {
  return of(options, []);
}

type Step =
  | {
      readonly kind: "given";
      readonly aggregate: GeneratedAggregate;
      readonly id: string;
      readonly history: readonly GivenEvent<EventLike>[];
    }
  | { readonly kind: "when"; readonly command: CommandLike | ExternalCommandLike; readonly caller: Caller }
  | { readonly kind: "after"; readonly duration: string };

function of(options: TestAppOptions, steps: readonly Step[]): Scenario<RejectionLike> {
  const and = (step: Step): Scenario<RejectionLike> => of(options, [...steps, step]);
  return {
    given: (aggregate: GeneratedAggregate, id: string, history: readonly GivenEvent<EventLike>[]) =>
      and({ kind: "given", aggregate, id, history }),
    when: (command: CommandLike | ExternalCommandLike, caller: Caller = system) =>
      and({ kind: "when", command, caller }),
    after: (duration: string) => and({ kind: "after", duration }),
    async then(...expected: readonly (Expected | StateOf)[]) {
      const test = await testApp(options);
      try {
        judge(await play(test, options.modules, steps, expected), expected);
      } finally {
        await test.close();
      }
    },
  };
}

async function play(
  test: TestApp,
  modules: readonly Module[],
  steps: readonly Step[],
  expected: readonly (Expected | StateOf)[],
): Promise<Played> {
  for (const step of steps) {
    if (step.kind === "given") await test.record(step.aggregate, step.id, step.history);
  }
  await test.app.start();
  await test.settle();
  const begin = (await test.recorded()).at(-1)?.position ?? 0;
  const before = new Map<string, object | undefined>();
  const commands: Played["commands"][number][] = [];
  for (const step of steps) {
    if (step.kind === "after") await test.pass(step.duration);
    if (step.kind !== "when") continue;
    const { command, caller } = step;
    if ("external" in command) {
      commands.push(externally(modules, command));
      continue;
    }
    const { type, data } = command;
    const target = targetOf(modules, command);
    if (target !== undefined && !before.has(target.stream)) {
      before.set(target.stream, (await test.app.load(target, target.id))?.state);
    }
    const outcome = await test.app.execute<CommandLike>(command, { caller });
    commands.push(outcome.ok ? { type, data } : { type, data, rejection: outcome.rejection });
    await test.settle();
  }
  const events = new Map<string, EventLike[]>();
  for (const { stream, type, data } of await test.recorded(begin)) {
    events.set(stream, [...(events.get(stream) ?? []), { type, data }]);
  }
  const after = new Map<string, object | undefined>();
  const rows = new Map<RowOf, object | undefined>();
  const places = new Map<StepOf, string | undefined>();
  const position = (await test.recorded()).at(-1)?.position ?? 0;
  for (const one of expected) {
    if ((one.kind === "state" || one.kind === "computed") && "aggregate" in one) {
      after.set(one.stream, (await test.app.load(one.aggregate, one.id))?.state);
    }
    if (one.kind === "step") places.set(one, (await test.app.sagas.get(one.saga, one.key))?.step);
    if (one.kind === "row") {
      rows.set(one, await test.app.read(one.projection).get(one.key, { after: { position } }));
    }
  }
  return { commands, events, before, after, rows, steps: places };
}

/** An external command that is asked for by itself: its input is judged, and nothing else comes of it. */
function externally(
  modules: readonly Module[],
  { external, data }: ExternalCommandLike,
): Played["commands"][number] {
  const definition = modules
    .flatMap(({ externalCommands = [] }) => externalCommands)
    .find(({ name }) => name === external);
  if (definition === undefined) throw new TypeError(`The modules have no external command ${external}`);
  const problems: Problem[] = [];
  definition.parse(data, problems);
  return problems.length === 0
    ? { type: external, data }
    : { type: external, data, rejection: invalidInput(problems) };
}

/** The aggregate that a command goes to. */
function targetOf(
  modules: readonly Module[],
  { aggregate, data }: CommandLike,
): (GeneratedAggregate & { readonly id: string; readonly stream: string }) | undefined {
  const definition = modules.flatMap(({ aggregates }) => aggregates).find(({ name }) => name === aggregate);
  if (definition === undefined) return undefined;
  const id: unknown = Reflect.get(data, definition.identity);
  return typeof id === "string" ? { definition, id, stream: `${definition.name}-${id}` } : undefined;
}
