/** Carrying out what sagas and policies send: commands of aggregates as everybody's are, external ones by their handlers. */
import type { CommandLike, ExternalCommandContext } from "../contract.js";
import type { ExecuteOptions } from "../app/request.js";
import type { Outcome } from "../app/outcome.js";
import { CommandRejected } from "../errors.js";
import type { Problem } from "../values/index.js";
import type { ExternalCommandDefinition, ExternalCommandLike } from "./definition.js";
import type { Sent } from "./records.js";
import type { Answer } from "./turn.js";

/** An external command with what carries it out. */
export interface Carrier {
  readonly definition: ExternalCommandDefinition;
  readonly handle: (input: object, context: ExternalCommandContext) => unknown;
}

export interface CarryOptions {
  readonly execute: (command: CommandLike, options: ExecuteOptions) => Promise<Outcome>;
  /** By qualified name: `Mail.SendNote`. */
  readonly carriers: ReadonlyMap<string, Carrier>;
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

async function carryCommand(sent: Sent, command: CommandLike, { execute }: CarryOptions): Promise<Carried> {
  const { id: commandId, caller, correlationId } = sent;
  const outcome = await execute(command, { commandId, caller, correlationId });
  if (outcome.ok) return { answer: { sent } };
  const { type, message } = outcome.rejection;
  // It says nothing about the command, only that others were faster each time.
  return type === "Conflict"
    ? { sent, failure: message }
    : { answer: { sent, rejection: { type, message } } };
}

async function carryExternal(
  sent: Sent,
  { external, data }: ExternalCommandLike,
  { carriers }: CarryOptions,
): Promise<Carried> {
  const carrier = carriers.get(external);
  if (carrier === undefined)
    return { sent, failure: `The app has no external command ${external}: give createApp its module.` };
  const { definition, handle } = carrier;
  const problems: Problem[] = [];
  const input = definition.parse(data, problems);
  if (input === undefined)
    return { answer: { sent, rejection: { type: "Invalid", message: textOf(problems) } } };
  let reply: unknown;
  try {
    reply = await handle(input, { idempotencyKey: sent.id });
  } catch (error) {
    if (!(error instanceof CommandRejected)) throw error;
    const { type, message } = error;
    return { answer: { sent, rejection: { type, message } } };
  }
  if (definition.parseReply === undefined) return { answer: { sent } };
  const read = definition.parseReply(reply, problems);
  if (read === undefined)
    return {
      sent,
      failure: `The handler of ${external} answered what is no reply of it: ${textOf(problems)}`,
    };
  return { answer: { sent, reply: read } };
}

const textOf = (problems: readonly Problem[]): string =>
  problems.map(({ path, message }) => `${path} ${message}`.trim()).join("; ");
