/** Judging what came out of a scenario: each outcome under `then`, in order. The first that does not hold is the failure. */
import type { Argument, ExpectedEvent, Outcome, Ref, ScenarioDecl } from "@esdl/language/model";
import { bareName, type Rejection } from "../aggregates/rejections.js";
import type { Frame } from "../expressions/frame.js";
import { memberOf, withMember, type Data, type Value } from "../values/value.js";
import { streamIdOf, type Recorded } from "../world/world.js";
import { agrees, aligned, fieldLines, type Comparison, type Typed } from "./compare.js";
import type { Judged, Played, Player } from "./play.js";
import type { Failure, Line } from "./result.js";

/** What judging needs. */
export interface Judgement extends Comparison {
  readonly player: Player;
  readonly scenario: ScenarioDecl;
  readonly played: Played;
}

/** A failure without the way of its command, and the command that it is about. */
export interface Finding extends Omit<Failure, "command"> {
  readonly about?: Judged;
}

/** The first thing that is not as the scenario says; undefined when all is. */
export function findingIn(judgement: Judgement): Finding | undefined {
  const unexpected = unexpectedRejection(judgement);
  if (unexpected !== undefined) return unexpected;
  for (const outcome of judgement.scenario.then) {
    const finding = outcomeFinding(outcome, judgement);
    if (finding !== undefined) return finding;
  }
  return undefined;
}

type Rejected = Extract<Outcome, { readonly kind: "rejected" }>;

/** A rejected `when` that no `then rejected` names. */
function unexpectedRejection(judgement: Judgement): Finding | undefined {
  const { scenario, played } = judgement;
  const named = scenario.then.filter((outcome) => outcome.kind === "rejected");
  for (const judged of played.commands) {
    const { rejection, action } = judged;
    if (rejection === undefined || named.some((outcome) => isNamed(outcome, rejection, judgement))) continue;
    // Where a rejection is expected, that expectation says better what is wrong.
    if (named.length > 0 && played.commands.filter((command) => command.rejection).length === 1) continue;
    return {
      message: `${bareName(action.call.command)} was rejected: ${rejection.message}`,
      span: action.span,
      help: "Write `then rejected …` if that is meant",
      expected: acceptedLines(judgement),
      actual: [{ text: rejectionText(rejection, judgement), matches: false }],
      about: judged,
    };
  }
  return undefined;
}

/** What would have come of it, had it been accepted. */
function acceptedLines(judgement: Judgement): readonly Line[] {
  const { scenario, lookup } = judgement;
  const texts = scenario.then.flatMap((outcome) => {
    if (outcome.kind === "nothing") return ["nothing"];
    return outcome.kind === "events"
      ? outcome.events.map(({ event, args }) =>
          calledText(event, args, lookup.events.get(event)?.fields ?? [], judgement),
        )
      : [];
  });
  return (texts.length === 0 ? ["accepted"] : texts).map((text) => ({ text, matches: false }));
}

function isNamed({ rejection: ref, args }: Rejected, rejection: Rejection, judgement: Judgement): boolean {
  return ref === rejection.type && agrees(args, rejection.data, rejectionFields(ref, judgement), judgement);
}

const rejectionFields = (ref: Ref, { lookup }: Judgement): readonly Typed[] =>
  lookup.rejections.get(ref)?.fields ?? [];

function outcomeFinding(outcome: Outcome, judgement: Judgement): Finding | undefined {
  switch (outcome.kind) {
    case "rejected":
      return rejectedFinding(outcome, judgement);
    case "nothing":
      return nothingFinding(outcome, judgement);
    case "events":
      return eventsFinding(outcome, judgement);
    case "state":
      return stateFinding(outcome, judgement);
    case "row":
      return rowFinding(outcome, judgement);
    case "noRow":
      return noRowFinding(outcome, judgement);
    case "saga":
      return sagaFinding(outcome, judgement);
  }
}

function rejectedFinding(outcome: Rejected, judgement: Judgement): Finding | undefined {
  const { commands } = judgement.played;
  if (commands.some(({ rejection }) => rejection && isNamed(outcome, rejection, judgement))) return undefined;
  const judged = commands.find(({ rejection }) => rejection !== undefined) ?? commands.at(-1);
  const rejection = judged?.rejection;
  const fields = rejectionFields(outcome.rejection, judgement);
  const expected = calledText(outcome.rejection, outcome.args, fields, judgement);
  const lines = { span: outcome.span, ...(judged === undefined ? {} : { about: judged }) };
  if (rejection === undefined) {
    return {
      ...lines,
      message: `${bareName(outcome.rejection)} was expected, and nothing was rejected`,
      expected: [{ text: `rejected ${expected}`, matches: false }],
      actual: eventLines(judgement.played.recorded, judgement),
    };
  }
  const name = bareName(rejection.type);
  const isSame = rejection.type === outcome.rejection;
  return {
    ...lines,
    message: isSame
      ? `${name} was expected, and came with other fields`
      : `${bareName(outcome.rejection)} was expected, and ${name} came: ${rejection.message}`,
    expected: [{ text: `rejected ${expected}`, matches: false }],
    actual: [{ text: rejectionText(rejection, judgement), matches: false }],
  };
}

function rejectionText({ type, data }: Rejection, judgement: Judgement): string {
  const problems = memberOf(data, "problems");
  const fields = judgement.writer.fields(rejectionFields(type, judgement), data);
  const inside = problems === undefined ? fields : `problems: ${JSON.stringify(problems)}`;
  return `rejected ${bareName(type)}${inside === "" ? "" : `(${inside})`}`;
}

function calledText(
  ref: Ref,
  args: readonly Argument[],
  fields: readonly Typed[],
  { constants, writer }: Judgement,
): string {
  const given = args.map(({ name, value }) => {
    const type = fields.find((field) => field.name === name)?.type ?? value.type;
    return `${name}: ${writer.value(type, constants.value(value))}`;
  });
  return `${bareName(ref)}(${given.join(", ")})`;
}

// ---------------------------------------------------------------------------------------------- events

function nothingFinding(
  { span }: Extract<Outcome, { readonly kind: "nothing" }>,
  judgement: Judgement,
): Finding | undefined {
  const { recorded } = judgement.played;
  if (recorded.length === 0) return undefined;
  return {
    message: `nothing was expected, and ${recorded.map(({ event }) => bareName(event)).join(", ")} happened`,
    span,
    expected: [{ text: "nothing", matches: false }],
    actual: eventLines(recorded, judgement),
    ...lastCommand(judgement),
  };
}

function lastCommand({ played }: Judgement): { readonly about?: Judged } {
  const about = played.commands.at(-1);
  return about === undefined ? {} : { about };
}

function eventLines(recorded: readonly Recorded[], judgement: Judgement): readonly Line[] {
  if (recorded.length === 0) return [{ text: "nothing", matches: false }];
  return recorded.map((event) => ({ text: eventText(event, judgement), matches: false }));
}

function eventText({ event, data }: Recorded, { lookup, writer }: Judgement): string {
  return `${bareName(event)}(${writer.fields(lookup.events.get(event)?.fields ?? [], data)})`;
}

type Events = Extract<Outcome, { readonly kind: "events" }>;

/** The new events of a stream, exact and in order. Outcomes that name one stream twice go on from one another. */
function eventsFinding(outcome: Events, judgement: Judgement): Finding | undefined {
  const { scenario, played, lookup } = judgement;
  const streamId = streamOf(outcome, judgement);
  const outcomes = scenario.then.filter(
    (other): other is Events => other.kind === "events" && streamOf(other, judgement) === streamId,
  );
  if (outcomes[0] !== outcome) return undefined;
  const expected = outcomes.flatMap(({ events }) => events);
  const actual = played.recorded.filter((recorded) => recorded.streamId === streamId);
  const fits = (wanted: ExpectedEvent, came: Recorded): boolean =>
    wanted.event === came.event &&
    agrees(wanted.args, came.data, lookup.events.get(came.event)?.fields ?? [], judgement);
  const pairs = aligned(expected, actual, fits);
  if (pairs.expected.every(Boolean) && pairs.actual.every(Boolean)) return undefined;

  const first = expected.find((_, at) => pairs.expected[at] === false);
  const surplus = actual.find((_, at) => pairs.actual[at] === false);
  return {
    message: eventsMessage(first, surplus, judgement),
    span: first?.span ?? outcome.span,
    expected: expected.map((wanted, at) => ({
      text: calledText(wanted.event, wanted.args, lookup.events.get(wanted.event)?.fields ?? [], judgement),
      matches: pairs.expected[at] === true,
    })),
    actual:
      actual.length === 0
        ? eventLines([], judgement)
        : actual.map((came, at) => ({
            text: eventText(came, judgement),
            matches: pairs.actual[at] === true,
          })),
    ...lastCommand(judgement),
  };
}

function streamOf({ aggregate, id }: Events, { player, constants }: Judgement): string {
  return streamIdOf(aggregate, id === undefined ? player.madeUp : constants.value(id));
}

function eventsMessage(
  missing: ExpectedEvent | undefined,
  surplus: Recorded | undefined,
  judgement: Judgement,
): string {
  if (missing === undefined)
    return `${bareName(surplus?.event ?? "")} happened besides, and was not expected`;
  const name = bareName(missing.event);
  if (surplus === undefined) return `${name} was expected, and did not happen`;
  if (surplus.event !== missing.event) return `${name} was expected, and ${bareName(surplus.event)} happened`;
  const fields = judgement.lookup.events.get(missing.event)?.fields ?? [];
  const { expected, actual } = fieldLines(missing.args, surplus.data, fields, judgement);
  const at = expected.findIndex(({ matches }) => !matches);
  if (at < 0) return `${name} was expected at another place`;
  return `${name} was expected with ${expected[at]?.text ?? ""}, and came with ${actual[at]?.text ?? ""}`;
}

// ----------------------------------------------------------------------------------------------- state

function stateFinding(
  { args, span }: Extract<Outcome, { readonly kind: "state" }>,
  judgement: Judgement,
): Finding | undefined {
  const { scenario, player, played } = judgement;
  if (scenario.subject === undefined) return undefined;
  const aggregate = player.machine.aggregate(scenario.subject);
  const state = played.world.streams.get(streamIdOf(scenario.subject, player.madeUp))?.state;
  const { name, lifecycle, state: declared } = aggregate.decl;
  if (state === undefined)
    return {
      message: `a state was expected, and the ${name} does not exist`,
      span,
      ...lastCommand(judgement),
    };
  const fields: readonly Typed[] = [
    ...(lifecycle === undefined
      ? []
      : [{ name: "status", type: { kind: "enum", ref: lifecycle.enum } } as const]),
    ...declared.fields,
    ...declared.getters,
  ];
  const frame: Frame = { meter: player.meter, own: state, key: player.madeUp };
  const whole = withGetters(state, args, declared.getters, (getter) =>
    aggregate.scope.own?.getter(getter)(frame),
  );
  return fieldsFinding(`the state of the ${name}`, args, whole, fields, span, judgement);
}

/** The data with those getters computed that are compared. */
export function withGetters(
  data: Data,
  args: readonly Argument[],
  getters: readonly Typed[],
  compute: (name: string) => Value,
): Data {
  return args
    .filter((arg) => getters.some(({ name }) => name === arg.name))
    .reduce<Data>((whole, { name }) => withMember(whole, name, compute(name)), data);
}

/** The first field that is not as expected. */
export function fieldsFinding(
  what: string,
  args: readonly Argument[],
  data: Data,
  fields: readonly Typed[],
  span: Outcome["span"],
  judgement: Judgement,
): Finding | undefined {
  const lines = fieldLines(args, data, fields, judgement);
  const at = lines.expected.findIndex(({ matches }) => !matches);
  if (at < 0) return undefined;
  return {
    message: `${what} was expected with ${lines.expected[at]?.text ?? ""}, and has ${lines.actual[at]?.text ?? ""}`,
    span,
    ...lines,
    ...lastCommand(judgement),
  };
}

// --------------------------------------------------------------------------------------- rows and sagas

type RowOutcome = Extract<Outcome, { readonly kind: "row" | "noRow" }>;

/** The row that an outcome names, and its name in words. */
function rowOf({ projection: ref, key }: RowOutcome, judgement: Judgement) {
  const { player, constants, played, writer } = judgement;
  const projection = player.machine.projection(ref);
  const values = key.map((part) => constants.value(part));
  const texts = projection.decl.keys.map(({ type }, at) => writer.value(type, values[at]));
  return {
    projection,
    row: played.world.rows.get(projection.rowId(values))?.data,
    what: `${projection.decl.name} ${texts.length === 1 ? (texts[0] ?? "") : `(${texts.join(", ")})`}`,
  };
}

function rowFinding(
  outcome: Extract<RowOutcome, { readonly kind: "row" }>,
  judgement: Judgement,
): Finding | undefined {
  const { projection, row, what } = rowOf(outcome, judgement);
  const { args, span } = outcome;
  if (row === undefined) {
    return {
      message: `${what} was expected, and there is no such row`,
      span,
      actual: [{ text: "no row", matches: false }],
      ...lastCommand(judgement),
    };
  }
  const { keys, fields, getters } = projection.decl;
  const frame: Frame = { meter: judgement.player.meter, own: row };
  const whole = withGetters(row, args, getters, (getter) => projection.getter(getter)(frame));
  return fieldsFinding(what, args, whole, [...keys, ...fields, ...getters], span, judgement);
}

function noRowFinding(outcome: RowOutcome, judgement: Judgement): Finding | undefined {
  const { projection, row, what } = rowOf(outcome, judgement);
  if (row === undefined) return undefined;
  const { name, keys, fields } = projection.decl;
  return {
    message: `${what} was expected not to be there, and is`,
    span: outcome.span,
    expected: [{ text: "nothing", matches: false }],
    actual: [{ text: `${name}(${judgement.writer.fields([...keys, ...fields], row)})`, matches: false }],
    ...lastCommand(judgement),
  };
}

function sagaFinding(
  outcome: Extract<Outcome, { readonly kind: "saga" }>,
  judgement: Judgement,
): Finding | undefined {
  const { player, constants, played, writer } = judgement;
  const saga = player.machine.saga(outcome.saga);
  const key = constants.value(outcome.key);
  const step = played.world.instances.get(saga.instanceId(key))?.step;
  if (step === outcome.step) return undefined;
  const what = `${saga.decl.name} ${writer.value(saga.decl.key.type, key)}`;
  return {
    message:
      step === undefined
        ? `${what} was expected in ${outcome.step}, and has not been started`
        : `${what} was expected in ${outcome.step}, and is in ${step}`,
    span: outcome.span,
    expected: [{ text: outcome.step, matches: false }],
    actual: [{ text: step ?? "not started", matches: false }],
    ...lastCommand(judgement),
  };
}
