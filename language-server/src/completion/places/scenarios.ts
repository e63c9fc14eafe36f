/** What scenarios name. */
import { CompletionItemKind } from "vscode-languageserver";
import { ast, builtInRejections, caretName, type SymbolOf } from "@esdl/language/editing";
import type { Proposal } from "../proposal.js";
import { around, type Spot, textsOf } from "../spot.js";
import { symbolsAt } from "../symbols.js";
import { named, withArguments } from "./common.js";
import { stepsOf } from "./handlers.js";

export function subjectOf(spot: Spot): SymbolOf<"aggregate"> | undefined {
  const scenario = around(spot, ast.isScenarioDecl);
  return scenario?.subject === undefined ? undefined : spot.from.aggregate;
}

/** The aggregate whose stream the place is in, or the subject of the scenario. */
export function streamOf(spot: Spot): SymbolOf<"aggregate"> | undefined {
  const given = around(spot, ast.isGivenStream)?.aggregate;
  const expected = around(spot, ast.isExpectedStream)?.subject.target;
  const stream = [given, expected].find((name) => name !== undefined && !isAtCaret(name));
  if (stream === undefined) return subjectOf(spot);
  return spot.analysis.names.find(textsOf(stream), ["aggregate"], spot.from);
}

export const isAtCaret = (name: ast.QualifiedName): boolean =>
  name.segments.some(({ $refText }) => $refText === caretName);

export function scenarioEvents(spot: Spot, retired: boolean): readonly Proposal[] {
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

export function scenarioCommands(spot: Spot): readonly Proposal[] {
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
export function outcomes(spot: Spot): readonly Proposal[] {
  if (streamOf(spot) !== undefined) return scenarioEvents(spot, false);
  return symbolsAt(spot, { kinds: ["aggregate", "projection", "saga"], rank: () => "wanted" });
}

export function scenarioRejections(spot: Spot): readonly Proposal[] {
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

export function expectedSteps(spot: Spot): readonly Proposal[] {
  const node = around(spot, ast.isExpectedStep);
  const { names, signatures } = spot.analysis;
  const symbol = node && names.find(textsOf(node.subject.target), ["saga"], spot.from);
  const signature = symbol && signatures.saga(symbol.ref);
  return signature === undefined ? [] : stepsOf(signature.steps, signature.ends);
}
