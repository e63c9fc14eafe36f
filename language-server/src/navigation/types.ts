/** The declared types of what stands at a place. */
import type { Type } from "@esdl/language/model";
import { type Analysis, ast, placeAt, refsIn } from "@esdl/language/editing";
import { namedAt } from "./targets.js";

/** What declares the types that a place's expression, field or parameter is of: those inside of lists and optionals too. */
export function typesAt(analysis: Analysis, offset: number): readonly ast.Named[] {
  const { node } = placeAt(analysis.file.root, offset);
  const type = analysis.observed.types.get(node) ?? declaredType(analysis, offset);
  return type === undefined ? [] : declarationsOf(type, analysis);
}

function declaredType(analysis: Analysis, offset: number): Type | undefined {
  const [mention] = namedAt(analysis, offset);
  if (mention?.named.kind !== "node") return undefined;
  const { node } = mention.named;
  const place = analysis.names.placeOf(node);
  if (ast.isField(node) || ast.isParameter(node) || ast.isKey(node) || ast.isGetter(node))
    return analysis.signatures.typeOf(node.type, place);
  if (ast.isFunctionDecl(node) || ast.isExternalFunctionDecl(node))
    return analysis.signatures.typeOf(node.result, place);
  return undefined;
}

const declarationsOf = (type: Type, { names }: Analysis): readonly ast.Named[] =>
  [...refsIn(type)].flatMap((ref) => {
    const node = names.symbols.get(ref)?.node;
    return node !== undefined && "name" in node ? [node] : [];
  });
