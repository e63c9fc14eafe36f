/** The call hierarchy: from a command over its events and those who handle them to what they send, and back. */
import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  type Range,
  SymbolKind,
} from "vscode-languageserver";
import { type AstNode, ast, findProperty, placeAt, startWithDoc } from "@esdl/language/editing";
import { namedAt } from "../navigation/targets.js";
import { rowOf } from "../outline/rows.js";
import { type Caller, type Edge, edgesOf, isCaller } from "../references/calls.js";
import { type FileRequest, type PlaceRequest, rangeOf } from "../request.js";
import type { Feature } from "./feature.js";

export const callHierarchyFeature: Feature = {
  capabilities: { callHierarchyProvider: true },
  register: (connection, serve) => {
    const { callHierarchy } = connection.languages;
    callHierarchy.onPrepare(serve.place(prepared));
    const asked = <T>(answer: (request: FileRequest, item: CallHierarchyItem) => T) => {
      const served = serve.file(
        (request, { item }: { item: CallHierarchyItem; textDocument: { uri: string } }) =>
          answer(request, item),
      );
      return (params: { readonly item: CallHierarchyItem }, token: Parameters<typeof served>[1]) =>
        served({ ...params, textDocument: { uri: params.item.uri } }, token);
    };
    callHierarchy.onIncomingCalls(asked(incoming));
    callHierarchy.onOutgoingCalls(asked(outgoing));
  },
};

/** What is named at a place; else what the place is in. */
export function prepared(request: PlaceRequest): CallHierarchyItem[] {
  const { analysis, offset } = request;
  const named = namedAt(analysis, offset).flatMap(({ named: one }) =>
    one.kind === "node" && isCaller(one.node) ? [one.node] : [],
  );
  if (named.length > 0) return named.map((node) => itemOf(node, request));
  const around = callerAround(placeAt(analysis.file.root, offset).node);
  return around === undefined ? [] : [itemOf(around, request)];
}

function callerAround(node: AstNode): Caller | undefined {
  for (let at: AstNode | undefined = node; at !== undefined; at = at.$container) if (isCaller(at)) return at;
  return undefined;
}

export function incoming(request: FileRequest, item: CallHierarchyItem): CallHierarchyIncomingCall[] {
  return grouped(request, item, "from").map(([from, edges]) => ({
    from: itemOf(from, request),
    fromRanges: edges.map((edge) => rangeIn(edge, request)),
  }));
}

export function outgoing(request: FileRequest, item: CallHierarchyItem): CallHierarchyOutgoingCall[] {
  return grouped(request, item, "to").map(([to, edges]) => ({
    to: itemOf(to, request),
    fromRanges: edges.map((edge) => rangeIn(edge, request)),
  }));
}

/** The edges of an item, by what is at the other end. */
function grouped(
  request: FileRequest,
  item: CallHierarchyItem,
  other: "from" | "to",
): readonly (readonly [Caller, readonly Edge[]])[] {
  const { project, path, analysis } = request;
  const node = nodeOf(item, request);
  if (node === undefined) return [];
  const found = new Map<Caller, Edge[]>();
  for (const edge of edgesOf(node, path, project, analysis)) {
    if (edge[other === "from" ? "to" : "from"] !== node) continue;
    const edges = found.get(edge[other]) ?? [];
    found.set(edge[other], [...edges, edge]);
  }
  return [...found];
}

/** The item again, as the text is now. */
function nodeOf({ selectionRange, name }: CallHierarchyItem, request: FileRequest): Caller | undefined {
  const { analysis, document } = request;
  const node = callerAround(placeAt(analysis.file.root, document.offsetAt(selectionRange.end)).node);
  return node !== undefined && nameOf(node) === name ? node : undefined;
}

/** In the text of what calls: where it names the other; its own name, where the other one names it. */
function rangeIn({ by, from, file, start, end }: Edge, request: FileRequest): Range {
  return by === "effect"
    ? rangeOf(request.documentOf(file), { start, end })
    : itemOf(from, request).selectionRange;
}

const nameOf = (node: Caller): string => rowOf(node)?.name ?? node.$type;

function itemOf(node: Caller, { analysis, uriOf, documentOf }: FileRequest): CallHierarchyItem {
  const { file, start, end } = analysis.locate.offsets(node);
  const document = documentOf(file);
  const name = findProperty({ node, property: "name" });
  const selection =
    name === undefined ? { start, end: headEnd(node, start) } : { start: name.offset, end: name.end };
  return {
    name: nameOf(node),
    kind: rowOf(node)?.kind ?? SymbolKind.Event,
    detail: ownerOf(node),
    uri: uriOf(file),
    range: rangeOf(document, { start: startWithDoc(node), end }),
    selectionRange: rangeOf(document, selection),
  };
}

/** `on Placed`, of a handler without a name. */
const headEnd = (node: Caller, start: number): number =>
  findProperty({ node, property: ast.isHandler(node) ? "trigger" : "duration" })?.end ?? start;

/** The declarations around it: `Shop.Order`. */
function ownerOf(node: AstNode): string {
  const names: string[] = [];
  for (let at = node.$container; at !== undefined; at = at.$container)
    if ("name" in at && typeof at.name === "string" && at.name !== "") names.unshift(at.name);
  return names.join(".");
}
