/** Which words stand close together: by their text, and what only the tree can tell. */
import type { AstNode } from "langium";
import type { Arguments } from "../generated/ast.js";
import {
  isArguments,
  isExpected,
  isExpectedRow,
  isExternalCommandDecl,
  isGivenEvent,
  isIndexExpr,
  isListType,
  isMapType,
  isNamedType,
  isOptionalType,
  isSetType,
  isUnaryExpr,
} from "../generated/ast.js";
import type { Places } from "./places.js";

const closeAfter: ReadonlySet<string> = new Set(["(", "[", ".", "?."]);
const closeBefore: ReadonlySet<string> = new Set([")", "]", ".", "?.", ":"]);

/** What the text of two neighbours says. */
export const areClose = (before: string, after: string): boolean =>
  closeAfter.has(before) || closeBefore.has(after);

/** The items that stand close to what is before them, as far as a node says so. */
export function closeItems(node: AstNode, places: Places): number[] {
  if (isArguments(node)) return isApart(node) ? [] : [places.first(node)];
  if (isIndexExpr(node)) return [places.partner.get(places.last(node)) ?? -1];
  if (isListType(node)) return [places.before(places.last(node))];
  // `??` would be an operator.
  if (isOptionalType(node)) return isOptionalType(node.base) ? [] : [places.last(node)];
  if (isSetType(node) || isMapType(node)) {
    const opener = places.after(places.first(node));
    return [opener, places.after(opener), places.last(node)];
  }
  if (isNamedType(node) && node.digits !== undefined) return [places.partner.get(places.last(node)) ?? -1];
  if (isUnaryExpr(node) && node.operator === "-") return [places.after(places.first(node))];
  // The parentheses of parameters, also where there are none.
  if ("params" in node && "name" in node) {
    let at = places.first(node);
    while (at < places.last(node) && !places.isWord(at, "(")) at = places.after(at);
    return [at];
  }
  return [];
}

/** `version 1 (…)`, `SalesPerDay ("2026-01-01", "TEA-1") (sold: 2)`, `sample (…)`: no call of what is before. */
function isApart(node: Arguments): boolean {
  const holder = node.$container;
  if (isGivenEvent(holder)) return holder.version !== undefined;
  if (isExpectedRow(holder) || isExternalCommandDecl(holder)) return true;
  return isExpected(holder) && holder.$containerProperty === "subject";
}
