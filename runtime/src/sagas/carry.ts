/** Carrying out what sagas and policies send: commands of aggregates as everybody's are, external ones by their handlers. */
import type { CommandLike, EventMeta, ExternalCommandContext } from "../contract.js";
import type { ExecuteOptions } from "../app/request.js";
import type { Outcome } from "../app/outcome.js";
import { CommandRejected } from "../errors.js";
import { refuse, ValueError, type Problem } from "../values/index.js";
import type { ExternalCommandDefinition, ExternalCommandLike } from "./definition.js";
import type { TargetOf } from "./lanes.js";
import type { Sent } from "./records.js";
import type { SentReader } from "./sent.js";
import type { Answer } from "./turn.js";

/** An external command with what carries it out. */
export interface Carrier {
  readonly definition: ExternalCommandDefinition;
  readonly handle: (input: object, context: ExternalCommandContext) => unknown;
}

export interface CarryOptions {
  /** @param today what the input is read as, after it is known whether the command had its answer already */
  readonly execute: (
    command: CommandLike,
    options: ExecuteOptions,
    today: (input: unknown) => unknown,
  ) => Promise<Outcome>;
  /** By qualified name: `Mail.SendNote`. */
  readonly carriers: ReadonlyMap<string, Carrier>;
  readonly sent: SentReader;
  readonly targetOf: TargetOf;
}

/** What came of it; or why nothing came of it, so that it is tried again. */
export type Carried = { readonly answer: Answer } | { readonly sent: Sent; readonly failure: string };

/** Never throws: what fails is infrastructure, or a mistake in a handler. */
export async function carryOut(sent: Sent, options: CarryOptions): Promise<Carried> {
  const { command } = sent;
  try {
    return "external" in command
      ? await carryExternal(sent, command, options)
      : await carryCommand(sent, command, options);
  } catch (error) {
    return { sent, failure: error instanceof Error ? error.message : String(error) };
  }
}

async function carryCommand(sent: Sent, command: CommandLike, options: CarryOptions): Promise<Carried> {
  const { id: commandId, caller, correlationId } = sent;
  const outcome = await options.execute(command, { commandId, caller, correlationId }, (input) =>
    readToday(sent, input, options),
  );
  if (outcome.ok) return { answer: { sent } };
  const { type, message } = outcome.rejection;
  // It says nothing about the command, only that others were faster each time.
  return type === "Conflict"
    ? { sent, failure: message }
    : { answer: { sent, rejection: { type, message } } };
}

/** What was sent, perhaps by an earlier release, as it would be sent today. */
function readToday(sent: Sent, input: unknown, options: CarryOptions): unknown {
  const { id: causationId, command, sentAt: occurredAt, correlationId, caller: actor } = sent;
  const meta: EventMeta = {
    occurredAt,
    streamId: options.targetOf(sent),
    correlationId,
    causationId,
    actor,
  };
  return options.sent.read(command, input, meta);
}

async function carryExternal(
  sent: Sent,
  { external, data }: ExternalCommandLike,
  options: CarryOptions,
): Promise<Carried> {
  const carrier = options.carriers.get(external);
  if (carrier === undefined)
    return { sent, failure: `The app has no external command ${external}: give createApp its module.` };
  const { definition, handle } = carrier;
  const input = judged(
    (value, problems) => definition.parse(value, problems),
    readToday(sent, data, options),
  );
  if (!input.ok) return { answer: { sent, rejection: { type: "Invalid", message: input.message } } };
  let answered: unknown;
  try {
    answered = await handle(input.value, { idempotencyKey: sent.id });
  } catch (error) {
    if (!(error instanceof CommandRejected)) throw error;
    const { type, message } = error;
    return { answer: { sent, rejection: { type, message } } };
  }
  if (definition.parseReply === undefined) return { answer: { sent } };
  const reply = judged((value, problems) => definition.parseReply?.(value, problems), answered);
  if (!reply.ok)
    return {
      sent,
      failure: `The handler of ${external} answered what is no reply of it: ${reply.message}`,
    };
  return { answer: { sent, reply: reply.value } };
}

/** What generated code reads, or what is wrong with it: a value that breaks a condition is read, with a problem. */
function judged(
  parse: (value: unknown, problems: Problem[]) => object | undefined,
  value: unknown,
): { readonly ok: true; readonly value: object } | { readonly ok: false; readonly message: string } {
  const problems: Problem[] = [];
  try {
    const read = parse(value, problems);
    if (read !== undefined && problems.length === 0) return { ok: true, value: read };
  } catch (error) {
    // A condition may overflow.
    if (!(error instanceof ValueError)) throw error;
    refuse(problems, "constraint", error.message);
  }
  return { ok: false, message: problems.map(({ path, message }) => `${path} ${message}`.trim()).join("; ") };
}
