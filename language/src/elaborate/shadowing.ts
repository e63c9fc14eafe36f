/** No name hides another: what a `let`, a `for` or a lambda declares must be new. */
import type { Named } from "../generated/ast.js";
import { AstUtils } from "langium";
import type { FixDraft } from "../diagnostics/drafts.js";
import { isBlock, isNameExpr } from "../generated/ast.js";
import { type Env, bindings, qualifier } from "./environment.js";

/** Whether the name is new here; reports when it is not. */
export function checkNewName(node: Named, env: Env): boolean {
  if (node.name === "") return false;
  const [found] = bindings(node.name, env);
  const taken =
    found?.kind === "member"
      ? `${found.scope.root === "self" ? "" : `${found.scope.root}.`}${node.name}`
      : found !== undefined || qualifier(node.name, env) !== undefined
        ? node.name
        : undefined;
  if (taken === undefined) return true;
  env.kit.report("ESDL2004", { node, property: "name" }, { name: node.name, taken }, renamed(node, env));
  return false;
}

/** Another name for it, here and wherever it is used: in its lambda, its loop, or the rest of its block. */
function renamed(node: Named, env: Env): readonly FixDraft[] {
  const { name } = node;
  const other = `other${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  if (bindings(other, env).length > 0) return [];
  const scope = node.$container;
  if (scope === undefined) return [];
  const start = isBlock(scope) ? (node.$cstNode?.end ?? 0) : (scope.$cstNode?.offset ?? 0);
  const uses = [...AstUtils.streamAllContents(scope)].filter(isNameExpr).filter(
    (use) =>
      use.target.$refText === name &&
      (use.$cstNode?.offset ?? 0) >= start &&
      // The list of a loop is read before its name is there.
      !(node.$type === "Loop" && AstUtils.hasContainerOfType(use, (at) => at === node)),
  );
  return [
    {
      title: `Call it \`${other}\``,
      edits: [
        { at: { node, property: "name" }, text: other },
        ...uses.map((use) => ({ at: use, text: other })),
      ],
    },
  ];
}
