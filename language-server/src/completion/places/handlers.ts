/** What handlers name: events and answers, statuses and steps, commands. */
import { CompletionItemKind } from "vscode-languageserver";
import { ast } from "@esdl/language/editing";
import type { Proposal } from "../proposal.js";
import { around, type Spot, textsOf } from "../spot.js";
import { symbolsAt } from "../symbols.js";
import { statuses } from "./aggregates.js";
import { isOwn, named, withArguments } from "./common.js";

export function triggers(spot: Spot): readonly Proposal[] {
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
export function unhandled(aggregate: ast.AggregateDecl, spot: Spot): readonly Proposal[] {
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
export function answered(spot: Spot): readonly Proposal[] {
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

export function moves(spot: Spot): readonly Proposal[] {
  return around(spot, ast.isSagaDecl) === undefined ? statuses(spot) : steps(spot);
}

export function steps(spot: Spot): readonly Proposal[] {
  const node = around(spot, ast.isSagaDecl);
  const symbol = node && spot.analysis.names.declaredBy(node);
  const signature = symbol && spot.analysis.signatures.saga(symbol.ref);
  return signature === undefined ? [] : stepsOf(signature.steps, signature.ends);
}

export const stepsOf = (all: readonly string[], ends: readonly string[]): readonly Proposal[] => [
  ...all.map((name, order) => named(name, CompletionItemKind.EnumMember, { order, type: "step" })),
  ...ends.map((name, order) =>
    named(name, CompletionItemKind.EnumMember, { order: all.length + order, type: "end" }),
  ),
];

export function commands(spot: Spot): readonly Proposal[] {
  const { signatures } = spot.analysis;
  return symbolsAt(spot, {
    kinds: ["command", "externalCommand"],
    rank: () => "wanted",
    elsewhere: true,
    insert: (command, name) => {
      if (command.kind === "externalCommand")
        return withArguments(name, signatures.externalCommand(command.ref)?.params, spot);
      const signature = signatures.command(command.ref);
      return withArguments(name, signature && [signature.identity, ...signature.params], spot);
    },
  });
}
