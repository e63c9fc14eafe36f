/** The place that completion is asked for: what the grammar, the tree, and the types know of it. */
import { type AstNode, AstUtils } from "@esdl/language/editing";
import {
  type Analysis,
  ast,
  caretName,
  type Env,
  type Expected,
  expectedAt,
  type Place,
  placeAt,
  type TreePlace,
} from "@esdl/language/editing";
import type { Range } from "vscode-languageserver";
import { declaresAt } from "./declared.js";
import { envAt } from "../describe/env.js";
import type { PlaceRequest } from "../request.js";

export interface Spot {
  readonly request: PlaceRequest;
  readonly expected: Expected;
  /** Of the text with a name where the caret is. */
  readonly analysis: Analysis;
  readonly place: TreePlace;
  /** Where that name is looked up from. */
  readonly from: Place;
  /** What can be seen from here, where expressions or statements stand. */
  readonly env: Env | undefined;
  /** The range of the word that is being written. */
  readonly word: Range;
}

export function spotAt(
  request: PlaceRequest,
  expected: Expected = expectedAt(request.text, request.offset),
): Spot {
  // Only where something is declared, what the rest of the file calls it matters.
  const offset = declaresAt(expected) ? undefined : expected.caret;
  const analysis = request.project.probe(request.path, expected.text, offset);
  const place = placeAt(analysis.file.root, expected.caret + caretName.length);
  const { document } = request;
  return {
    request,
    expected,
    analysis,
    place,
    from: placeOf(place.node, analysis),
    env: envAt(place.node, analysis.observed),
    // What stands behind the caret stays: editors that replace it do so by themselves.
    word: { start: document.positionAt(expected.word.start), end: document.positionAt(request.offset) },
  };
}

/** Names in a scenario are looked up inside its subject. */
function placeOf(node: AstNode, { names }: Analysis): Place {
  const place = names.placeOf(node);
  const scenario = AstUtils.getContainerOfType(node, ast.isScenarioDecl);
  if (scenario?.subject === undefined || scenario.subject === node) return place;
  const aggregate = names.find(textsOf(scenario.subject), ["aggregate"], place);
  return aggregate === undefined ? place : { ...place, aggregate };
}

export const textsOf = (name: ast.QualifiedName): readonly string[] =>
  name.segments.map((segment) => segment.$refText);

/** The node of a type around the place. */
export const around = <T extends AstNode>({ place }: Spot, is: (node: AstNode) => node is T): T | undefined =>
  AstUtils.getContainerOfType(place.node, is);
