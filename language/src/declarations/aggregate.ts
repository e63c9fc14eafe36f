/** Aggregates: commands first, since what they emit decides in which statuses the `on` clauses run. */
import { AstUtils } from "langium";
import { type FixDraft, leaveOut } from "../diagnostics/drafts.js";
import type * as ast from "../generated/ast.js";
import { isEmitStatement, isInModifier } from "../generated/ast.js";
import { applications, type Application } from "../checks/reach.js";
import { movesOf } from "../checks/flow.js";
import { statementsIn } from "../model/walk.js";
import type {
  AggregateDecl,
  CommandDecl,
  EntityDecl,
  EventDecl,
  Grant,
  Lifecycle,
  OnClause,
  Ref,
  RejectionDecl,
  Unique,
} from "../model/index.js";
import type { SymbolOf } from "../names/api.js";
import type { AggregateSignature, FieldSignature } from "../signatures/api.js";
import { type Assembly, createParts, declaration, docAt, from, optional, type Parts } from "./assembly.js";
import { fieldOf, fieldsOf, gettersOf, invariantsOf, versionedOf } from "./shapes.js";
import { mostSimilar } from "../names/similar.js";
import { parseTemplate } from "./template.js";
import { refuseClauses } from "./clauses.js";

/**
 * A construct, and whether all that the checks of its behaviour build on could be made out: they look at whole ones only.
 * A wrong invariant or message hides no wrong move.
 */
export interface Assembled<D> {
  readonly declaration: D;
  readonly whole: boolean;
}

export function aggregateOf(
  assembly: Assembly,
  symbol: SymbolOf<"aggregate">,
): Assembled<AggregateDecl> | undefined {
  const signature = assembly.signatures.aggregate(symbol.ref);
  if (signature === undefined) return undefined;
  const parts = createParts();
  const identity = fieldOf(assembly, signature.identity, parts);
  if (identity === undefined) return undefined;
  const soundState = signature.state.fields.every(hasKnownStatuses);

  const members = symbol.node.members;
  const of = <T extends ast.AggregateMember["$type"]>(type: T) =>
    members.filter((member): member is Extract<ast.AggregateMember, { $type: T }> => member.$type === type);
  const declared = <K extends "event" | "command" | "rejection" | "entity">(kind: K) =>
    assembly.names.membersOf(symbol.ref).filter((member): member is SymbolOf<K> => member.kind === kind);

  // A second declaration of a name is left out, and with it what it does.
  parts.all([...of("EventDecl"), ...of("CommandDecl")].map((node) => assembly.names.declaredBy(node)));
  const aside = createParts();
  const state = stateOf(assembly, signature, of("StateBlock"), parts);
  const rejections = declared("rejection").map((rejection) => rejectionOf(assembly, rejection, aside));
  const uniques = aside.all(of("Unique").map((unique) => uniqueOf(assembly, unique, signature)));
  const context: CommandContext = {
    assembly,
    lifecycle: lifecycleOf(assembly, signature),
    state,
    soundState,
  };
  const commands = declared("command").map((command) => commandOf(context, command, parts, aside));
  const snapshot = of("Snapshot")[0];

  const handlers = handlersOf(context, symbol, of("Handler"), commands, parts);

  const aggregate: AggregateDecl = {
    ...declaration(assembly, symbol),
    identity,
    ...optional("lifecycle", context.lifecycle),
    state,
    entities: aside.all(declared("entity").map((entity) => entityOf(assembly, entity, aside))),
    invariants: invariantsOf(assembly, members, aside),
    uniques,
    rejections,
    events: declared("event").map((event) => eventOf(assembly, event, aside)),
    commands: commands.map(({ command, node }) =>
      from(assembly, withTakenKeys(command, handlers, uniques), node),
    ),
    handlers,
    ...optional("snapshotEvery", snapshot?.every),
  };
  return { declaration: from(assembly, aggregate, symbol.node), whole: parts.isWhole() };
}

interface CommandContext {
  readonly assembly: Assembly;
  readonly lifecycle: Lifecycle | undefined;
  readonly state: AggregateDecl["state"];
  /** Every field says rightly in which statuses it exists. Bodies are not looked at otherwise: they could not be judged. */
  readonly soundState: boolean;
}

/** Whether all statuses that a field's `in` names are there; the others have been reported. */
function hasKnownStatuses({ node, in: statuses }: FieldSignature): boolean {
  const named = node.$type === "Field" ? node.modifiers.filter(isInModifier) : [];
  return named.every((modifier) => modifier.statuses.length === statuses?.length);
}

function stateOf(
  assembly: Assembly,
  { state }: AggregateSignature,
  [block]: readonly ast.StateBlock[],
  parts: Parts,
): AggregateDecl["state"] {
  return {
    fields: fieldsOf(assembly, state.fields, parts),
    getters: gettersOf(assembly, state.getters, parts),
    ...(block === undefined ? {} : { span: assembly.locate.span(block), ...docAt(block) }),
  };
}

function lifecycleOf(assembly: Assembly, { lifecycle }: AggregateSignature): Lifecycle | undefined {
  if (lifecycle === undefined) return undefined;
  const { node, statuses, edges } = lifecycle;
  return from(assembly, { span: assembly.locate.span(node), enum: lifecycle.enum, statuses, edges }, node);
}

function entityOf(assembly: Assembly, symbol: SymbolOf<"entity">, parts: Parts): EntityDecl | undefined {
  const signature = assembly.signatures.entity(symbol.ref);
  if (signature === undefined) return undefined;
  const versioned = versionedOf(assembly, assembly.signatures.versions(symbol.ref), symbol.name, parts);
  const [key] = versioned.fields;
  if (key === undefined) return undefined;
  const entity: EntityDecl = {
    ...declaration(assembly, symbol),
    ...versioned,
    key,
    getters: gettersOf(assembly, signature.getters, parts),
    invariants: invariantsOf(assembly, symbol.node.members, parts),
  };
  return from(assembly, entity, symbol.node);
}

function uniqueOf(assembly: Assembly, node: ast.Unique, signature: AggregateSignature): Unique | undefined {
  const { signatures, names } = assembly;
  const { ref, name } = signature.symbol;
  const parts = createParts();
  const members = new Map(signature.state.fields.map((field) => [field.name, field]));
  const unique: Unique = {
    span: assembly.locate.span(node),
    ...docAt(node),
    fields: parts.all(
      node.fields.map((field) => signatures.member(field, { members }, `the state of ${name}`)?.name),
    ),
    ...(node.statuses.length === 0
      ? {}
      : { in: parts.all(node.statuses.map((status) => signatures.status(status, ref))) }),
    ...optional(
      "rejection",
      node.rejection === undefined
        ? undefined
        : parts.need(names.resolve(node.rejection.segments, ["rejection"], names.placeOf(node.rejection)))
            ?.ref,
    ),
  };
  return parts.isWhole() ? from(assembly, unique, node) : undefined;
}

function rejectionOf(assembly: Assembly, symbol: SymbolOf<"rejection">, parts: Parts): RejectionDecl {
  const { node } = symbol;
  const fields = fieldsOf(assembly, assembly.signatures.rejection(symbol.ref)?.fields ?? [], parts);
  const message = node.message === undefined ? undefined : parseTemplate(node.message);
  const names = node.fields.map((field) => field.name);
  for (const part of message ?? [])
    if (typeof part !== "string" && !names.includes(part.field))
      parts.need(
        assembly.report(
          "ESDL3031",
          { node, property: "message" },
          { rejection: symbol.name, name: part.field, fields: names },
          fieldsInMessage(node, part.field, names),
        ),
      );
  return from(assembly, { ...declaration(assembly, symbol), ...optional("message", message), fields }, node);
}

/** The fields that could be meant; the one that is called alike, if there is one. */
function fieldsInMessage(
  node: ast.RejectionDecl,
  written: string,
  names: readonly string[],
): readonly FixDraft[] {
  const similar = mostSimilar(written, names);
  return (similar === undefined ? names.slice(0, 4) : [similar]).map((name) => ({
    title: `Write \`{${name}}\``,
    edits: [{ in: { node, property: "message" }, word: `{${written}}`, text: `{${name}}` }],
  }));
}

function eventOf(assembly: Assembly, symbol: SymbolOf<"event">, parts: Parts): EventDecl {
  const { node } = symbol;
  const signature = assembly.signatures.event(symbol.ref);
  const becomes = node.becomes.map((become) => {
    const made = assembly.elaborate.become(become);
    return made === undefined
      ? undefined
      : from(assembly, { span: assembly.locate.span(become), ...made }, become);
  });
  const event: EventDecl = {
    ...declaration(assembly, symbol),
    aggregate: symbol.aggregate ?? "",
    ...versionedOf(assembly, assembly.signatures.versions(symbol.ref), symbol.name, parts),
    formerly: node.formerly,
    getters: gettersOf(assembly, signature?.getters ?? [], parts),
    invariants: invariantsOf(assembly, node.members, parts),
    ...(node.retired ? { retired: { becomes: parts.all(becomes) } } : {}),
  };
  return from(assembly, event, node);
}

/** `known`: its body could be made out, so that it is known what it emits. */
function commandOf(
  { assembly, soundState }: CommandContext,
  symbol: SymbolOf<"command">,
  parts: Parts,
  aside: Parts,
): { readonly command: CommandDecl; readonly known: boolean; readonly node: ast.CommandDecl } {
  const { node } = symbol;
  const signature = assembly.signatures.command(symbol.ref);
  // A body is judged by the statuses of its header.
  const sound = soundState && node.statuses.length === (signature?.statuses?.length ?? 0);
  if (!sound) assembly.unjudged?.(node, () => assembly.elaborate.commandBody(node));
  const body = parts.need(sound ? assembly.elaborate.commandBody(node) : undefined);
  const allow = node.grants.map((grant) => grantOf(assembly, grant));
  const command: CommandDecl = {
    ...declaration(assembly, symbol),
    aggregate: symbol.aggregate ?? "",
    flavour: node.flavour ?? "plain",
    params: fieldsOf(assembly, signature?.params ?? [], aside),
    ...optional("statuses", signature?.statuses),
    ...(allow.length === 0 ? {} : { allow: aside.all(allow) }),
    body: body ?? [],
    ...outcomesOf(body ?? []),
  };
  return { command: from(assembly, command, node), known: body !== undefined, node };
}

/** What a body can give, each once, in the order of its first mention. */
function outcomesOf(body: CommandDecl["body"]): Pick<CommandDecl, "rejections" | "emits"> {
  const rejections = new Set<Ref>();
  const emits = new Set<Ref>();
  for (const statement of statementsIn(body)) {
    if (statement.kind === "emit") emits.add(statement.event);
    // The built-in ones have bare names.
    if (statement.kind === "require" && statement.rejection.ref.includes("."))
      rejections.add(statement.rejection.ref);
  }
  return { rejections: [...rejections], emits: [...emits] };
}

/** A command, and the rejections of the `unique` clauses whose keys its events can take. */
function withTakenKeys(
  command: CommandDecl,
  handlers: readonly OnClause[],
  uniques: readonly Unique[],
): CommandDecl {
  const own = handlers.filter(({ event }) => command.emits.includes(event));
  const taken = uniques
    .filter((unique) => own.some((handler) => canTake(handler, unique)))
    .flatMap(({ rejection }) => (rejection === undefined ? [] : [rejection]));
  return { ...command, rejections: [...new Set([...command.rejections, ...taken])] };
}

/** Whether the clause begins to hold with another key, or begins to hold. */
function canTake({ creates, to, body }: OnClause, unique: Unique): boolean {
  const entered = to !== undefined && unique.in?.includes(to) === true;
  const changed = [...statementsIn(body)].some(
    (statement) =>
      statement.kind === "assign" &&
      statement.place.root === "state" &&
      unique.fields.includes(statement.place.field),
  );
  return creates || entered || changed;
}

function grantOf(assembly: Assembly, node: ast.Grant): Grant | undefined {
  const to = granteeOf(assembly, node);
  const where = node.condition === undefined ? undefined : assembly.elaborate.grantCondition(node);
  if (to === undefined || (node.condition !== undefined && where === undefined)) return undefined;
  return from(assembly, { span: assembly.locate.span(node), to, ...optional("where", where) }, node);
}

function granteeOf({ names }: Assembly, { role }: ast.Grant): Grant["to"] | undefined {
  const [first] = role.segments;
  if (role.segments.length === 1 && (first?.$refText === "system" || first?.$refText === "anyone"))
    return { kind: first.$refText };
  const symbol = names.resolve(role.segments, ["role"], names.placeOf(role));
  return symbol === undefined ? undefined : { kind: "role", ref: symbol.ref };
}

/** The `on` clauses. Those whose event a damaged command may emit wait: nobody knows in which statuses they run. */
function handlersOf(
  context: CommandContext,
  aggregate: SymbolOf<"aggregate">,
  nodes: readonly ast.Handler[],
  commands: readonly {
    readonly command: CommandDecl;
    readonly known: boolean;
    readonly node: ast.CommandDecl;
  }[],
  parts: Parts,
): readonly OnClause[] {
  const { assembly } = context;
  const headers = parts.all(nodes.map((node) => headerOf(assembly, aggregate, node)));
  const waiting = new Set(commands.flatMap(({ known, node }) => (known ? [] : emittedNames(node))));
  const to = new Map(
    headers.flatMap((header) => (header.to === undefined ? [] : [[header.event.ref, header.to] as const])),
  );
  const moves = movesOf({ state: context.state, ...optional("lifecycle", context.lifecycle) }, to);
  const applied = applications(
    commands.filter(({ known }) => known).map(({ command }) => command),
    moves,
  );
  return parts.all(
    headers.map((header) => {
      const where = applied.get(header.event.ref);
      if (!waiting.has(header.event.name) && context.soundState) return handlerOf(assembly, header, where);
      assembly.unjudged?.(header.node, () => handlerOf(assembly, header, where));
      return undefined;
    }),
  );
}

const emittedNames = (command: ast.CommandDecl): readonly string[] =>
  [...AstUtils.streamAllContents(command)].flatMap((node) =>
    isEmitStatement(node) ? (node.event.segments.at(-1)?.$refText ?? []) : [],
  );

interface Header {
  readonly node: ast.Handler;
  readonly event: SymbolOf<"event">;
  readonly to?: string;
}

function headerOf(
  assembly: Assembly,
  aggregate: SymbolOf<"aggregate">,
  node: ast.Handler,
): Header | undefined {
  const { names, signatures } = assembly;
  const refused = refuseClauses(assembly, node, "aggregate");
  const to = node.target === undefined ? undefined : signatures.status(node.target, aggregate.ref);
  const event = names.resolve(node.trigger.segments, ["event"], names.placeOf(node.trigger));
  if (event === undefined || refused || (node.target !== undefined && to === undefined)) return undefined;
  if (event.aggregate !== aggregate.ref)
    return assembly.report(
      "ESDL3032",
      { node, property: "trigger" },
      { event: event.name, aggregate: aggregate.name, owner: ownerName(event.aggregate) },
      [leaveOut(node, "Remove the `on` clause")],
    );
  return { node, event, ...optional("to", to) };
}

const ownerName = (aggregate: Ref | undefined): string =>
  aggregate?.slice(aggregate.indexOf(".") + 1) ?? "another";

function handlerOf(
  assembly: Assembly,
  { node, event, to }: Header,
  { creates, from: statuses }: Application = { creates: false, from: [] },
): OnClause | undefined {
  const body = assembly.elaborate.onBody(node, { from: statuses, creates, ...optional("to", to) });
  if (body === undefined) return undefined;
  return from(
    assembly,
    {
      span: assembly.locate.span(node),
      ...docAt(node),
      event: event.ref,
      ...optional("to", to),
      creates,
      from: statuses,
      body,
    },
    node,
  );
}
