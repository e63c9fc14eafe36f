/** No name hides another: what a `let`, a `for` or a lambda declares must be new. */
import type { Named } from "../generated/ast.js";
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
  env.kit.report("ESDL2004", { node, property: "name" }, { name: node.name, taken });
  return false;
}
