/** What keeps stored events readable when their declaration gets another name: `event Placed formerly Created`. */
import { type Analysis, ast, findProperty } from "@esdl/language/editing";
import type { Edit } from "./rename.js";
import type { Named } from "./targets.js";

/** `released`: the events that `esdl.lock` has, as `Shop.Order.Created`. */
export function formerlyEdits(
  named: Named,
  name: string,
  { names, locate }: Analysis,
  released: ReadonlySet<string>,
): readonly Edit[] {
  if (named.kind !== "node" || !ast.isEventDecl(named.node)) return [];
  const { node } = named;
  const ref = names.declaredBy(node)?.ref;
  const keeps = ref !== undefined && released.has(ref) ? [node.name] : [];
  const former = [...node.formerly.filter((other) => other !== name), ...keeps];
  if (former.length === node.formerly.length && keeps.length === 0) return [];
  const start = findProperty({ node, property: "name" })?.end ?? 0;
  const end = findProperty({ node, property: "formerly", index: node.formerly.length - 1 })?.end ?? start;
  const text = former.length === 0 ? "" : ` formerly ${former.join(", ")}`;
  return [{ path: locate.offsets(node).file, start, end, text }];
}
