/** Asks for signatures, so that all that is wrong with declarations is reported, whoever asks for them later. */
import type { AstNode } from "langium";
import { clauseOut, type FixDraft, leaveOut } from "../diagnostics/drafts.js";
import type { Report } from "../diagnostics/report.js";
import { type EventDecl, isInvariant, isQueryDecl, type Named } from "../generated/ast.js";
import type { DeclaredKind, Names, SymbolOf } from "../names/api.js";
import type { Signatures } from "./api.js";

/** All that is wrong with the signature of one symbol. */
export function checkSignature(
  symbol: SymbolOf<DeclaredKind>,
  names: Names,
  signatures: Signatures,
  report: Report,
): void {
  const { ref } = symbol;
  switch (symbol.kind) {
    case "brand":
      signatures.brand(ref);
      break;
    case "enum":
      signatures.enum(ref);
      break;
    case "value":
      signatures.value(ref);
      checkInvariants(report, symbol.name, symbol.node.members);
      break;
    case "entity":
      signatures.entity(ref);
      checkInvariants(report, symbol.name, symbol.node.members);
      break;
    case "function":
      signatures.function(ref);
      break;
    case "externalCommand":
      signatures.externalCommand(ref);
      break;
    case "aggregate":
      signatures.aggregate(ref);
      checkStoredNames(report, names.membersOf(ref));
      checkInvariants(report, symbol.name, symbol.node.members);
      break;
    case "event":
      signatures.event(ref);
      checkInvariants(report, symbol.name, symbol.node.members);
      break;
    case "command":
      signatures.command(ref);
      break;
    case "rejection":
      signatures.rejection(ref);
      break;
    case "projection":
      signatures.projection(ref);
      checkQueries(signatures, report, symbol.name, symbol.node.members);
      break;
    case "saga":
      signatures.saga(ref);
      break;
    case "role":
    case "policy":
      break;
  }
}

/** Invariants have names of their own, which rejections carry. */
function checkInvariants(report: Report, owner: string, members: readonly AstNode[]): void {
  distinct(report, owner, members.filter(isInvariant), "an invariant");
}

/** Queries become methods beside `get` and `list`. */
function checkQueries(
  signatures: Signatures,
  report: Report,
  owner: string,
  members: readonly AstNode[],
): void {
  const queries = members.filter(isQueryDecl);
  distinct(report, owner, queries, "a query");
  for (const query of queries) {
    signatures.query(query);
    if (query.name === "get" || query.name === "list")
      report("ESDL1102", { node: query, property: "name" }, { name: query.name, kind: "a query" });
  }
}

function distinct(report: Report, owner: string, named: readonly Named[], other: string): void {
  const seen = new Set<string>();
  for (const node of named) {
    if (seen.has(node.name))
      report("ESDL1117", { node, property: "name" }, { name: node.name, owner, other }, [leaveOut(node)]);
    else if (node.name !== "") seen.add(node.name);
  }
}

/** An event is stored under its name and was under its former ones: each of them leads to one event. */
function checkStoredNames(report: Report, members: readonly SymbolOf<DeclaredKind>[]): void {
  const events = members.filter((member) => member.kind === "event");
  const stored = new Map(events.map(({ name }) => [name, name]));
  for (const { name: event, node } of events)
    node.formerly.forEach((name, index) => {
      const other = stored.get(name);
      if (other === undefined) stored.set(name, event);
      else
        report("ESDL4012", { node, property: "formerly", index }, { name, event: other }, [
          withoutFormer(node, index),
        ]);
    });
}

/** The first takes the word `formerly` with it, where it is the only one. */
function withoutFormer(node: EventDecl, index: number): FixDraft {
  const at = { node, property: "formerly", index };
  if (node.formerly.length > 1) return leaveOut(at);
  return clauseOut("formerly", at);
}
