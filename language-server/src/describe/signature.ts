/** Declarations in a line: what they take, and how their fields are written. */
import type { AstNode } from "@esdl/language/editing";
import {
  type Analysis,
  ast,
  type DeclaredKind,
  displayType,
  type FieldSignature,
  type Slot,
  type SymbolOf,
  type Type,
} from "@esdl/language/editing";

/** A type as it is written in a context. */
export const typeText = (type: Type | undefined, context: string): string =>
  type === undefined ? "?" : displayType(type, context);

/** `amount: decimal(2) = 0`. */
export function fieldText(field: Slot, context: string): string {
  const preset = defaultText(field.node);
  const type = typeText(field.type, context);
  return `${field.name}: ${type}${preset === undefined ? "" : ` = ${preset}`}`;
}

/** The default as it was written. */
function defaultText(node: AstNode | undefined): string | undefined {
  return (ast.isField(node) || ast.isParameter(node)) && node.default !== undefined
    ? oneLine(node.default.$cstNode?.text ?? "")
    : undefined;
}

/** Source text on one line, without comments. */
export const oneLine = (text: string): string =>
  text
    .replace(/\/\/[^\r\n]*|\/\*[^]*?\*\//g, " ")
    .replace(/\s+/g, " ")
    .trim();

/** What a declaration is given, without what it has by itself; undefined for what is given nothing. */
export function slotsOf(
  symbol: SymbolOf<DeclaredKind>,
  { signatures }: Analysis,
): readonly FieldSignature[] | undefined {
  switch (symbol.kind) {
    case "event":
      return signatures.event(symbol.ref)?.fields;
    case "rejection":
      return signatures.rejection(symbol.ref)?.fields;
    case "value":
      return signatures.value(symbol.ref)?.fields;
    case "entity":
      return signatures.entity(symbol.ref)?.fields;
    case "command":
      return signatures.command(symbol.ref)?.params;
    case "externalCommand":
      return signatures.externalCommand(symbol.ref)?.params;
    case "function":
      return signatures.function(symbol.ref)?.params;
    default:
      return undefined;
  }
}

/** `(reference: string, lines: Line[])`, with the result of a function behind it. */
export function parametersOf(
  symbol: SymbolOf<DeclaredKind>,
  analysis: Analysis,
  context: string,
): string | undefined {
  const slots = slotsOf(symbol, analysis);
  if (slots === undefined) return undefined;
  const list = `(${slots.map((slot) => fieldText(slot, context)).join(", ")})`;
  if (symbol.kind !== "function") return list;
  return `${list}: ${typeText(analysis.signatures.function(symbol.ref)?.result, context)}`;
}
