/** What a test says when something is not as expected: all that differs, and what led there. */
import type { EventLike, RejectionLike } from "../contract.js";
import type { Expected, RowOf, StepOf } from "./expectations.js";
import { completed, differences, plainOf, shown, type Difference } from "./match.js";

/**
 * Thrown when something is not as expected. `expected` and `actual` differ in what is wrong alone, so that the diff that
 * test runners make of them shows it.
 */
export class ExpectationError extends Error {
  override readonly name = "AssertionError";
  /** By this `node:test` knows an assertion. */
  readonly code = "ERR_ASSERTION";
  /** What was expected, where it differs. */
  readonly expected: unknown;
  /** What there was instead. */
  readonly actual: unknown;
  constructor(message: string, expected: unknown, actual: unknown) {
    super(message);
    this.expected = expected;
    this.actual = actual;
  }
}

/** What happened in a test. */
export interface Played {
  /** The commands in their order, each with the rejection that answered it. */
  readonly commands: readonly {
    readonly type: string;
    readonly data: object;
    readonly rejection?: RejectionLike;
  }[];
  /** The new events by stream. */
  readonly events: ReadonlyMap<string, readonly EventLike[]>;
  /** The states of the streams that commands went to, before the first of them, and of those that are expected, at the end. */
  readonly before: ReadonlyMap<string, object | undefined>;
  readonly after: ReadonlyMap<string, object | undefined>;
  /** What was found of the rows that are expected. */
  readonly rows: ReadonlyMap<RowOf, object | undefined>;
  /** Where the instances of sagas are that are expected somewhere. */
  readonly steps: ReadonlyMap<StepOf, string | undefined>;
}

interface Failure {
  readonly what: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** @throws ExpectationError when not everything is as expected */
export function judge(played: Played, expected: readonly Expected[]): void {
  const failures = [
    ...rejectionFailure(played, expected),
    ...eventFailures(played, expected),
    ...nothingFailure(played, expected),
    ...stateFailures(played, expected),
    ...computedFailures(played, expected),
    ...rowFailures(played, expected),
    ...stepFailures(played, expected),
  ];
  if (failures.length === 0) return;
  const message = [...failures.map(({ what }) => what), story(played)].join("\n\n");
  const side = (of: "expected" | "actual"): unknown =>
    failures.length === 1 ? failures[0]?.[of] : failures.map((failure) => failure[of]);
  throw new ExpectationError(message, side("expected"), side("actual"));
}

/** The rejections are the expected ones, in their order: one that is not expected is a failure too. */
function rejectionFailure(played: Played, expected: readonly Expected[]): readonly Failure[] {
  const wanted = expected.flatMap((one) => (one.kind === "rejected" ? [one] : []));
  const actual = played.commands.flatMap(({ type, rejection }) =>
    rejection === undefined ? [] : [{ command: type, rejection }],
  );
  const rows = rowsOf(
    wanted.map(({ type, data }) => ({ type, data })),
    actual.map(({ rejection }) => rejection),
  );
  if (rows.every(({ found }) => found.length === 0)) return [];
  const said = actual.map(
    ({ command, rejection }) => `  ${command}: ${rejection.type}. ${rejection.message}`,
  );
  const title =
    wanted.length === 0
      ? "A command was rejected, and no rejection is expected."
      : actual.length === 0
        ? `The rejection ${wanted.map(({ type }) => type).join(", ")} is expected, and every command was accepted.`
        : "The rejections are not the expected ones.";
  return [
    {
      what: [title, ...said, table(rows)].join("\n"),
      expected: rows.flatMap(({ whole }) => (whole === undefined ? [] : [whole])),
      actual: actual.map(({ rejection: { type, data } }) => ({ type, data })),
    },
  ];
}

function eventFailures(played: Played, expected: readonly Expected[]): readonly Failure[] {
  const byStream = new Map<string, Message[]>();
  for (const one of expected) {
    if (one.kind === "events") byStream.set(one.stream, [...(byStream.get(one.stream) ?? []), ...one.events]);
  }
  return [...byStream].flatMap(([stream, wanted]) => {
    const actual = played.events.get(stream) ?? [];
    const rows = rowsOf(wanted, actual);
    if (rows.every(({ found }) => found.length === 0)) return [];
    return [
      {
        what: `The new events of ${stream} are not the expected ones.\n${table(rows)}`,
        expected: rows.flatMap(({ whole }) => (whole === undefined ? [] : [whole])),
        actual: actual.map(({ type, data }) => ({ type, data })),
      },
    ];
  });
}

function nothingFailure(played: Played, expected: readonly Expected[]): readonly Failure[] {
  if (!expected.some(({ kind }) => kind === "nothing")) return [];
  const actual = [...played.events].flatMap(([stream, events]) =>
    events.map(({ type, data }) => ({ stream, type, data })),
  );
  if (actual.length === 0) return [];
  const said = actual.map(({ stream, type, data }) => `  ${stream}: ${type} ${shown(data)}`);
  return [
    { what: ["Nothing is expected to happen, and this did:", ...said].join("\n"), expected: [], actual },
  ];
}

function stateFailures(played: Played, expected: readonly Expected[]): readonly Failure[] {
  return expected.flatMap((one) => {
    if (one.kind !== "state") return [];
    const actual = played.after.get(one.stream);
    const found = differences(one.state, actual);
    if (found.length === 0) return [];
    const said = actual === undefined ? ["  it does not exist"] : found.map(sentence);
    return [
      {
        what: [`The state of ${one.stream} is not the expected one.`, ...said].join("\n"),
        expected: completed(one.state, actual),
        actual,
      },
    ];
  });
}

function computedFailures(played: Played, expected: readonly Expected[]): readonly Failure[] {
  return expected.flatMap((one): readonly Failure[] => {
    if (one.kind !== "computed") return [];
    const state = played.after.get(one.stream);
    const actual = state && one.compute(state);
    const found = differences(one.value, actual);
    if (state !== undefined && found.length === 0) return [];
    const said = state === undefined ? ["  it does not exist"] : found.map(sentence);
    return [
      {
        what: [`${one.name} of ${one.stream} is not the expected one.`, ...said].join("\n"),
        expected: completed(one.value, actual),
        actual,
      },
    ];
  });
}

function stepFailures({ steps }: Played, expected: readonly Expected[]): readonly Failure[] {
  return expected.flatMap((one): readonly Failure[] => {
    if (one.kind !== "step") return [];
    const actual = steps.get(one);
    if (actual === one.step) return [];
    const what = `${one.saga.definition.name} ${JSON.stringify(one.key)}`;
    const wanted = one.step === undefined ? "not to have been started" : `in ${one.step}`;
    const is = actual === undefined ? "has not been started" : `is in ${actual}`;
    return [{ what: `${what} was expected ${wanted}, and ${is}.`, expected: one.step, actual }];
  });
}

function rowFailures(played: Played, expected: readonly Expected[]): readonly Failure[] {
  return expected.flatMap((one): readonly Failure[] => {
    if (one.kind !== "row") return [];
    const actual = played.rows.get(one);
    const name = `${one.projection.definition.name} ${shown(one.key)}`;
    const { row } = one;
    if (row === undefined) {
      if (actual === undefined) return [];
      const what = `No row ${name} is expected, and there is one:\n  ${shown(actual)}`;
      return [{ what, expected: undefined, actual }];
    }
    const found = differences(row, actual);
    if (actual !== undefined && found.length === 0) return [];
    const said = actual === undefined ? ["  there is none"] : found.map(sentence);
    return [
      {
        what: [`The row ${name} is not the expected one.`, ...said].join("\n"),
        expected: actual === undefined ? plainOf(row) : completed(row, actual),
        actual,
      },
    ];
  });
}

// ------------------------------------------------------------------------------------------ side by side

interface Row {
  readonly expected: string;
  readonly actual: string;
  readonly found: readonly Difference[];
  /** What is expected, with what is not compared as it is. */
  readonly whole: object | undefined;
}

interface Message {
  readonly type: string;
  readonly data?: object | undefined;
}

function rowsOf(expected: readonly Message[], actual: readonly Message[]): readonly Row[] {
  return Array.from({ length: Math.max(expected.length, actual.length) }, (_, at) => {
    const [wanted, there] = [expected[at], actual[at]];
    const found =
      wanted === undefined || wanted.type !== there?.type
        ? [{ path: "", expected: wanted?.type ?? "nothing", actual: there?.type ?? "nothing" }]
        : differences(wanted.data ?? {}, there.data);
    return {
      expected: wanted === undefined ? "—" : `${wanted.type} ${shown(wanted.data ?? {})}`,
      actual: there === undefined ? "—" : `${there.type} ${shown(there.data)}`,
      found,
      whole: wanted && {
        type: wanted.type,
        data:
          wanted.type === there?.type ? completed(wanted.data ?? {}, there.data) : plainOf(wanted.data ?? {}),
      },
    };
  });
}

/** Two columns, and under each pair that differs where it does. */
function table(rows: readonly Row[]): string {
  const width = Math.min(60, Math.max(8, ...rows.map(({ expected }) => expected.length)));
  const lines = rows.flatMap(({ expected, actual, found }, at) => [
    `${found.length === 0 ? " " : "≠"} ${String(at + 1)}  ${expected.padEnd(width)}  ${actual}`,
    ...found.flatMap((one) => (one.path === "" ? [] : [`       ${sentence(one).trim()}`])),
  ]);
  return [`     ${"expected".padEnd(width)}  actual`, ...lines].join("\n");
}

const sentence = ({ path, expected, actual }: Difference): string =>
  `  ${path === "" ? "" : `${path}: `}expected ${expected}, is ${actual}`;

/** What led there: the state of before, and the commands with their answers. */
function story({ commands, before }: Played): string {
  const states = [...before].map(([stream, state]) => `State of ${stream} before: ${shown(state)}`);
  const asked = commands.map(
    ({ type, data, rejection }) =>
      `When ${type} ${shown(data)}: ${rejection === undefined ? "accepted" : `rejected, ${rejection.type} ${shown(rejection.data)}`}`,
  );
  return [...states, ...asked].join("\n");
}
