/** The function that decides on each command, in the order of its header: existence, status, `allow`, then the body. */
import { statusIn } from "./narrowing.js";
import { statementsIn, type CommandDecl, type Grant, type Statement } from "@esdl/language/model";
import { stringLiteral } from "../escape/index.js";
import { stateMember, type AggregateFile } from "./aggregate-names.js";
import { text, type Names } from "./expressions.js";
import { calledExternals } from "./externals.js";
import { call, hug } from "./syntax.js";
import { commented, type Local } from "./file.js";
import { block, group, indent, join, line, list, type Doc } from "./layout.js";
import { dataOf, guard, statements, type Body } from "./statements.js";
import { level, primary, within, type Text } from "./text.js";
import { propertyName } from "./types.js";

export interface CommandFunction {
  readonly doc: Doc;
  /** Which of `handle`'s parameters it takes. */
  readonly takes: { readonly state: boolean; readonly input: boolean; readonly context: boolean };
  readonly name: string;
}

export function commandFunction(owner: AggregateFile, command: CommandDecl): CommandFunction {
  const { file, aggregate } = owner;
  const locals = file.locals();
  const params = [aggregate.identity, ...command.params].map((field) => ({
    field,
    local: locals.local(`param:${field.name}`, field.name),
  }));
  const takes = { state: command.flavour !== "any", input: false, context: false };
  const context = (): Doc => {
    takes.context = true;
    return "context";
  };
  const state = (): Doc => {
    takes.state = true;
    return "state";
  };
  const param = (name: string): Local => {
    const found = params.find(({ field }) => field.name === name);
    if (found === undefined) throw new Error(`${command.ref} has no parameter ${name}`);
    takes.input = true;
    return found.local;
  };
  const collects = needsCollection(command.body);
  const emitted: Doc[] = [];
  const allowed = command.statuses ?? aggregate.lifecycle?.statuses;
  const names: Body = {
    file,
    locals,
    context,
    ...(allowed === undefined ? {} : { known: statusIn(allowed) }),
    root: (root) => {
      if (root === "state") return primary(state());
      throw new Error(`\`${root}\` is not known as a whole in a command`);
    },
    member: (field, root): Text | undefined => {
      if (root === "command" || (root === "state" && field.role === "identity")) {
        return primary(param(field.role === "identity" ? aggregate.identity.name : field.name).use());
      }
      return stateMember(file, aggregate, field, root, state);
    },
    emit: (ref, args, here) => {
      const fields = file.symbols.lookup.events.get(ref)?.fields ?? [];
      const event = call(file.use(file.symbols.of("declared", `event:${ref}`)), dataOf(args, fields, here));
      if (collects) return [call("events.push", [event]), ";"];
      emitted.push(event);
      return "";
    },
  };
  const grants = allowDoc(command.allow, names);
  const body = statements(command.body, names).filter((doc) => doc !== "");
  const initial = command.flavour === "any" && takes.state;
  if (initial) {
    owner.uses.initial = true;
    param(aggregate.identity.name).use();
  }

  const used = params.filter(({ local }) => local.uses() > 0);
  const destructured: readonly Doc[] =
    used.length === 0
      ? []
      : [
          group(
            "const {",
            indent(
              line,
              join(
                [",", line],
                used.map(({ field, local }): Doc => {
                  const written = propertyName(field.name);
                  return () => (local.text() === written ? written : `${written}: ${local.text()}`);
                }),
              ),
            ),
            line,
            "} = input;",
          ),
        ];
  // Parameters come first where a guard before the body reads them.
  const early = command.allow?.some(({ where }) => where !== undefined) === true || initial;
  const events = collects ? [`const events: ${eventUnion(owner, command)}[] = [];`] : [];
  const all: readonly Doc[] = [
    ...(early ? destructured : []),
    ...(initial
      ? [["const state = given ?? initialState(", param(aggregate.identity.name).use(), ");"]]
      : []),
    ...existence(owner, command),
    ...statusGuard(owner, command),
    ...grants,
    ...(early ? [] : destructured),
    ...events,
    ...body,
    ["return ", call(file.runtime("accept"), [collects ? "events" : hug(list("[", emitted, "]"))]), ";"],
  ];
  const symbol = file.symbols.of("handler", command.ref);
  const parameters: readonly Doc[] = [
    ...(takes.state ? [`${initial ? "given" : "state"}: ${owner.anyState} | undefined`] : []),
    ...(takes.input ? [`input: ${file.type(file.symbols.of("data", command.ref))}`] : []),
    ...(takes.context ? [`context: ${contextType(owner)}`] : []),
  ];
  const result = `: ${file.runtimeType("Decision")}<${eventUnion(owner, command)}, Rejection> `;
  const doc = commented(command.doc, [
    "function ",
    symbol.name,
    list("(", parameters, ")"),
    result,
    block(all),
  ]);
  return { doc, takes, name: symbol.name };
}

/** `CommandContext`, with the functions that the application gives. */
export function contextType({ file, aggregate }: AggregateFile): string {
  const base = file.runtimeType("CommandContext");
  const externals = calledExternals(aggregate.ref, file);
  return externals === undefined ? base : `${base}<${externals}>`;
}

/** The events that a command can lead to, as a type. */
export function eventUnion({ file }: AggregateFile, command: CommandDecl): string {
  if (command.emits.length === 0) return "never";
  const names = command.emits.map((ref) => file.symbols.of("declared", `event:${ref}`).name);
  return names.length === 1 ? (names[0] ?? "never") : "Event";
}

/** Whether events come from branches or before a guard, so that they are collected in a list. */
function needsCollection(body: readonly Statement[]): boolean {
  let emitted = false;
  for (const statement of body) {
    if (statement.kind === "emit") emitted = true;
    else if (emitted) return true;
    else if ([...statementsIn([statement])].some(({ kind }) => kind === "emit")) return true;
  }
  return false;
}

function existence({ file }: AggregateFile, command: CommandDecl): readonly Doc[] {
  const reject = (name: string): Doc => ["return ", file.runtime("reject"), `(${file.runtime(name)}());`];
  if (command.flavour === "create") return [guard("state !== undefined", reject("alreadyExists"))];
  if (command.flavour === "plain") return [guard("state === undefined", reject("notFound"))];
  return [];
}

function statusGuard({ file, aggregate }: AggregateFile, command: CommandDecl): readonly Doc[] {
  const { statuses, flavour } = command;
  const all = aggregate.lifecycle?.statuses ?? [];
  if (statuses === undefined || flavour !== "plain" || all.every((status) => statuses.includes(status)))
    return [];
  const others = join(
    [" &&", line],
    statuses.map((status) => `state.status !== ${stringLiteral(status)}`),
  );
  const answer = `return ${file.runtime("reject")}(${file.runtime("notAllowed")}(state.status));`;
  return [guard(others, answer)];
}

/** One grant that holds is enough; the system passes every one. */
function allowDoc(grants: readonly Grant[] | undefined, names: Names): readonly Doc[] {
  if (grants === undefined) return [];
  if (grants.some(({ to, where }) => to.kind === "anyone" && where === undefined)) return [];
  const caller = (): Doc => [names.context?.() ?? "context", ".caller"];
  const conditions: readonly Doc[] = grants.flatMap(({ to, where }): readonly Doc[] => {
    if (to.kind === "system") return [];
    const parts: readonly Doc[] = [
      ...(to.kind === "role" ? [[caller(), `.roles.includes(${stringLiteral(bareName(to.ref))})`]] : []),
      ...(where === undefined ? [] : [within(text(where, names), level.equality)]),
    ];
    return [parts.length === 1 ? parts : ["(", join(" && ", parts), ")"]];
  });
  const all: readonly Doc[] = [[caller(), ".system === true"], ...conditions];
  const { file } = names;
  const answer = `return ${file.runtime("reject")}(${file.runtime("forbidden")}());`;
  if (conditions.length === 0) return [guard([caller(), ".system !== true"], answer)];
  return [group("const allowed =", indent(line, join([" ||", line], all)), ";"), guard("!allowed", answer)];
}

function bareName(ref: string): string {
  return ref.slice(ref.lastIndexOf(".") + 1);
}
