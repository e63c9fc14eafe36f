/** What is named at a place: the node that declares it, whichever of its mentions the place is. */
import { type Analysis, ast, leavesOf, placeAt, type Target, type TreeLeaf } from "@esdl/language/editing";

/** Something with a name: what declares it; a context is declared by each of its files. */
export type Named =
  | { readonly kind: "context"; readonly name: string }
  | { readonly kind: "node"; readonly name: string; readonly node: ast.Named };

/**
 * One place where a name is written, and how: the places where one word stands for two things have to be spelled out when
 * one of them gets another name.
 */
export interface Mention {
  readonly start: number;
  readonly end: number;
  readonly named: Named;
  readonly as:
    | "declaration"
    | "reference"
    /** `amount` alone as an argument: the name of what it fills, or of its value. */
    | "argument name"
    | "argument value"
    /** `amount` alone as a statement: the field of the state or row that is written, or of the event. */
    | "written field"
    | "event field"
    /** `{left}` in a message. */
    | "placeholder";
}

export const isSame = (a: Named, b: Named): boolean =>
  a.kind === "node" ? b.kind === "node" && a.node === b.node : b.kind === "context" && a.name === b.name;

/** What is named at an offset. Two things where one word stands for both: what an argument fills, and its value. */
export function namedAt(analysis: Analysis, offset: number): readonly Mention[] {
  const { leaf } = placeAt(analysis.file.root, offset);
  if (leaf === undefined) return [];
  return mentionsIn(analysis, leaf).filter(({ start, end }) => start <= offset && offset <= end);
}

/** All names that are written in a file and mean something, in the order of the text. */
export function* mentions(analysis: Analysis): Generator<Mention> {
  for (const leaf of leavesOf(analysis.file.root)) yield* mentionsIn(analysis, leaf);
}

function mentionsIn(analysis: Analysis, leaf: TreeLeaf): readonly Mention[] {
  const { start, end, node, property, reference } = leaf;
  if (property === "message" && node.$type === "RejectionDecl") return placeholders(analysis, leaf);
  // The name of a scenario is a text.
  if (property === "name" && isNamedNode(node) && !ast.isScenarioDecl(node)) {
    if (ast.isModel(node))
      return [{ start, end, named: { kind: "context", name: node.name }, as: "declaration" }];
    return [{ start, end, named: nodeNamed(canonical(node, analysis)), as: "declaration" }];
  }
  if (reference === undefined) return [];
  const target = analysis.targetOf(reference);
  const named = target && namedBy(target, analysis);
  const double = doubleOf(analysis, leaf);
  if (double === undefined) return named === undefined ? [] : [{ start, end, named, as: "reference" }];
  return [
    ...(named === undefined ? [] : [{ start, end, named, as: double.own }]),
    { start, end, named: double.named, as: double.as },
  ];
}

const isNamedNode = (node: object): node is ast.Named => "name" in node && typeof node.name === "string";

const nodeNamed = (node: ast.Named): Named => ({ kind: "node", name: node.name, node });

/** Undefined for what no name declares: built-ins, and an aggregate's `Status`. */
function namedBy(target: Target, analysis: Analysis): Named | undefined {
  if (target.kind === "context") return { kind: "context", name: target.name };
  if (target.kind === "builtInRejection" || !("node" in target)) return undefined;
  const { node } = target;
  return isNamedNode(node) ? nodeNamed(canonical(node, analysis)) : undefined;
}

/** A status is declared where its lifecycle mentions it first. */
function canonical(node: ast.Named, { names, signatures }: Analysis): ast.Named {
  if (!ast.isStatus(node)) return node;
  const aggregate = node.$container.$container.$container.$container;
  const symbol = names.declaredBy(aggregate);
  const statuses = symbol && signatures.enum(`${symbol.ref}.Status`)?.members;
  return statuses?.find(({ name }) => name === node.name)?.node ?? node;
}

/** The other thing that a word stands for, and how the word stands for the one that it is written for. */
function doubleOf(
  analysis: Analysis,
  { node, reference }: TreeLeaf,
): { readonly named: Named; readonly as: Mention["as"]; readonly own: Mention["as"] } | undefined {
  if (reference === undefined || !ast.isNameExpr(node)) return undefined;
  const { observed } = analysis;
  const { $container: outer } = node;
  if (ast.isArgument(outer) && outer.label === undefined) {
    const seen = observed.args.get(outer.$container);
    if (seen?.binding.style !== "named") return undefined;
    const slot = seen.slots.find(({ name }) => name === reference.$refText)?.node;
    return slot !== undefined && isNamedNode(slot)
      ? { named: nodeNamed(slot), as: "argument name", own: "argument value" }
      : undefined;
  }
  if (ast.isAssignStatement(outer) && outer.operator === undefined) {
    const event = observed.statements.get(outer)?.env.roots.get("event");
    const field = event?.members.get(reference.$refText)?.node;
    return field && { named: nodeNamed(field), as: "event field", own: "written field" };
  }
  return undefined;
}

/** `{left}` in the message of a rejection that has a field of that name. */
function placeholders({ file }: Analysis, { node, start, end }: TreeLeaf): readonly Mention[] {
  if (!ast.isRejectionDecl(node)) return [];
  return [...file.text.slice(start, end).matchAll(/\{(\w+)\}/g)].flatMap(
    ({ 1: name = "", index }): Mention[] => {
      const field = node.fields.find((candidate) => candidate.name === name);
      const at = start + index + 1;
      return field === undefined
        ? []
        : [{ start: at, end: at + name.length, named: nodeNamed(field), as: "placeholder" }];
    },
  );
}
