/** What the parts of an aggregate name: statuses, events, rejections, roles. */
import { CompletionItemKind } from "vscode-languageserver";
import { ast, caretName } from "@esdl/language/editing";
import type { Proposal } from "../proposal.js";
import { around, type Spot } from "../spot.js";
import { symbolsAt } from "../symbols.js";
import { aggregateAt, isOwn, listed, named, withArguments } from "./common.js";

export function statuses(spot: Spot): readonly Proposal[] {
  const others = listed(spot);
  return (aggregateAt(spot)?.lifecycle?.statuses ?? [])
    .filter((name) => !others.has(name) && name !== caretName)
    .map((name, order) => named(name, CompletionItemKind.EnumMember, { order, type: "status" }));
}

/** Events that the aggregate may record, with their arguments. */
export function ownEvents(spot: Spot): readonly Proposal[] {
  const own = isOwn(spot);
  const retiring = around(spot, ast.isEventDecl);
  return symbolsAt(spot, {
    kinds: ["event"],
    only: (event) => own(event) && !event.node.retired && event.node !== retiring,
    rank: () => "wanted",
    insert: (event, name) => withArguments(name, spot.analysis.signatures.event(event.ref)?.fields, spot),
  });
}

export function ownRejections(spot: Spot, withValues: boolean): readonly Proposal[] {
  const own = isOwn(spot);
  const { signatures } = spot.analysis;
  return symbolsAt(spot, {
    kinds: ["rejection"],
    // A key that is taken tells nothing but that.
    only: (rejection) =>
      own(rejection) && (withValues || (signatures.rejection(rejection.ref)?.fields.length ?? 0) === 0),
    rank: () => "wanted",
    insert: ({ ref }, name) => {
      const fields = signatures.rejection(ref)?.fields ?? [];
      return fields.length === 0 || !withValues ? { insert: name } : withArguments(name, fields, spot);
    },
  });
}

export function roles(spot: Spot): readonly Proposal[] {
  return symbolsAt(spot, { kinds: ["role"], rank: () => "wanted" });
}

export const grantees: readonly Proposal[] = [
  named("system", CompletionItemKind.Keyword, { documentation: "Sagas, policies and operators." }),
  named("anyone", CompletionItemKind.Keyword, { documentation: "Whoever asks, known or not." }),
];
