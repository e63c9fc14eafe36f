/** The lists of the tree whose items may stand on lines of their own, as data. */
import type { AstNode } from "langium";
import { isIfStatement } from "../generated/ast.js";

/** How the items of a list are set apart. */
export interface ListStyle {
  /** Always one item a line. */
  readonly lines?: true;
  /** What separates them on one line. */
  readonly flat: "," | "  ";
  /** A comma also where each has a line of its own. */
  readonly commas?: true;
  /** Behind a word, not in braces. */
  readonly clause?: true;
}

const lines: ListStyle = { lines: true, flat: "," };
const fields: ListStyle = { flat: "," };
const statements: ListStyle = { flat: "  " };
const facts: ListStyle = { flat: ",", commas: true, clause: true };
const actions: ListStyle = { flat: ",", clause: true };

/** By type and property of the node that holds the list. */
export const lists: Readonly<Partial<Record<string, Readonly<Record<string, ListStyle>>>>> = {
  Model: { declarations: lines },
  EnumDecl: { members: fields, versions: lines },
  EnumVersion: { steps: fields },
  VersionClause: { steps: fields },
  ValueDecl: { members: fields },
  StateBlock: { members: fields },
  EntityDecl: { members: fields },
  EventDecl: { members: fields },
  RejectionDecl: { fields },
  ExternalCommandDecl: { returns: fields },
  AggregateDecl: { members: lines },
  ProjectionDecl: { members: lines },
  SagaDecl: { members: lines },
  SagaStep: { handlers: lines },
  ScenarioDecl: { clauses: lines },
  Block: { statements },
  GivenStream: { events: fields },
  ExpectedStream: { events: fields },
  GivenClause: { facts },
  WhenClause: { actions },
  ThenClause: { outcomes: facts },
};

/** Items that never share a line with others: what holds a rule, a body or a history of its own. */
const own: ReadonlySet<string> = new Set([
  "Getter",
  "Invariant",
  "VersionClause",
  "EnumVersion",
  "IfStatement",
  "ForStatement",
]);

/** Whether a list has one item a line whatever the source does. */
export function isAlwaysBroken(holder: AstNode, style: ListStyle, items: readonly AstNode[]): boolean {
  return style.lines === true || items.some(({ $type }) => own.has($type)) || isBranch(holder);
}

/** A body of an `if` that has several. */
function isBranch({ $container: holder }: AstNode): boolean {
  return isIfStatement(holder) && (holder.else !== undefined || isIfStatement(holder.$container));
}
