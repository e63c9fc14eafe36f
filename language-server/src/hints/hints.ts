/** What is not written and could be: the types of locals, and what arguments without a label fill. */
import {
  type Analysis,
  type AstNode,
  ast,
  AstUtils,
  type DeclaredKind,
  displayType,
  docOf,
  findProperty,
  refsIn,
  type SymbolOf,
  type Type,
} from "@esdl/language/editing";
import type { Settings } from "../settings.js";

export interface Hint {
  readonly at: number;
  readonly kind: "type" | "parameter";
  /** `: `, `Price`, `?`; names of types with what declares them. */
  readonly parts: readonly { readonly text: string; readonly symbol?: SymbolOf<DeclaredKind> }[];
  readonly doc?: string | undefined;
}

/** Between two offsets, in the order of the text. */
export function hintsIn(
  analysis: Analysis,
  range: { readonly start: number; readonly end: number },
  wanted: Settings["inlayHints"],
): readonly Hint[] {
  const found: Hint[] = [];
  const visit = (node: AstNode): void => {
    const place = node.$cstNode;
    if (place === undefined || place.end < range.start || place.offset > range.end) return;
    if (wanted.types && isLocal(node)) found.push(...typeHint(node, analysis));
    if (wanted.parameterNames && ast.isArguments(node)) found.push(...parameterHints(node, analysis));
    for (const child of AstUtils.streamContents(node)) visit(child);
  };
  visit(analysis.file.root);
  return found.filter(({ at }) => range.start <= at && at <= range.end).sort((a, b) => a.at - b.at);
}

/** What has a name, and nowhere a type. */
type LocalNode = ast.LetStatement | ast.Loop | ast.LambdaParam;

const isLocal = (node: AstNode): node is LocalNode =>
  ast.isLetStatement(node) || ast.isLoop(node) || ast.isLambdaParam(node);

function typeHint(node: LocalNode, analysis: Analysis): readonly Hint[] {
  const type = analysis.observed.types.get(node);
  const name = findProperty({ node, property: "name" });
  if (type === undefined || name === undefined) return [];
  // A literal or a construction says it itself: `let price = Price(…)`.
  if (ast.isLetStatement(node) && saysItself(node.value, type)) return [];
  return [{ at: name.end, kind: "type", parts: [{ text: ": " }, ...typeParts(type, analysis)] }];
}

const saysItself = (value: ast.Expression, type: Type): boolean =>
  ast.isStringLiteral(value) ||
  ast.isBoolLiteral(value) ||
  (ast.isCallExpr(value) && value.callee.$cstNode?.text.split(".").at(-1) === nameOf(type));

const nameOf = (type: Type): string | undefined => ("ref" in type ? type.ref.split(".").at(-1) : undefined);

function typeParts(type: Type, { names, file }: Analysis): Hint["parts"] {
  const text = displayType(type, file.root.name);
  const symbols = [...refsIn(type)].flatMap((ref) => names.symbols.get(ref) ?? []);
  return text.split(/([A-Za-z_][\w.]*)/).flatMap((part) => {
    if (part === "") return [];
    const symbol = symbols.find(({ ref, name }) => part === name || ref.endsWith(`.${part}`) || part === ref);
    return [symbol === undefined ? { text: part } : { text: part, symbol }];
  });
}

function parameterHints(node: ast.Arguments, { observed }: Analysis): readonly Hint[] {
  const seen = observed.args.get(node);
  // Where arguments are named, a bare name says what it fills.
  if (seen?.binding.style !== "either" || node.items.some(({ label }) => label !== undefined)) return [];
  return node.items.flatMap((item, index): readonly Hint[] => {
    const slot = seen.slots[index];
    const { value } = item;
    // Of the argument: a value in brackets begins behind them.
    const at = item.$cstNode?.offset;
    if (slot === undefined || at === undefined || isCalled(value, slot.name)) return [];
    return [
      {
        at,
        kind: "parameter",
        parts: [{ text: `${slot.name}:` }],
        doc: slot.node && docOf(slot.node),
      },
    ];
  });
}

/** `amount` and `order.amount` say themselves that they are the amount; what is half typed says nothing. */
const isCalled = (value: ast.Expression, name: string): boolean =>
  ast.isMissingExpr(value) ||
  (ast.isNameExpr(value) && value.target.$refText === name) ||
  (ast.isMemberExpr(value) && value.member.$refText === name);
