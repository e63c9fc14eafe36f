/** Which names each place of the grammar takes: a table by the property that is being read. */
import { CompletionItemKind } from "vscode-languageserver";
import {
  ast,
  builtInRejections,
  caretName,
  contextRoles,
  type FieldSignature,
  type GetterSignature,
  type Possible,
  type Ref,
  type SymbolOf,
} from "@esdl/language/editing";
import type { AstNode } from "@esdl/language/editing";
import { typeText } from "../describe/signature.js";
import { callSnippet, missingArguments } from "./calls.js";
import { undeclared } from "./declared.js";
import { expressionNames } from "./expressions.js";
import { memberNames } from "./members.js";
import type { Proposal } from "./proposal.js";
import { around, type Spot, textsOf } from "./spot.js";
import { symbolsAt } from "./symbols.js";
import { targetNames } from "./targets.js";
import { typeNames } from "./types.js";

type Provider = (spot: Spot) => readonly Proposal[];

/** By `Type.property`; of a qualified name, by the property that holds it. */
const providers: Readonly<Record<string, Provider>> = {
  "Model.name": contextNames,
  "UsedContext.context": usableContexts,
  "UsedContext.roleWords": roleWords,

  "NamedType.target": typeNames,
  "InModifier.statuses": statuses,
  "InStatuses.statuses": statuses,
  "PersonalModifier.subject": (spot) => plain(fieldsAround(spot), spot),

  "AddStep.field": (spot) => plain(fieldsAround(spot), spot),
  "ChangeStep.field": (spot) => plain(fieldsAround(spot), spot),
  "RenameStep.to": (spot) => plain(fieldsAround(spot), spot),
  "AdoptStep.target": (spot) =>
    symbolsAt(spot, {
      kinds: ["value", "entity"],
      only: ({ ref }) => spot.analysis.signatures.versions(ref).length > 1,
    }),
  "RenameMember.to": enumMembers,
  "RemoveMember.as": enumMembers,
  "RenameSagaStep.to": (spot) => steps(spot),
  "RemoveSagaStep.as": (spot) => steps(spot),

  "Unique.fields": (spot) => plain(stateFields(spot), spot),
  "Unique.rejection": (spot) => ownRejections(spot, false),
  "RequireStatement.rejection": (spot) => ownRejections(spot, true),
  "EmitStatement.event": (spot) => ownEvents(spot),
  "Become.event": (spot) => ownEvents(spot),
  "Grant.role": (spot) => [...roles(spot), ...grantees],
  "CommandAction.role": roles,

  "Handler.trigger": triggers,
  "Handler.target": moves,
  "TimeoutHandler.target": moves,
  "IndexColumn.field": (spot) => plain(rowFields(spot), spot),
  "SendStatement.command": (spot) => commands(spot, true),
  "UndoClause.command": (spot) => commands(spot, true),

  "ScenarioDecl.subject": (spot) => symbolsAt(spot, { kinds: ["aggregate"] }),
  "GivenStream.aggregate": (spot) =>
    subjectOf(spot) === undefined ? symbolsAt(spot, { kinds: ["aggregate"] }) : [],
  "GivenEvent.event": (spot) => scenarioEvents(spot, true),
  "CommandAction.command": scenarioCommands,
  "Expected.target": outcomes,
  "ExpectedRejection.rejection": scenarioRejections,
  "ExpectedStep.step": expectedSteps,

  "Argument.label": missingArguments,
  "MemberExpr.member": memberNames,
  "NameExpr.target": expressionNames,
  target: targetNames,
};

/** The key that a way to go on has in the table. */
export function placeOf({ terminal, path }: Possible): string | undefined {
  const [inner, outer] = path;
  if (inner === undefined) return undefined;
  if (terminal === "HEAD") return "target";
  const step = inner.type === "QualifiedName" ? outer : inner;
  return step && `${step.type}.${step.property}`;
}

/** What may be named at a place. */
export function namesAt(place: string, spot: Spot): readonly Proposal[] {
  const provider = Object.hasOwn(providers, place) ? providers[place] : undefined;
  return provider === undefined ? undeclared(place, spot) : provider(spot);
}

const named = (name: string, kind: CompletionItemKind, more: Partial<Proposal> = {}): Proposal => ({
  label: name,
  kind,
  rank: "wanted",
  ...more,
});

/** What the property at the place lists already. */
function listed({ place: { node, leaf } }: Spot): ReadonlySet<string> {
  const values: unknown = leaf === undefined ? undefined : Reflect.get(node, leaf.property);
  const texts = Array.isArray(values)
    ? values.flatMap((value: unknown) =>
        typeof value === "object" && value !== null && "$refText" in value ? [String(value.$refText)] : [],
      )
    : [];
  return new Set(texts.filter((text) => text !== caretName));
}

// contexts

function contextNames({ analysis: { names } }: Spot): readonly Proposal[] {
  return [...names.contexts.keys()]
    .filter((name) => name !== caretName && name !== "")
    .map((name) => named(name, CompletionItemKind.Module, { type: "context" }));
}

function usableContexts({ analysis: { names, file }, from }: Spot): readonly Proposal[] {
  const used = new Set(file.root.uses.map(({ context }) => context.$refText));
  return [...names.contexts.keys()]
    .filter((name) => name !== from.context && name !== "" && !used.has(name))
    .map((name) => named(name, CompletionItemKind.Module, { type: "context" }));
}

function roleWords({ place: { node } }: Spot): readonly Proposal[] {
  if (!ast.isUsedContext(node)) return [];
  const [first] = node.roleWords;
  return [...contextRoles].flatMap((role) => {
    if (first === caretName || first === undefined) return [named(role, CompletionItemKind.Keyword)];
    const [word, rest] = role.split(" ");
    return word === first && rest !== undefined ? [named(rest, CompletionItemKind.Keyword)] : [];
  });
}

// shapes

type Member = FieldSignature | GetterSignature;

/** Names of members that the place does not list yet. */
function plain(members: readonly Member[], spot: Spot): readonly Proposal[] {
  const others = listed(spot);
  return members
    .filter(({ name }) => name !== caretName && !others.has(name))
    .map(({ name, type, node }, order) =>
      named(name, CompletionItemKind.Field, { order, type: typeText(type, spot.from.context), node }),
    );
}

/** The fields of the innermost shape around the place. */
function fieldsAround(spot: Spot): readonly FieldSignature[] {
  const { names, signatures } = spot.analysis;
  for (let at: AstNode | undefined = spot.place.node; at !== undefined; at = at.$container) {
    if (ast.isStateBlock(at) && ast.isAggregateDecl(at.$container)) return stateFields(spot);
    if (ast.isCommandDecl(at)) return commandOf(at, spot)?.params ?? [];
    if (!ast.isNamed(at)) continue;
    const symbol = names.declaredBy(at);
    switch (symbol?.kind) {
      case "event":
        return signatures.event(symbol.ref)?.fields ?? [];
      case "value":
        return signatures.value(symbol.ref)?.fields ?? [];
      case "entity":
        return signatures.entity(symbol.ref)?.fields ?? [];
      case "saga":
        return signatures.saga(symbol.ref)?.state.fields ?? [];
      case "projection":
        return signatures.projection(symbol.ref)?.row.fields ?? [];
      default:
    }
  }
  return [];
}

const commandOf = (node: ast.CommandDecl, { analysis: { names, signatures } }: Spot) => {
  const symbol = names.declaredBy(node);
  return symbol && signatures.command(symbol.ref);
};

const aggregateAt = ({ analysis: { signatures }, from }: Spot) =>
  from.aggregate && signatures.aggregate(from.aggregate.ref);

const stateFields = (spot: Spot): readonly FieldSignature[] => aggregateAt(spot)?.state.fields ?? [];

function rowFields(spot: Spot): readonly Member[] {
  const node = around(spot, ast.isProjectionDecl);
  const symbol = node && spot.analysis.names.declaredBy(node);
  const signature = symbol && spot.analysis.signatures.projection(symbol.ref);
  return signature === undefined ? [] : [...signature.keys, ...signature.row.members.values()];
}

function enumMembers(spot: Spot): readonly Proposal[] {
  const node = around(spot, ast.isEnumDecl);
  return (node?.members ?? [])
    .filter(({ name }) => name !== caretName)
    .map((member, order) => named(member.name, CompletionItemKind.EnumMember, { order, node: member }));
}

// aggregates

function statuses(spot: Spot): readonly Proposal[] {
  const others = listed(spot);
  return (aggregateAt(spot)?.lifecycle?.statuses ?? [])
    .filter((name) => !others.has(name) && name !== caretName)
    .map((name, order) => named(name, CompletionItemKind.EnumMember, { order, type: "status" }));
}

const isOwn = ({ from }: Spot) => {
  const own = from.aggregate?.ref;
  return ({ aggregate }: { readonly aggregate?: Ref }): boolean => aggregate === own;
};

/** Events that the aggregate may record, with their arguments. */
function ownEvents(spot: Spot): readonly Proposal[] {
  const own = isOwn(spot);
  const retiring = around(spot, ast.isEventDecl);
  return symbolsAt(spot, {
    kinds: ["event"],
    only: (event) => own(event) && !event.node.retired && event.node !== retiring,
    rank: () => "wanted",
    insert: (event, name) => withArguments(name, spot.analysis.signatures.event(event.ref)?.fields, spot),
  });
}

function ownRejections(spot: Spot, withValues: boolean): readonly Proposal[] {
  const own = isOwn(spot);
  const { signatures } = spot.analysis;
  return symbolsAt(spot, {
    kinds: ["rejection"],
    // A key that is taken tells nothing but that.
    only: (rejection) =>
      own(rejection) && (withValues || (signatures.rejection(rejection.ref)?.fields.length ?? 0) === 0),
    rank: () => "wanted",
    insert: ({ ref }, name) => {
      const fields = signatures.rejection(ref)?.fields ?? [];
      return fields.length === 0 || !withValues ? { insert: name } : withArguments(name, fields, spot);
    },
  });
}

/** The name alone where arguments stand already. */
const withArguments = (
  name: string,
  fields: readonly FieldSignature[] | undefined,
  { expected, env }: Spot,
) => (expected.after === "(" ? { insert: name } : callSnippet(name, fields, "names", env));

function roles(spot: Spot): readonly Proposal[] {
  return symbolsAt(spot, { kinds: ["role"], rank: () => "wanted" });
}

const grantees: readonly Proposal[] = [
  named("system", CompletionItemKind.Keyword, { documentation: "Sagas, policies and operators." }),
  named("anyone", CompletionItemKind.Keyword, { documentation: "Whoever asks, known or not." }),
];

// handlers

function triggers(spot: Spot): readonly Proposal[] {
  const handler = around(spot, ast.isHandler);
  if (handler?.input !== undefined) return answered(spot);
  if (ast.isAggregateDecl(handler?.$container)) return unhandled(handler.$container, spot);
  return symbolsAt(spot, {
    kinds: ["event"],
    only: ({ node }) => !node.retired,
    rank: () => "wanted",
    elsewhere: true,
  });
}

/** Events of the aggregate that have no `on` yet; each has one. */
function unhandled(aggregate: ast.AggregateDecl, spot: Spot): readonly Proposal[] {
  const own = isOwn(spot);
  const handled = new Set(
    aggregate.members.flatMap((member) =>
      member.$type === "Handler" ? [member.trigger.segments.at(-1)?.$refText] : [],
    ),
  );
  return symbolsAt(spot, {
    kinds: ["event"],
    only: (event) => own(event) && !event.node.retired && !handled.has(event.name),
    rank: () => "wanted",
  });
}

/** Commands whose answer a saga may wait for: those that it sends. */
function answered(spot: Spot): readonly Proposal[] {
  const { names } = spot.analysis;
  const sent = new Set<unknown>();
  for (const name of sentBy(around(spot, ast.isSagaDecl)))
    sent.add(names.find(textsOf(name), ["command", "externalCommand"], spot.from));
  return symbolsAt(spot, {
    kinds: ["command", "externalCommand"],
    rank: (command) => (sent.has(command) ? "wanted" : "declared"),
    elsewhere: true,
  });
}

function* sentBy(saga: ast.SagaDecl | undefined): Generator<ast.QualifiedName> {
  const bodies = (saga?.members ?? []).flatMap((member) =>
    member.$type === "SagaStart"
      ? [member.handler.body]
      : member.$type === "SagaStep"
        ? member.handlers.map(({ body }) => body)
        : [],
  );
  for (const body of bodies) yield* sentIn(body?.statements ?? []);
}

function* sentIn(statements: readonly ast.Statement[]): Generator<ast.QualifiedName> {
  for (const statement of statements) {
    if (statement.$type === "SendStatement") yield statement.command;
    if (statement.$type === "ForStatement") yield* sentIn(statement.body.statements);
    if (statement.$type !== "IfStatement") continue;
    yield* sentIn(statement.then.statements);
    if (statement.else !== undefined)
      yield* sentIn(ast.isBlock(statement.else) ? statement.else.statements : [statement.else]);
  }
}

function moves(spot: Spot): readonly Proposal[] {
  return around(spot, ast.isSagaDecl) === undefined ? statuses(spot) : steps(spot);
}

function steps(spot: Spot): readonly Proposal[] {
  const node = around(spot, ast.isSagaDecl);
  const symbol = node && spot.analysis.names.declaredBy(node);
  const signature = symbol && spot.analysis.signatures.saga(symbol.ref);
  return signature === undefined ? [] : stepsOf(signature.steps, signature.ends);
}

const stepsOf = (all: readonly string[], ends: readonly string[]): readonly Proposal[] => [
  ...all.map((name, order) => named(name, CompletionItemKind.EnumMember, { order, type: "step" })),
  ...ends.map((name, order) =>
    named(name, CompletionItemKind.EnumMember, { order: all.length + order, type: "end" }),
  ),
];

function commands(spot: Spot, elsewhere: boolean): readonly Proposal[] {
  const { signatures } = spot.analysis;
  return symbolsAt(spot, {
    kinds: ["command", "externalCommand"],
    rank: () => "wanted",
    elsewhere,
    insert: (command, name) => {
      if (command.kind === "externalCommand")
        return withArguments(name, signatures.externalCommand(command.ref)?.params, spot);
      const signature = signatures.command(command.ref);
      return withArguments(name, signature && [signature.identity, ...signature.params], spot);
    },
  });
}

// scenarios

function subjectOf(spot: Spot): SymbolOf<"aggregate"> | undefined {
  const scenario = around(spot, ast.isScenarioDecl);
  return scenario?.subject === undefined ? undefined : spot.from.aggregate;
}

/** The aggregate whose stream the place is in, or the subject of the scenario. */
function streamOf(spot: Spot): SymbolOf<"aggregate"> | undefined {
  const given = around(spot, ast.isGivenStream)?.aggregate;
  const expected = around(spot, ast.isExpectedStream)?.subject.target;
  const stream = [given, expected].find((name) => name !== undefined && !isAtCaret(name));
  if (stream === undefined) return subjectOf(spot);
  return spot.analysis.names.find(textsOf(stream), ["aggregate"], spot.from);
}

const isAtCaret = (name: ast.QualifiedName): boolean =>
  name.segments.some(({ $refText }) => $refText === caretName);

function scenarioEvents(spot: Spot, retired: boolean): readonly Proposal[] {
  const stream = streamOf(spot);
  if (stream === undefined) return [];
  const inside: Spot = { ...spot, from: { ...spot.from, aggregate: stream, context: stream.context } };
  return symbolsAt(inside, {
    kinds: ["event"],
    only: (event) => event.aggregate === stream.ref && (retired || !event.node.retired),
    rank: () => "wanted",
    insert: (event, name) => withArguments(name, spot.analysis.signatures.event(event.ref)?.fields, spot),
  });
}

function scenarioCommands(spot: Spot): readonly Proposal[] {
  const subject = subjectOf(spot);
  const { signatures } = spot.analysis;
  return symbolsAt(spot, {
    kinds: ["command"],
    only: (command) => subject === undefined || command.aggregate === subject.ref,
    rank: () => "wanted",
    insert: (command, name) => {
      const signature = signatures.command(command.ref);
      const identity = subject === undefined && signature !== undefined ? [signature.identity] : [];
      return withArguments(name, signature && [...identity, ...signature.params], spot);
    },
  });
}

/** In a stream, or with a subject: events. Otherwise what has a stream, rows or steps. */
function outcomes(spot: Spot): readonly Proposal[] {
  if (streamOf(spot) !== undefined) return scenarioEvents(spot, false);
  return symbolsAt(spot, { kinds: ["aggregate", "projection", "saga"], rank: () => "wanted" });
}

function scenarioRejections(spot: Spot): readonly Proposal[] {
  const subject = subjectOf(spot);
  const acting = around(spot, ast.isScenarioDecl)?.clauses.flatMap((clause) =>
    clause.$type === "WhenClause"
      ? clause.actions.flatMap((action) => (action.$type === "CommandAction" ? [action.command] : []))
      : [],
  );
  const last = acting?.at(-1);
  const command = last && spot.analysis.names.find(textsOf(last), ["command"], spot.from);
  const owner =
    command?.aggregate === undefined ? subject : spot.analysis.names.get("aggregate", command.aggregate);
  // Those of the aggregate that acted last may be named bare.
  const inside: Spot = owner === undefined ? spot : { ...spot, from: { ...spot.from, aggregate: owner } };
  return [
    ...symbolsAt(inside, {
      kinds: ["rejection"],
      rank: (rejection) => (rejection.aggregate === owner?.ref ? "wanted" : "declared"),
      insert: ({ ref }, name) => {
        const fields = spot.analysis.signatures.rejection(ref)?.fields ?? [];
        return fields.length === 0 ? { insert: name } : withArguments(name, fields, spot);
      },
    }),
    ...builtInRejections.map(({ name }) =>
      named(name, CompletionItemKind.Constant, { rank: "declared", type: "built-in rejection" }),
    ),
  ];
}

function expectedSteps(spot: Spot): readonly Proposal[] {
  const node = around(spot, ast.isExpectedStep);
  const { names, signatures } = spot.analysis;
  const symbol = node && names.find(textsOf(node.subject.target), ["saga"], spot.from);
  const signature = symbol && signatures.saga(symbol.ref);
  return signature === undefined ? [] : stepsOf(signature.steps, signature.ends);
}
