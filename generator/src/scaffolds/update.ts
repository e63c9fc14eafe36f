/**
 * Compares a hand-written file with what the model asks for, and adds what is missing. What a person wrote stays as it is,
 * to the byte. ts-morph is loaded when there is a file to look at; its copy of TypeScript and ours never meet.
 */
import type { MethodDeclaration, ObjectLiteralExpression, PropertyAssignment, SourceFile } from "ts-morph";
import { docComment } from "../escape/index.js";
import { isIdentifier } from "../names/index.js";
import { statementOf } from "./text.js";
import type { Scaffold, ScaffoldMember, ScaffoldObject } from "./scaffold.js";

/** How a file differs from what the model asks for. Names are those of members, `externals.taxRate`. */
export interface Comparison {
  /** In the model, and not in the file. */
  readonly missing: readonly string[];
  /** In the file, and not in the model any more. */
  readonly vanished: readonly string[];
  /** With other parameters than the model says. */
  readonly changed: readonly { readonly name: string; readonly has: string; readonly takes: string }[];
  /** What cannot be compared, because the constant is not an object that is written out. */
  readonly unreadable: readonly string[];
  /** The text with the missing members added; the text itself when there are none. */
  readonly completed: string;
}

/** Compares a hand-written file with what the model asks for. */
export async function compare(text: string, scaffold: Scaffold): Promise<Comparison> {
  const { Project, IndentationText, NewLineKind, QuoteKind, SyntaxKind } = await import("ts-morph");
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    manipulationSettings: {
      indentationText: /^\t/m.test(text) ? IndentationText.Tab : IndentationText.TwoSpaces,
      newLineKind: text.includes("\r\n") ? NewLineKind.CarriageReturnLineFeed : NewLineKind.LineFeed,
      quoteKind: QuoteKind.Double,
      useTrailingCommas: true,
    },
  });
  const file = project.createSourceFile("scaffold.ts", text);
  const missing: string[] = [];
  const vanished: string[] = [];
  const changed: Comparison["changed"][number][] = [];
  const unreadable: string[] = [];
  for (const object of scaffold.objects) {
    const literal = literalOf(file, object.name, SyntaxKind.ObjectLiteralExpression);
    if (literal === undefined) {
      unreadable.push(object.name);
      continue;
    }
    const members = membersOf(literal);
    // Members that come from elsewhere may be any.
    if (members === undefined) {
      unreadable.push(object.name);
      continue;
    }
    for (const member of object.members) {
      const found = members.get(member.name);
      if (found === undefined) missing.push(`${object.name}.${member.name}`);
      else changed.push(...otherParameters(object, member, found));
    }
    const known = new Set(object.members.map(({ name }) => name));
    for (const name of members.keys()) if (!known.has(name)) vanished.push(`${object.name}.${name}`);
    for (const member of object.members)
      if (!members.has(member.name)) add(literal, member, scaffold.context);
  }
  return {
    missing,
    vanished,
    changed,
    unreadable,
    completed: missing.length === 0 ? text : file.getFullText(),
  };
}

/** The object that a constant of the file is written as. */
function literalOf(
  file: SourceFile,
  name: string,
  kind: Parameters<SourceFile["getFirstDescendantByKind"]>[0],
): ObjectLiteralExpression | undefined {
  const initializer = file.getVariableDeclaration(name)?.getInitializer();
  // `{ … } satisfies Externals` and the like are an object too.
  const literal = initializer?.getKind() === kind ? initializer : initializer?.getFirstChildByKind(kind);
  return literal as ObjectLiteralExpression | undefined;
}

/** The parameters of each member; `undefined` for one that is no function here, and for all when some are spread in. */
function membersOf(
  literal: ObjectLiteralExpression,
): ReadonlyMap<string, readonly string[] | null> | undefined {
  const members = new Map<string, readonly string[] | null>();
  for (const property of literal.getProperties()) {
    const kind = property.getKindName();
    if (kind === "SpreadAssignment" || !("getName" in property)) return undefined;
    members.set(unquoted(property.getName()), parametersOf(property, kind));
  }
  return members;
}

const unquoted = (name: string): string => name.replace(/^(["'])(.*)\1$/su, "$2");

function parametersOf(property: object, kind: string): readonly string[] | null {
  if (kind === "MethodDeclaration")
    return (property as MethodDeclaration).getParameters().map((one) => one.getName());
  if (kind !== "PropertyAssignment") return null;
  const value = (property as PropertyAssignment).getInitializer();
  return value !== undefined && "getParameters" in value
    ? (value as unknown as MethodDeclaration).getParameters().map((one) => one.getName())
    : null;
}

/** A person may leave parameters out at the end, or mark one as unused, or take an object apart. */
function otherParameters(
  object: ScaffoldObject,
  member: ScaffoldMember,
  has: readonly string[] | null,
): Comparison["changed"] {
  if (has === null) return [];
  const same =
    has.length <= member.params.length &&
    has.every((name, at) => !isIdentifier(name) || name.replace(/^_/, "") === member.params[at]);
  const name = `${object.name}.${member.name}`;
  return same ? [] : [{ name, has: has.join(", "), takes: member.params.join(", ") }];
}

function add(literal: ObjectLiteralExpression, member: ScaffoldMember, context: string): void {
  const doc = docComment(member.doc).trimEnd();
  literal.addMethod({
    name: isIdentifier(member.name) ? member.name : JSON.stringify(member.name),
    parameters: member.params.map((name) => ({ name })),
    statements: [statementOf(member, context)],
    ...(doc === "" ? {} : { leadingTrivia: `${doc}\n` }),
  });
}
