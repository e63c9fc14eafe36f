/** Signature help: what a list of arguments is to hold, and which of them is being written. */
import { AstUtils, type AstNode } from "@esdl/language/editing";
import { type ParameterInformation, type SignatureHelp, MarkupKind } from "vscode-languageserver";
import {
  type Analysis,
  ast,
  docOf,
  expectedAt,
  familiesOf,
  methodsOf,
  presentOf,
  type DeclaredKind,
  type SeenArguments,
  type SymbolOf,
  tokensOf,
} from "@esdl/language/editing";
import { methodText, parameterTexts } from "../describe/methods.js";
import { fieldText, typeText } from "../describe/signature.js";
import type { PlaceRequest } from "../request.js";
import type { Feature } from "./feature.js";

interface Callee {
  readonly name: string;
  readonly parameters: readonly {
    readonly name?: string;
    readonly text: string;
    readonly doc?: string | undefined;
  }[];
  /** Behind the parameters: what it answers. */
  readonly result?: string;
  readonly doc?: string | undefined;
  readonly isByName: boolean;
}

export function signatureHelp(request: PlaceRequest): SignatureHelp | null {
  const given = argumentsAt(request);
  if (given === undefined) return null;
  const callee = calleeOf(given.node, given.analysis);
  if (callee === undefined) return null;
  const { label, parameters } = labelOf(callee);
  const active = activeOf(callee, given);
  return {
    signatures: [
      {
        label,
        parameters,
        ...(callee.doc === undefined
          ? {}
          : { documentation: { kind: MarkupKind.Markdown, value: callee.doc } }),
        ...(active === undefined ? {} : { activeParameter: active }),
      },
    ],
    activeSignature: 0,
    ...(active === undefined ? {} : { activeParameter: active }),
  };
}

interface Given {
  readonly node: ast.Arguments;
  readonly analysis: Analysis;
  /** The text between the opening bracket and the caret, as the words of each argument. */
  readonly segments: readonly (readonly string[])[];
}

/** The innermost list of arguments around the caret. */
function argumentsAt({ analysis, text, offset, project, path }: PlaceRequest): Given | undefined {
  const open = openBracket(text, offset);
  if (open === undefined) return undefined;
  const found = argumentsFrom(analysis, open.start);
  if (found !== undefined && analysis.observed.args.has(found))
    return { node: found, analysis, segments: open.segments };
  // Half-written: with a name at the caret there is more to go by.
  const expected = expectedAt(text, offset);
  if (expected.inside !== undefined) return found && { node: found, analysis, segments: open.segments };
  const probe = project.probe(path, expected.text, expected.caret);
  const node = argumentsFrom(probe, open.start);
  return node && { node, analysis: probe, segments: open.segments };
}

/** The bracket that is open before the caret, and what stands behind it. */
function openBracket(
  text: string,
  offset: number,
): { start: number; segments: readonly (readonly string[])[] } | undefined {
  const open: { start: number; bracket: string; segments: string[][] }[] = [];
  const tokens = tokensOf(text).filter(({ kind }) => kind !== "comment" && kind !== "doc");
  const here = tokens.findIndex(({ start }) => start >= offset);
  const [before, after] = here < 0 ? [tokens, []] : [tokens.slice(0, here), tokens.slice(here)];
  for (const token of before) {
    const isSign = token.kind === "operator";
    if (isSign && ["(", "[", "{"].includes(token.text))
      open.push({ start: token.start, bracket: token.text, segments: [[]] });
    else if (isSign && [")", "]", "}"].includes(token.text)) open.pop();
    else if (isSign && token.text === ",") open.at(-1)?.segments.push([]);
    else open.at(-1)?.segments.at(-1)?.push(token.text);
  }
  // A caret before the label of an argument is in it.
  if (after[1]?.text === ":")
    open
      .at(-1)
      ?.segments.at(-1)
      ?.push(...after.slice(0, 2).map((token) => token.text));
  // A list inside of an argument belongs to it.
  while (open.at(-1)?.bracket === "[") open.pop();
  const last = open.at(-1);
  return last?.bracket === "(" ? last : undefined;
}

function argumentsFrom({ file, observed }: Analysis, start: number): ast.Arguments | undefined {
  for (const node of observed.args.keys())
    if (node.$cstNode?.offset === start && isIn(node, file.root)) return node;
  for (const node of AstUtils.streamAllContents(file.root))
    if (ast.isArguments(node) && node.$cstNode?.offset === start) return node;
  return undefined;
}

const isIn = (node: AstNode, root: AstNode): boolean => AstUtils.findRootNode(node) === root;

function calleeOf(node: ast.Arguments, analysis: Analysis): Callee | undefined {
  const context = analysis.file.root.name;
  const seen = analysis.observed.args.get(node);
  if (seen !== undefined) return boundCallee(node, seen, analysis);
  const { $container: call } = node;
  if (!ast.isCallExpr(call)) return undefined;
  const { callee } = call;
  if (ast.isMemberExpr(callee)) {
    const receiver = analysis.observed.types.get(callee.receiver);
    const base = receiver && analysis.signatures.underlying(presentOf(receiver));
    const row = base && methodsOf(familiesOf(base)).find(({ name }) => name === callee.member.$refText);
    if (base === undefined || row === undefined || row.form === "property") return undefined;
    return {
      name: row.name,
      parameters: parameterTexts(row, base, analysis.signatures, context).map((text) => ({ text })),
      result: methodText(row, base, analysis.signatures, context).type,
      isByName: false,
    };
  }
  if (!ast.isNameExpr(callee)) return undefined;
  return builtIn(callee.target.$refText) ?? conversion(callee, analysis);
}

const builtIn = (name: string): Callee | undefined =>
  name === "min" || name === "max"
    ? {
        name,
        parameters: [{ text: "a" }, { text: "b" }],
        isByName: false,
        doc: "Of anything that is ordered.",
      }
    : undefined;

/** `Sku(text)`: what a brand is over, checked. */
function conversion(callee: ast.NameExpr, analysis: Analysis): Callee | undefined {
  const { names, signatures, file } = analysis;
  const symbol = names.find([callee.target.$refText], ["brand"], names.placeOf(callee));
  const base = symbol && signatures.brand(symbol.ref)?.base;
  if (symbol === undefined) return undefined;
  const type = typeText(base, file.root.name);
  return {
    name: symbol.name,
    parameters: [{ text: type }],
    result: symbol.name,
    isByName: false,
    doc: docOf(symbol.node),
  };
}

function boundCallee(node: ast.Arguments, { slots, binding }: SeenArguments, analysis: Analysis): Callee {
  const context = analysis.file.root.name;
  const symbol = symbolOf(node, analysis);
  const result = symbol?.kind === "function" ? analysis.signatures.function(symbol.ref)?.result : undefined;
  return {
    name: binding.what.split(" ").at(-1)?.replace(/`/g, "") ?? "",
    parameters: slots.map((slot) => ({
      name: slot.name,
      text: fieldText(slot, context),
      doc: slot.node && docOf(slot.node),
    })),
    isByName: binding.style === "named",
    ...(result === undefined ? {} : { result: typeText(result, context) }),
    doc: symbol && docOf(symbol.node),
  };
}

/** What is called or made. */
function symbolOf(node: ast.Arguments, analysis: Analysis): SymbolOf<DeclaredKind> | undefined {
  const { $container: owner } = node;
  const name = ast.isCallExpr(owner)
    ? ast.isNameExpr(owner.callee)
      ? owner.callee.target
      : ast.isMemberExpr(owner.callee)
        ? owner.callee.member
        : undefined
    : Object.values(owner)
        .find((value: unknown) => ast.isQualifiedName(value))
        ?.segments.at(-1);
  const target = name && analysis.targetOf(name);
  if (
    target === undefined ||
    target.kind === "context" ||
    target.kind === "member" ||
    target.kind === "builtInRejection"
  )
    return undefined;
  return target;
}

function labelOf({ name, parameters, result }: Callee): {
  label: string;
  parameters: ParameterInformation[];
} {
  let label = `${name}(`;
  const places = parameters.map(({ text, doc }, index): ParameterInformation => {
    if (index > 0) label += ", ";
    const start = label.length;
    label += text;
    return {
      label: [start, label.length],
      ...(doc === undefined ? {} : { documentation: { kind: MarkupKind.Markdown, value: doc } }),
    };
  });
  return { label: `${label})${result === undefined ? "" : `: ${result}`}`, parameters: places };
}

/** By the label of the argument, or the bare name that stands for one; else by its place, or the first that is not given. */
function activeOf({ parameters, isByName }: Callee, { segments }: Given): number | undefined {
  const indexOf = (segment: readonly string[] | undefined): number => {
    const [first, second] = segment ?? [];
    const isLabel = second === ":" || (isByName && second === undefined);
    return isLabel ? parameters.findIndex(({ name }) => name !== undefined && name === first) : -1;
  };
  const own = indexOf(segments.at(-1));
  if (own >= 0) return own;
  const earlier = segments.slice(0, -1).map(indexOf);
  const isNamed = isByName || earlier.some((index) => index >= 0);
  if (!isNamed) return segments.length <= parameters.length ? segments.length - 1 : undefined;
  const next = parameters.findIndex((_, index) => !earlier.includes(index));
  return next < 0 ? undefined : next;
}

export const signatureHelpFeature: Feature = {
  capabilities: { signatureHelpProvider: { triggerCharacters: ["(", ","], retriggerCharacters: [")"] } },
  register: (connection, serve) => {
    connection.onSignatureHelp(serve.soon.place((request) => signatureHelp(request)));
  },
};
