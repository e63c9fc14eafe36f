/** What a saga takes, as a union that is told apart by its kind and by what the handlers name. */
import type { Ref, SagaHandler, SagaStep } from "@esdl/language/model";
import { stringLiteral } from "../escape/index.js";
import type { File } from "./file.js";
import { group, hardline, ifBreak, indent, join, line, lines, type Doc } from "./layout.js";
import type { SagaFile } from "./saga-names.js";
import { upper } from "./symbols.js";

type Input = SagaHandler["input"];

/** The handlers of one input in one place, in their order: they are tried one after the other. */
export interface Group {
  /** The step that they wait in; absent at the start. */
  readonly step?: SagaStep;
  readonly kind: Input["kind"];
  /** What they name: an event, a command or a duration. */
  readonly on: string;
  readonly handlers: readonly SagaHandler[];
}

export function inputName(input: Input): string {
  switch (input.kind) {
    case "event":
      return input.event;
    case "after":
      return input.duration;
    default:
      return input.command;
  }
}

/** Handlers by their input, in the order in which inputs are first named. */
export function groupsOf(handlers: readonly SagaHandler[], step?: SagaStep): readonly Group[] {
  const groups = new Map<string, SagaHandler[]>();
  for (const handler of handlers) {
    const name = `${handler.input.kind} ${inputName(handler.input)}`;
    const same = groups.get(name) ?? [];
    groups.set(name, same);
    same.push(handler);
  }
  return [...groups.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const { input } = first;
    return [
      { kind: input.kind, on: inputName(input), handlers: same, ...(step === undefined ? {} : { step }) },
    ];
  });
}

/** Every input of a saga once. */
export function inputsOf({ saga }: SagaFile): readonly Group[] {
  return groupsOf([...saga.starts, ...saga.steps.flatMap(({ handlers }) => handlers)]);
}

/** The name of the function for a group: `holdingOnStockHeld`, `startOnOrderPlaced`, `chargingAfterPT15M`. */
export function groupName({ step, kind, on }: Group): string {
  const place = step === undefined ? "start" : step.name.charAt(0).toLowerCase() + step.name.slice(1);
  const bare = upper(on.slice(on.lastIndexOf(".") + 1).replace(/[^A-Za-z0-9_$]/gu, "_"));
  const verb = { event: "On", completed: "OnCompleted", rejected: "OnRejected", after: "After" }[kind];
  return `${place}${verb}${kind === "after" ? on.replace(/[^A-Za-z0-9]/gu, "_") : bare}`;
}

/** Where it stands in an input. */
export const givenOf: Readonly<Record<Group["kind"], string>> = {
  event: "input.event",
  completed: "input.reply",
  rejected: "input.rejection",
  after: "input",
};

/** The type of what a handler is given of an input besides instance and context; none for timers. */
export function givenType({ kind, on }: Pick<Group, "kind" | "on">, file: File): string | undefined {
  const { symbols } = file;
  switch (kind) {
    case "event":
      return `${file.runtimeType("HandledEvent")}<${file.type(symbols.of("declared", `event:${on}`))}>`;
    case "rejected":
      return `Pick<${file.runtimeType("RejectionLike")}, "type" | "message">`;
    case "completed":
      return replyOf(on, file);
    case "after":
      return undefined;
  }
}

function replyOf(command: Ref, file: File): string | undefined {
  const external = file.symbols.lookup.externalCommands.get(command);
  return external === undefined || external.returns.length === 0
    ? undefined
    : file.type(file.symbols.of("reply", command));
}

/** `Input`: everything that happens to an instance. */
export function inputDoc(owner: SagaFile): Doc {
  const all = inputsOf(owner).map((each) => memberDoc(each, owner.file));
  const type: Doc =
    all.length === 0
      ? "export type Input = never;"
      : [
          "export type Input =",
          indent(
            hardline,
            lines(all.map((one, at) => ["| ", indent(one), at === all.length - 1 ? ";" : ""])),
          ),
        ];
  return ["/** Everything that happens to an instance. */", hardline, type];
}

function memberDoc(each: Group, file: File): Doc {
  const { kind, on } = each;
  const type = givenType(each, file);
  const members = [
    `readonly kind: ${stringLiteral(kind)}`,
    `readonly on: ${stringLiteral(on)}`,
    ...(type === undefined ? [] : [`readonly ${givenMember[kind]}: ${type}`]),
    ...(kind === "event" ? ["readonly item: number"] : []),
  ];
  return grouped(members);
}

const givenMember: Readonly<Record<Group["kind"], string>> = {
  event: "event",
  completed: "reply",
  rejected: "rejection",
  after: "",
};

/** `{ readonly kind: "after"; readonly on: "PT15M" }`, on one line if it fits. */
function grouped(members: readonly string[]): Doc {
  return group("{", indent(line, join([";", line], members)), ifBreak(";"), line, "}");
}
