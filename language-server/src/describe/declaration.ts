/** Declarations as they are written, short: what stands in a hover and beside a completion. */
import type { AstNode } from "@esdl/language/editing";
import { ast } from "@esdl/language/editing";
import { oneLine } from "./signature.js";

/** So long may a line be before fields stand on lines of their own. */
const lineLength = 72;

/** The text of a declaration without its body and history; undefined for what declares nothing. */
export function declarationText(node: AstNode): string | undefined {
  switch (node.$type) {
    case "EventDecl":
    case "ValueDecl":
    case "EntityDecl":
    case "RejectionDecl":
      return shapeText(node as ast.EventDecl | ast.ValueDecl | ast.EntityDecl | ast.RejectionDecl);
    case "EnumDecl":
      return enumText(node as ast.EnumDecl);
    case "CommandDecl":
      return headOf(node, (node as ast.CommandDecl).body);
    case "AggregateDecl":
      return aggregateText(node as ast.AggregateDecl);
    case "ProjectionDecl":
      return projectionText(node as ast.ProjectionDecl);
    case "SagaDecl":
      return sagaText(node as ast.SagaDecl);
    case "PolicyDecl":
      return headOf(node, (node as ast.PolicyDecl).handler.body);
    case "SagaStep":
      return `step ${(node as ast.SagaStep).name}`;
    case "SagaEnd":
      return `end ${(node as ast.SagaEnd).name}`;
    case "EnumMember":
      return memberText(node as ast.EnumMember);
    case "Lifecycle":
    case "IdDecl":
    case "TypeDecl":
    case "RoleDecl":
    case "FunctionDecl":
    case "ExternalFunctionDecl":
    case "ExternalCommandDecl":
    case "Field":
    case "Parameter":
    case "Key":
    case "Getter":
    case "Invariant":
    case "QueryDecl":
    case "RenameStep":
    case "RemoveStep":
      return textOf(node);
    default:
      return undefined;
  }
}

const textOf = (node: AstNode): string => oneLine(node.$cstNode?.text ?? "");

/** The text before a part of a declaration. */
function headOf(node: AstNode, body: AstNode | undefined): string {
  const [whole, inner] = [node.$cstNode, body?.$cstNode];
  if (whole === undefined) return "";
  return oneLine(inner === undefined ? whole.text : whole.text.slice(0, inner.offset - whole.offset));
}

function braces(head: string, parts: readonly string[]): string {
  if (parts.length === 0) return head;
  const line = `${head} { ${parts.join(", ")} }`;
  return line.length <= lineLength ? line : `${head} {\n${parts.map((part) => `  ${part}`).join("\n")}\n}`;
}

function shapeText(node: ast.EventDecl | ast.ValueDecl | ast.EntityDecl | ast.RejectionDecl): string {
  const members: readonly AstNode[] = node.$type === "RejectionDecl" ? node.fields : node.members;
  const shown = members.filter(({ $type }) => $type === "Field" || $type === "Getter");
  return braces(headText(node), shown.map(textOf));
}

function headText(node: ast.EventDecl | ast.ValueDecl | ast.EntityDecl | ast.RejectionDecl): string {
  switch (node.$type) {
    case "EventDecl": {
      const former = node.formerly.length === 0 ? "" : ` formerly ${node.formerly.join(", ")}`;
      return `${node.public ? "public " : ""}${node.retired ? "retired " : ""}event ${node.name}${former}`;
    }
    case "ValueDecl":
      return `${node.public ? "public " : ""}value ${node.name}`;
    case "EntityDecl":
      return `entity ${node.name} by ${textOf(node.key)}`;
    case "RejectionDecl":
      return `rejection ${node.name}${node.message === undefined ? "" : ` ${JSON.stringify(node.message)}`}`;
  }
}

const enumText = (node: ast.EnumDecl): string =>
  braces(
    `${node.public ? "public " : ""}enum ${node.name}`,
    node.members.map(({ name }) => name),
  );

const memberText = (node: ast.EnumMember): string => {
  const { $container: owner } = node;
  return `${ast.isEnumDecl(owner) ? `${owner.name}.` : ""}${node.name}`;
};

function aggregateText(node: ast.AggregateDecl): string {
  const head = `${node.public ? "public " : ""}aggregate ${node.name} by ${textOf(node.key)}`;
  const lifecycle = node.members.find(({ $type }) => $type === "Lifecycle");
  return lifecycle === undefined ? head : `${head} {\n  ${textOf(lifecycle)}\n}`;
}

function projectionText(node: ast.ProjectionDecl): string {
  const keys = node.keys.map(textOf);
  const key = keys.length === 1 ? keys.join("") : `(${keys.join(", ")})`;
  const shown = node.members.filter(({ $type }) => $type === "Field" || $type === "Getter");
  return braces(`${node.public ? "public " : ""}projection ${node.name} by ${key}`, shown.map(textOf));
}

function sagaText(node: ast.SagaDecl): string {
  const head = `${node.public ? "public " : ""}saga ${node.name} by ${textOf(node.key)}${node.fromStart ? " from start" : ""}`;
  const steps = node.members.flatMap((member) =>
    member.$type === "SagaStep" ? [`step ${member.name}`] : [],
  );
  const ends = node.members.flatMap((member) =>
    member.$type === "SagaEnds" ? member.ends.map(({ name }) => name) : [],
  );
  return braces(head, [...steps, ...(ends.length === 0 ? [] : [`end ${ends.join(", ")}`])]);
}
