/**
 * What was sent is stored until it is answered, and may be carried out by a later release, in which a value that is embedded in
 * a parameter has another version. So each command is stored with the versions that its parameters had when it was sent, and is
 * read through the steps that lead to those of today. What it is known again by stays as it was stored.
 */
import type { EventMeta, Module, SentHistory } from "../contract.js";
import { directOf, type Direct } from "../app/direct.js";
import { isPlainObject, setMember, type Renaming } from "../values/index.js";
import type { Sendable } from "./definition.js";
import type { SentCommand } from "./records.js";

/** How one parameter is read. */
interface Parameter {
  readonly name: string;
  readonly version: number;
  readonly direct: readonly (Direct | undefined)[];
  /** For what is no object or list: a member of an enum. */
  readonly rename: Renaming | undefined;
}

/** Puts what is sent down, and reads it again. */
export interface SentReader {
  /** A command with the versions that its parameters have now. */
  stamped(command: Sendable): SentCommand;
  /**
   * The data of a command as it would be sent today. It is judged afterwards, as all input is.
   * @throws Error when a newer release sent it, or a step fails
   */
  read(command: SentCommand, data: unknown, meta: EventMeta): unknown;
}

/** @param externals what the steps of each context may call */
export function sentReader(modules: readonly Module[], externals: (context: string) => object): SentReader {
  const known = new Map<string, readonly Parameter[]>();
  for (const { context, aggregates, externalCommands = [] } of modules) {
    const add = (name: string, sent: SentHistory | undefined): void => {
      if (sent !== undefined) known.set(name, parametersOf(sent, externals(context)));
    };
    for (const { name: aggregate, commands } of aggregates)
      for (const [name, { sent }] of Object.entries(commands)) add(`${aggregate}.${name}`, sent);
    for (const { name, sent } of externalCommands) add(name, sent);
  }
  return {
    stamped(command) {
      const later = (known.get(nameOf(command)) ?? []).filter(({ version }) => version > 1);
      if (later.length === 0) return command;
      return { ...command, versions: Object.fromEntries(later.map(({ name, version }) => [name, version])) };
    },
    read(command, data, meta) {
      const parameters = known.get(nameOf(command)) ?? [];
      assertKnown(command, parameters);
      if (parameters.length === 0 || !isPlainObject(data)) return data;
      const today = { ...data };
      for (const parameter of parameters) {
        const { name } = parameter;
        if (!Object.hasOwn(data, name)) continue;
        setMember(today, name, readParameter(command, parameter, data[name], meta));
      }
      return today;
    },
  };
}

/** The command that a send is of: `Sales.Order.MarkPaid`, `Mail.SendNote`. */
export const nameOf = (command: Sendable): string =>
  "external" in command ? command.external : `${command.aggregate}.${command.type}`;

function parametersOf(sent: SentHistory, externals: object): readonly Parameter[] {
  return Object.entries(sent).map(([name, history]): Parameter => {
    const { version, renames = [] } = history;
    return { name, version, direct: directOf(history, externals), rename: renames[version - 1] };
  });
}

/** @throws Error when it was sent with a version that this app does not know */
function assertKnown(command: SentCommand, parameters: readonly Parameter[]): void {
  for (const [name, was] of Object.entries(command.versions ?? {})) {
    const version = parameters.find((parameter) => parameter.name === name)?.version ?? 1;
    if (was <= version) continue;
    throw new Error(
      `${nameOf(command)} was sent with version ${String(was)} of what its parameter ${name} holds, and this app knows version ${String(version)}: ` +
        "a newer release sent it; deploy that one again.",
    );
  }
}

function readParameter(
  command: SentCommand,
  { name, version, direct, rename }: Parameter,
  value: unknown,
  meta: EventMeta,
): unknown {
  // What had its first version when it was sent is not named.
  const was = command.versions?.[name] ?? 1;
  if (typeof value !== "object" || value === null) return rename === undefined ? value : rename(value);
  const read = direct[was - 1];
  if (read === undefined) {
    throw new Error(
      `There is no step from version ${String(was)} of what the parameter ${name} of ${nameOf(command)} holds: ` +
        "compile the model again, with the same version of esdl as @esdl/runtime.",
    );
  }
  try {
    return read(value, meta);
  } catch (cause) {
    throw new Error(
      `The parameter ${name} of ${nameOf(command)}, sent in version ${String(was)}, cannot be brought to version ${String(version)}: ` +
        (cause instanceof Error ? cause.message : String(cause)),
      { cause },
    );
  }
}
