/** Where something is declared: the names that are used in the file and that nothing declares yet. */
import { CompletionItemKind } from "vscode-languageserver";
import type { AstNode } from "@esdl/language/editing";
import { ast, caretName, type Expected, leavesOf } from "@esdl/language/editing";
import type { Proposal } from "./proposal.js";
import type { Spot } from "./spot.js";

const uses = (text: string): ReadonlySet<string> => new Set(text.split(" "));

const inExpressions = "NameExpr.target MemberExpr.member";
const events = uses("EmitStatement.event Handler.trigger Become.event GivenEvent.event Expected.target");
const commands = uses("SendStatement.command UndoClause.command CommandAction.command Handler.trigger");
const types = uses("NamedType.target NameExpr.target AdoptStep.target");
const steps = uses(
  "Handler.target TimeoutHandler.target ExpectedStep.step RenameSagaStep.to RemoveSagaStep.as",
);
const statuses = uses(
  `Handler.target InModifier.statuses CommandDecl.statuses Unique.statuses ${inExpressions}`,
);
const fields = uses(
  `Argument.label Unique.fields IndexColumn.field PersonalModifier.subject AddStep.field ChangeStep.field RenameStep.to ${inExpressions}`,
);
const locals = uses(`${inExpressions} Argument.label`);
const streams = uses("GivenStream.aggregate Expected.target ScenarioDecl.subject");

/** Where each kind of thing may have been named before it is declared. */
const usesOf: Readonly<Record<string, ReadonlySet<string>>> = {
  "EventDecl.name": events,
  "CommandDecl.name": commands,
  "ExternalCommandDecl.name": commands,
  "RejectionDecl.name": uses("RequireStatement.rejection Unique.rejection ExpectedRejection.rejection"),
  "RoleDecl.name": uses("Grant.role CommandAction.role"),
  "IdDecl.name": types,
  "TypeDecl.name": types,
  "EnumDecl.name": types,
  "ValueDecl.name": types,
  "EntityDecl.name": types,
  "FunctionDecl.name": uses("NameExpr.target"),
  "ExternalFunctionDecl.name": uses("NameExpr.target"),
  "AggregateDecl.name": streams,
  "ProjectionDecl.name": streams,
  "SagaDecl.name": streams,
  "SagaStep.name": steps,
  "SagaEnd.name": steps,
  "Status.name": statuses,
  "EnumMember.name": uses(inExpressions),
  "Field.name": fields,
  "Getter.name": fields,
  "Parameter.name": locals,
  "Key.name": fields,
  "LetStatement.name": locals,
  "Loop.name": locals,
};

/** Whether something may be declared at a place that has names in use already. */
export const declaresAt = ({ possible }: Expected): boolean =>
  possible.some(
    ({ path: [step] }) => step !== undefined && Object.hasOwn(usesOf, `${step.type}.${step.property}`),
  );

export function undeclared(place: string, spot: Spot): readonly Proposal[] {
  const wanted = Object.hasOwn(usesOf, place) ? usesOf[place] : undefined;
  if (wanted === undefined) return [];
  const found = new Set<string>();
  for (const { node, property, reference } of leavesOf(spot.analysis.file.root)) {
    if (reference === undefined || spot.analysis.targetOf(reference) !== undefined) continue;
    const key = ast.isQualifiedName(node)
      ? `${node.$container.$type}.${node.$containerProperty ?? ""}`
      : `${node.$type}.${property}`;
    if (wanted.has(key) && !isQualifying(node, reference.$refText) && !isKnown(node, spot))
      found.add(reference.$refText);
  }
  found.delete(caretName);
  return [
    ...(place === "Status.name" ? mentioned(spot) : []),
    ...[...found].map((label): Proposal => ({
      label,
      kind: CompletionItemKind.Text,
      rank: "wanted",
      type: "not declared yet",
    })),
  ];
}

/** All but the last name of a qualified one say where it is. */
const isQualifying = (node: { readonly $type: string }, name: string): boolean =>
  ast.isQualifiedName(node) && node.segments.at(-1)?.$refText !== name;

/** What the language itself declares has a type all the same: `event`, `size`. */
function isKnown(node: AstNode, { analysis: { observed } }: Spot): boolean {
  const { $container: outer } = node;
  const member = ast.isMemberExpr(outer) ? outer : node;
  const called = ast.isCallExpr(member.$container) ? member.$container : member;
  return [node, member, called].some((each) => observed.types.has(each));
}

/** Each status may be mentioned several times. */
function mentioned({ analysis: { signatures }, from }: Spot): readonly Proposal[] {
  const lifecycle = from.aggregate && signatures.aggregate(from.aggregate.ref)?.lifecycle;
  return (lifecycle?.statuses ?? [])
    .filter((name) => name !== caretName)
    .map((label) => ({ label, kind: CompletionItemKind.EnumMember, rank: "wanted", type: "status" }));
}
