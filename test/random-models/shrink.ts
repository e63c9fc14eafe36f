/** Smaller models: with a declaration and all that mentions it taken out, a statement gone, an expression made simple. */
import { checkModel } from "@esdl/language";
import { print, rewrite, treesIn, type Tree } from "./tree.js";
import { same, show, type Scalar, type Type } from "./types.js";

type Files = readonly Tree[];
type Change = (files: Files) => Files;

/** Smaller models that still check, beginning with the `from`th change, so that what was in vain is not tried again at once. */
export function* smaller(
  files: Files,
  from: number,
): Generator<{ readonly files: Files; readonly at: number }> {
  const changes = [...changesOf(files)];
  for (let tried = 0; tried < changes.length; tried++) {
    const at = (from + tried) % changes.length;
    const changed = changes[at]?.(files);
    if (changed === undefined || size(changed) >= size(files) || !isRight(changed)) continue;
    yield { files: changed, at };
  }
}

const size = (files: Files): number => files.reduce((sum, file) => sum + print(file).length, 0);

const isRight = (files: Files): boolean =>
  checkModel(files.map((file, at) => ({ path: `model${String(at + 1)}.esdl`, text: print(file) }))).model !==
  undefined;

function* changesOf(files: Files): Generator<Change> {
  for (const file of files) yield (all) => all.filter((other) => other !== file);
  const trees = files.flatMap((file) => [...treesIn(file)]);
  const declared = [...new Set(trees.flatMap(({ declares }) => (declares === undefined ? [] : [declares])))];
  for (const symbol of declared) yield (all) => without(symbol, all);
  for (const tree of trees)
    if (tree.free === true && tree.declares === undefined) yield (all) => replaced(all, tree, undefined);
  for (const tree of trees) {
    const { expr } = tree;
    if (expr === undefined) continue;
    for (const text of simplest(expr.type)) yield (all) => replaced(all, tree, { parts: [text], expr });
    for (const inner of treesIn(tree))
      if (inner !== tree && inner.expr !== undefined && same(inner.expr.type, expr.type))
        yield (all) => replaced(all, tree, inner);
  }
}

const present = (tree: Tree | undefined): readonly Tree[] => (tree === undefined ? [] : [tree]);

const replaced = (files: Files, old: Tree, by: Tree | undefined): Files =>
  files.flatMap((file) => present(rewrite(file, (tree) => (tree === old ? by : tree))));

/** All that cannot be without a declaration. */
function without(symbol: string, files: Files): Files {
  const gone = new Set([symbol]);
  const trees = files.flatMap((file) => [...treesIn(file)]);
  for (let before = 0; before < gone.size;) {
    before = gone.size;
    for (const { declares, mentions, expr } of trees)
      if (declares !== undefined && expr === undefined && mentions?.some((each) => gone.has(each)) === true)
        gone.add(declares);
  }
  const change = (tree: Tree): Tree | undefined => {
    if (tree.declares !== undefined && gone.has(tree.declares)) return undefined;
    if (tree.mentions?.some((each) => gone.has(each)) !== true) return tree;
    return tree.expr && { parts: [simplest(tree.expr.type)[0] ?? "none"], expr: tree.expr };
  };
  return files.flatMap((file) => present(rewrite(file, change)));
}

/** The shortest texts that may be expressions of a type. */
function simplest(type: Type): readonly string[] {
  switch (type.kind) {
    case "scalar":
      return simplestScalar(type.name);
    case "optional":
      return ["none"];
    case "list":
    case "set":
      return ["[]"];
    case "enum":
      return type.of.members.map(
        (member) =>
          `${show(type, { context: type.of.context, ...(type.of.owner === undefined ? {} : { owner: type.of.owner }) })}.${member}`,
      );
    case "brand":
      return type.of.samples?.slice(0, 1) ?? simplest(type.of.base);
    default:
      return [];
  }
}

function simplestScalar(name: Scalar): readonly string[] {
  switch (name) {
    case "string":
      return ['""'];
    case "int":
      return ["0", "1"];
    case "decimal":
      return ["0", "0.5"];
    case "bool":
      return ["true", "false"];
    case "duration":
      return ["0s"];
    case "instant":
      return ['"2026-01-31T09:30:00.000Z"'];
    case "date":
      return ['"2026-01-31"'];
    case "uuid":
      return ['"018f6b1c-9a3e-7c54-b2d1-3e5f7a9b1c2a"'];
    case "json":
      return [];
  }
}
