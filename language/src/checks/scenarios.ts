/** Scenarios that cannot come out as they are written, whatever the model does. */
import {
  type Action,
  builtInRejections,
  type BuiltInRejection,
  type CommandDecl,
  type Outcome,
  type Ref,
  type ScenarioDecl,
} from "../model/index.js";
import type { CheckContext } from "./context.js";
import { otherName, otherRejection, withoutField, withoutOutcome } from "./fixes/scenarios.js";

/** Names are how results are told apart: two for one subject, in one context, cannot be the same. */
export function checkScenarioNames(scenarios: readonly ScenarioDecl[], context: CheckContext): void {
  const seen = new Map<string, ScenarioDecl>();
  for (const scenario of scenarios) {
    const { name, nameSpan, subject = "" } = scenario;
    const key = JSON.stringify([subject, name]);
    const first = seen.get(key) ?? scenario;
    if (first !== scenario || name.trim() === "")
      context.report("ESDL7015", nameSpan, { name, line: first.nameSpan[1] }, [
        otherName(
          scenario,
          scenarios.map((other) => other.name),
        ),
      ]);
    seen.set(key, first);
  }
}

export function checkScenario(scenario: ScenarioDecl, context: CheckContext): void {
  if (!checkActs(scenario, context)) return;
  // What excludes each other is one mistake, whichever of the two is the wrong one.
  if (checkTogether(scenario, context)) checkRejections(scenario, context);
  checkStates(scenario, context);
}

type CommandAction = Extract<Action, { readonly kind: "command" }>;
type OutcomeOf<K extends Outcome["kind"]> = Extract<Outcome, { readonly kind: K }>;

const commandsIn = ({ when }: ScenarioDecl): readonly CommandAction[] =>
  when.filter((action) => action.kind === "command");

const outcomesOf = <K extends Outcome["kind"]>({ then }: ScenarioDecl, kind: K): readonly OutcomeOf<K>[] =>
  then.filter((outcome): outcome is OutcomeOf<K> => outcome.kind === kind);

/** `events` without any event says of a stream that nothing new is in it. */
const newEvents = (scenario: ScenarioDecl): readonly OutcomeOf<"events">[] =>
  outcomesOf(scenario, "events").filter(({ events }) => events.length > 0);

/** Whether something is done from which what is expected could come; undefined after reporting that there is not. */
function checkActs(scenario: ScenarioDecl, context: CheckContext): true | undefined {
  const { when, then, nameSpan } = scenario;
  if (when.length === 0 && then.length === 0)
    return context.report("ESDL7011", nameSpan, { expected: "nothing at all" });
  if (when.length === 0) {
    const [outcome] = then.filter(
      ({ kind }) => kind === "events" || kind === "rejected" || kind === "nothing",
    );
    if (outcome !== undefined) return context.report("ESDL7011", outcome.span, { expected: "an outcome" });
  }
  const [rejected] = outcomesOf(scenario, "rejected");
  if (rejected !== undefined && commandsIn(scenario).length === 0)
    return context.report("ESDL7011", rejected.span, { expected: "a rejection" });
  return true;
}

/** Whether the outcomes can come out together; undefined after reporting that they cannot. */
function checkTogether(scenario: ScenarioDecl, context: CheckContext): true | undefined {
  const [event] = newEvents(scenario);
  const rejected = outcomesOf(scenario, "rejected");
  const [nothing] = outcomesOf(scenario, "nothing");
  const tooMany = rejected[commandsIn(scenario).length];
  if (nothing !== undefined && event !== undefined)
    return context.report(
      "ESDL7012",
      nothing.span,
      { what: "nothing" },
      withoutOutcome(scenario, nothing, context),
    );
  if (tooMany !== undefined)
    return context.report(
      "ESDL7012",
      tooMany.span,
      { what: "commands" },
      withoutOutcome(scenario, tooMany, context),
    );
  if (scenario.when.length === 1 && rejected.length > 0 && event !== undefined)
    return context.report(
      "ESDL7012",
      event.span,
      { what: "rejected" },
      withoutOutcome(scenario, event, context),
    );
  return true;
}

/** Which commands can give a built-in rejection; `Conflict` comes of others at the same time, and a scenario has none. */
const builtIn: Readonly<Record<BuiltInRejection, (command: CommandDecl) => boolean>> = {
  NotFound: ({ flavour }) => flavour === "plain",
  AlreadyExists: ({ flavour }) => flavour === "create",
  NotAllowed: ({ statuses }) => statuses !== undefined,
  Forbidden: ({ allow }) => allow !== undefined,
  InvariantViolated: () => true,
  Conflict: () => false,
  Invalid: () => true,
};

function checkRejections(scenario: ScenarioDecl, context: CheckContext): void {
  const { declarations } = context;
  const commands = [...new Set(commandsIn(scenario).map(({ call }) => call.command))].flatMap(
    (ref) => declarations.commands.get(ref) ?? [],
  );
  // Of an aggregate with errors it is not known what its commands can give.
  if (commands.some(({ aggregate }) => !declarations.isWhole(aggregate))) return;
  const possible = new Map<Ref, string>();
  for (const command of commands) {
    for (const ref of command.rejections) possible.set(ref, declarations.rejections.get(ref)?.name ?? ref);
    for (const { name } of builtInRejections) if (builtIn[name](command)) possible.set(name, name);
  }
  for (const outcome of outcomesOf(scenario, "rejected")) {
    if (possible.has(outcome.rejection)) continue;
    const written = declarations.rejections.get(outcome.rejection)?.name ?? outcome.rejection;
    const names = [...possible.values()];
    context.report(
      "ESDL7013",
      outcome.span,
      { rejection: written, commands: commands.map(({ name }) => name), possible: names },
      otherRejection(scenario, outcome, written, names, context),
    );
  }
}

/** Beside a status, fields that it does not have. */
function checkStates(scenario: ScenarioDecl, context: CheckContext): void {
  const subject =
    scenario.subject === undefined ? undefined : context.declarations.aggregates.get(scenario.subject);
  for (const outcome of outcomesOf(scenario, "state")) {
    const { args, span } = outcome;
    const value = args.find(({ name }) => name === "status")?.value;
    const status = value?.kind === "enumMember" ? value.member : undefined;
    if (subject?.lifecycle === undefined || status === undefined) continue;
    const absent = subject.state.fields.find(
      (field) =>
        field.in?.includes(status) === false &&
        args.some(({ name, value: given }) => name === field.name && given.kind !== "none"),
    );
    if (absent !== undefined)
      context.report(
        "ESDL7016",
        span,
        { field: absent.name, status, statuses: absent.in ?? [] },
        withoutField(scenario, outcome, absent.name, context),
      );
  }
}
