/**
 * Fills the holes that a damaged source leaves in its tree, so that the types of the tree are true of it: consumers meet
 * `MissingExpr`, `MissingType`, empty lists and empty names, and never `undefined` where the type forbids it.
 * What is filled in has no `$cstNode`, and a filled-in reference has no `$refNode`: nobody wrote them.
 */
import type { AstNode, AstReflection, Linker } from "langium";

type Filler =
  | "text"
  | "zero"
  | "expression"
  | "type"
  | "name"
  | "arguments"
  | "block"
  | "key"
  | "handler"
  | "loop"
  | "expected";

/** `Type.property`, or `property` for all other types that have it. */
const fillers: Readonly<Record<string, Filler>> = {
  name: "text",
  text: "text",
  pattern: "text",
  duration: "text",
  "StringLiteral.value": "text",
  "BoolLiteral.value": "text",
  operator: "text",
  version: "zero",
  every: "zero",
  condition: "expression",
  body: "expression",
  "CommandDecl.body": "block",
  "ForStatement.body": "block",
  value: "expression",
  "MapType.value": "type",
  then: "expression",
  "IfStatement.then": "block",
  else: "expression",
  left: "expression",
  right: "expression",
  operand: "expression",
  receiver: "expression",
  index: "expression",
  callee: "expression",
  list: "expression",
  "RemoveStatement.target": "expression",
  "AssignStatement.target": "expression",
  "OrderKey.key": "expression",
  "GivenStream.key": "expression",
  type: "type",
  result: "type",
  base: "type",
  element: "type",
  from: "type",
  "MapType.key": "type",
  key: "key",
  target: "name",
  event: "name",
  rejection: "name",
  command: "name",
  role: "name",
  trigger: "name",
  aggregate: "name",
  args: "arguments",
  row: "arguments",
  handler: "handler",
  loop: "loop",
  subject: "expected",
};

/** What a hole is filled with; its own holes are filled next. */
const made: Readonly<
  Record<Exclude<Filler, "text" | "zero">, () => Record<string, unknown> & { $type: string }>
> = {
  expression: () => ({ $type: "MissingExpr" }),
  type: () => ({ $type: "MissingType" }),
  name: () => ({ $type: "QualifiedName", segments: [] }),
  arguments: () => ({ $type: "Arguments", items: [] }),
  block: () => ({ $type: "Block", statements: [] }),
  key: () => ({ $type: "Key" }),
  handler: () => ({ $type: "Handler" }),
  loop: () => ({ $type: "Loop" }),
  expected: () => ({ $type: "Expected" }),
};

/** The unions of the tree: a node of such a type is one whose parsing broke off before it was known what it is. */
const brokenOff: Readonly<Record<string, string>> = { Expression: "MissingExpr", TypeExpr: "MissingType" };

/** How one property of one type is filled; undefined when the table does not say. */
export function fillerOf(type: string, property: string): string | undefined {
  return fillers[`${type}.${property}`] ?? fillers[property];
}

/** Fills the holes of one node, in place; what fills them has holes of its own. */
export function complete(node: AstNode, reflection: AstReflection, linker: Linker): void {
  const type = brokenOff[node.$type];
  if (type !== undefined) Reflect.set(node, "$type", type);
  const { properties } = reflection.getTypeMetaData(node.$type);
  for (const name in properties) {
    const property = properties[name];
    if (property === undefined || property.optional === true || Reflect.get(node, name) !== undefined)
      continue;
    if (property.defaultValue !== undefined) {
      Reflect.set(node, name, Array.isArray(property.defaultValue) ? [] : property.defaultValue);
    } else if (property.referenceType !== undefined) {
      Reflect.set(node, name, linker.buildReference(node, name, undefined, ""));
    } else {
      Reflect.set(node, name, filled(node, name));
    }
  }
}

function filled(node: AstNode, property: string): unknown {
  const filler = fillers[`${node.$type}.${property}`] ?? fillers[property];
  if (filler === undefined) throw new Error(`No filler for ${node.$type}.${property}`);
  if (filler === "text") return "";
  if (filler === "zero") return 0;
  return { ...made[filler](), $container: node, $containerProperty: property };
}
