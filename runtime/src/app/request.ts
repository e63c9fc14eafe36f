/**
 * The door of `execute`: what came in as a command, however hostile, becomes a request of known shape or problems.
 */
import { hash } from "node:crypto";
import {
  canonicalJson,
  isPlainObject,
  isWellFormed,
  readJson,
  refuse,
  type JsonValue,
  type Limits,
  type Problem,
} from "../values/index.js";
import type { Caller, CommandLike } from "../contract.js";

/** What may come with a command. */
export interface ExecuteOptions {
  /** Who asks; nobody, without roles, unless given. */
  readonly caller?: Caller | undefined;
  /** Tells a repeated command: give the same id to get the first answer. Made up unless given. */
  readonly commandId?: string | undefined;
  /** What this command belongs to; its own id unless given. */
  readonly correlationId?: string | undefined;
}

/** A command, read: `input` is a copy that nobody else holds. */
export interface Request {
  readonly aggregate: string;
  readonly type: string;
  readonly input: unknown;
  /** What speaks against the input already; it has no fingerprint then. */
  readonly problems: readonly Problem[];
  readonly fingerprint: string | undefined;
  readonly caller: Caller;
  readonly commandId: string | undefined;
  readonly correlationId: string | undefined;
}

/** The limits of a whole command; each member has those of its type besides. */
const limits: Limits = { depth: 100, nodes: 1_000_000, textLength: 1_000_000, items: 100_000 };

const longestId = 255;

const anonymous: Caller = { id: "", roles: [] };

/**
 * Reads a command and its options. Never throws for the command or for ids, whatever they are.
 *
 * @returns the request, or the problems of its envelope
 * @throws TypeError when the options are none or the caller is no caller: the program made them, not its input
 */
export function readRequest(command: unknown, options: ExecuteOptions): Request | readonly Problem[] {
  const given: unknown = options;
  if (typeof given !== "object" || given === null) {
    throw new TypeError("the options of a command must be an object, or left out");
  }
  const caller = readCaller(options.caller);
  const problems: Problem[] = [];
  const commandId = readId(options.commandId, "commandId", problems);
  const correlationId = readId(options.correlationId, "correlationId", problems);
  const envelope = readEnvelope(command, problems);
  if (envelope === undefined || problems.length > 0) return problems;
  const { aggregate, type, data } = envelope;
  const input = readInput(data, problems);
  const fingerprint =
    problems.length > 0
      ? undefined
      : hash("sha256", canonicalJson([aggregate, type, input ?? null, caller.id]));
  return {
    aggregate,
    type,
    // What is no JSON goes on as it came, since the command's own reader says best what it should have been.
    input: problems.length > 0 ? data : input,
    problems,
    fingerprint,
    caller,
    commandId,
    correlationId,
  };
}

function readEnvelope(
  command: unknown,
  problems: Problem[],
): (Pick<CommandLike, "aggregate" | "type"> & { readonly data: unknown }) | undefined {
  try {
    if (typeof command !== "object" || command === null) {
      return refuse(problems, "type", "must be a command: an object with aggregate, type and data");
    }
    const aggregate = member(command, "aggregate");
    const type = member(command, "type");
    const data = member(command, "data");
    if (typeof aggregate !== "string")
      refuse(problems, "type", "must be the name of an aggregate", "/aggregate");
    if (typeof type !== "string") refuse(problems, "type", "must be the name of a command", "/type");
    if (typeof aggregate !== "string" || typeof type !== "string") return undefined;
    return { aggregate, type, data };
  } catch {
    return refuse(problems, "type", "cannot be read");
  }
}

/** An own member, so that no prototype adds to a command. */
function member(object: object, name: string): unknown {
  return Object.hasOwn(object, name) ? Reflect.get(object, name) : undefined;
}

function readInput(data: unknown, problems: Problem[]): JsonValue | undefined {
  try {
    if (!isPlainObject(data)) return refuse(problems, "type", "must be an object");
    return readJson(data, problems, limits);
  } catch {
    return refuse(problems, "type", "cannot be read");
  }
}

function readId(id: unknown, name: string, problems: Problem[]): string | undefined {
  if (id === undefined) return undefined;
  if (typeof id === "string" && id !== "" && id.length <= longestId && isWellFormed(id)) return id;
  return refuse(
    problems,
    "format",
    `must be a text of 1 to ${String(longestId)} characters without lone surrogates (option ${name} of execute)`,
    `/${name}`,
  );
}

function readCaller(caller: unknown): Caller {
  if (caller === undefined) return anonymous;
  if (isCaller(caller)) return caller;
  throw new TypeError(
    'The caller given to execute must be { id: string, roles: string[], system?: true }, such as { id: "alice", roles: ["Clerk"] }.',
  );
}

function isCaller(caller: unknown): caller is Caller {
  return (
    typeof caller === "object" &&
    caller !== null &&
    "id" in caller &&
    typeof caller.id === "string" &&
    "roles" in caller &&
    Array.isArray(caller.roles) &&
    caller.roles.every((role) => typeof role === "string") &&
    (!("system" in caller) || caller.system === undefined || caller.system === true)
  );
}
