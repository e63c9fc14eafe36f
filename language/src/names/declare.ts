/** Fixes that declare what was mentioned: an event that a command emits, a rejection that a guard gives, a type, a role. */
import { type AstNode, AstUtils } from "langium";
import type { FixDraft } from "../diagnostics/drafts.js";
import * as ast from "../generated/ast.js";
import type { NameSegment } from "./api.js";

/** Declares what is named at `at`: an event or rejection in the aggregate around it, a type or role beside that. */
export function declareFix(at: NameSegment): readonly FixDraft[] {
  const name = at.$refNode?.astNode;
  if (!ast.isQualifiedName(name) || name.segments.length > 1) return [];
  return [...declareInside(at, name), ...declareBeside(at, name)];
}

/** In front of the declaration that mentions it. */
function declareBeside(at: NameSegment, name: ast.QualifiedName): readonly FixDraft[] {
  const user = name.$container;
  const declaration = AstUtils.getContainerOfType(name, isDeclaration);
  if (declaration === undefined) return [];
  const create = (keyword: string, text: string): FixDraft => ({
    title: `Create ${keyword} ${at.$refText}`,
    edits: [{ above: declaration, text: `${text}\n` }],
  });
  if (ast.isGrant(user)) return [create("role", `role ${at.$refText}`)];
  if (!ast.isNamedType(user)) return [];
  return at.$refText.endsWith("Id")
    ? [create("id", `id ${at.$refText}`)]
    : [create("type", `type ${at.$refText} = string`)];
}

const isDeclaration = (node: AstNode): node is ast.Declaration => ast.isModel(node.$container);

function declareInside(at: NameSegment, name: ast.QualifiedName): readonly FixDraft[] {
  const aggregate = AstUtils.getContainerOfType(name, ast.isAggregateDecl);
  if (aggregate === undefined) return [];
  const declared = declarationFor(name.$container, at.$refText);
  // Behind the last of its kind; where there is none, behind what mentions it.
  const beside =
    aggregate.members.findLast((member) => member.$type === declared?.beside) ??
    aggregate.members.find((member) => AstUtils.hasContainerOfType(name, (node) => node === member));
  if (declared === undefined || beside?.$cstNode === undefined) return [];
  const text = [beside.$cstNode.text, ...declared.lines].join("\n  ");
  return [{ title: declared.title, edits: [{ at: beside, text }] }];
}

interface Declaration {
  readonly title: string;
  readonly beside: "EventDecl" | "RejectionDecl";
  readonly lines: readonly string[];
}

function declarationFor(user: ast.QualifiedName["$container"], name: string): Declaration | undefined {
  const event = { title: `Create event ${name}`, beside: "EventDecl" } as const;
  if (ast.isHandler(user)) return { ...event, lines: [`event ${name}`] };
  if (ast.isEmitStatement(user))
    return { ...event, lines: [`event ${name}${fieldsFor(user.args)}`, `on ${name}`] };
  if (!ast.isRequireStatement(user)) return undefined;
  return {
    title: `Create rejection ${name}`,
    beside: "RejectionDecl",
    lines: [`rejection ${name} "${worded(name)}"${fieldsFor(user.args)}`],
  };
}

/** A field for each argument, of the type that its value shows, as far as that can be seen where it stands. */
function fieldsFor(args: ast.Arguments | undefined): string {
  const fields = (args?.items ?? []).flatMap(({ label, value }) => {
    const name = label?.$refText ?? (ast.isNameExpr(value) ? value.target.$refText : "");
    return name === "" ? [] : [`${name}: ${typeOf(value)}`];
  });
  return fields.length === 0 ? "" : ` { ${fields.join(", ")} }`;
}

function typeOf(value: ast.Expression): string {
  if (ast.isNumberLiteral(value)) {
    const digits = value.$cstNode?.text.split(".")[1]?.length ?? 0;
    return digits === 0 ? "int" : `decimal(${String(digits)})`;
  }
  if (ast.isBoolLiteral(value)) return "bool";
  if (ast.isDurationLiteral(value)) return "duration";
  if (value.$cstNode?.text === "now") return "instant";
  if (!ast.isNameExpr(value)) return "string";
  const name = value.target.$refText;
  const params = AstUtils.getContainerOfType(value, ast.isCommandDecl)?.params ?? [];
  const key = AstUtils.getContainerOfType(value, ast.isAggregateDecl)?.key;
  const declared = [...params, ...(key === undefined ? [] : [key])].find((each) => each.name === name);
  return declared?.type.$cstNode?.text ?? "string";
}

/** `RoomTaken` as a sentence begins: `Room taken`. */
const worded = (name: string): string =>
  name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
