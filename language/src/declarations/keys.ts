/** Keys as scenarios write them: a literal after the name, or several values in parentheses. */
import { choices } from "../diagnostics/drafts.js";
import type * as ast from "../generated/ast.js";
import type { Expr, Type } from "../model/index.js";
import type { Place } from "../names/api.js";
import { mostSimilar } from "../names/similar.js";
import type { FieldSignature } from "../signatures/api.js";
import { displayType } from "../types/display.js";
import type { Assembly } from "./assembly.js";

/** One part of a key. The name of a member stands for it in quotes, since only a literal can stand after a name. */
export function keyPart(
  assembly: Assembly,
  node: ast.Expression,
  type: Type,
  place: Place,
): Expr | undefined {
  const { signatures, elaborate, report } = assembly;
  const plain = signatures.underlying(type);
  if (node.$type !== "StringLiteral" || plain?.kind !== "enum")
    return elaborate.scenarioValue(node, type, place);
  const members = signatures.enum(plain.ref)?.members.map(({ name }) => name) ?? [];
  if (!members.includes(node.value)) {
    const similar = mostSimilar(node.value, members);
    const ways = (similar === undefined ? members : [similar]).map((member) => JSON.stringify(member));
    const params = { name: node.value, type: displayType(type, place.context), members };
    return report("ESDL2024", node, params, choices(node, ways));
  }
  const member: Expr = { kind: "enumMember", type: plain, member: node.value };
  return type.kind === "brand" ? { kind: "convert", type, how: "brand", value: member } : member;
}

/**
 * All parts of a composite key, in the order of `keys`, by place or by name; undefined when there are too many or too few,
 * or one has the name of none or of one that is given.
 */
export function compositeKey(
  assembly: Assembly,
  { items }: ast.Arguments,
  keys: readonly FieldSignature[],
  place: Place,
): readonly (Expr | undefined)[] | undefined {
  if (items.length !== keys.length) return undefined;
  const labels = items.flatMap(({ label }) => (label === undefined ? [] : [label.$refText]));
  const wrong = labels.some(
    (label, index) => !keys.some(({ name }) => name === label) || labels.indexOf(label) !== index,
  );
  if (wrong || (labels.length > 0 && labels.length < items.length)) return undefined;
  return keys.map(({ name, type }, index) => {
    const item = items.find(({ label }) => label?.$refText === name) ?? items[index];
    return item !== undefined && type !== undefined ? keyPart(assembly, item.value, type, place) : undefined;
  });
}
