/** For tests: what typing leaves behind, and how much of a model is lost by it. */
import type { AstNode } from "langium";
import { AstUtils } from "langium";
import fc from "fast-check";

export interface Cut {
  /** The index of the model. */
  readonly model: number;
  readonly text: string;
}

/** One token, or the rest of a line, taken out of one of the models. */
export function cuts(models: readonly string[]): fc.Arbitrary<Cut> {
  return fc.nat({ max: models.length - 1 }).chain((model) => {
    const text = models[model] ?? "";
    const tokens = [...text.matchAll(/\/\/[^\n]*|"[^"\n]*"|\w+|[^\s\w]/g)].filter(
      ([token]) => !token.startsWith("//"),
    );
    return fc.tuple(fc.constantFrom(...tokens), fc.boolean()).map(([token, wholeLine]) => {
      const end = wholeLine ? text.indexOf("\n", token.index) : token.index + token[0].length;
      return { model, text: text.slice(0, token.index) + text.slice(end) };
    });
  });
}

/** What has a name, with how often. */
export function symbols(root: AstNode): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const node of AstUtils.streamAst(root)) {
    const name: unknown = Reflect.get(node, "name");
    if (typeof name !== "string" || name === "") continue;
    const key = `${node.$type} ${name}`;
    found.set(key, (found.get(key) ?? 0) + 1);
  }
  return found;
}

/** How many of the symbols of a model are not in a tree of it. */
export function lost(original: ReadonlyMap<string, number>, root: AstNode): number {
  const left = symbols(root);
  return [...original].reduce((sum, [name, count]) => sum + Math.max(0, count - (left.get(name) ?? 0)), 0);
}
