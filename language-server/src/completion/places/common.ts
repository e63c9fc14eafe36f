/** What the places of names share. */
import { CompletionItemKind } from "vscode-languageserver";
import { caretName, type FieldSignature, type GetterSignature, type Ref } from "@esdl/language/editing";
import { typeText } from "../../describe/signature.js";
import { callSnippet } from "../calls.js";
import type { Proposal } from "../proposal.js";
import type { Spot } from "../spot.js";

export const named = (name: string, kind: CompletionItemKind, more: Partial<Proposal> = {}): Proposal => ({
  label: name,
  kind,
  rank: "wanted",
  ...more,
});

/** What the property at the place lists already. */
export function listed({ place: { node, leaf } }: Spot): ReadonlySet<string> {
  const values: unknown = leaf === undefined ? undefined : Reflect.get(node, leaf.property);
  const texts = Array.isArray(values)
    ? values.flatMap((value: unknown) =>
        typeof value === "object" && value !== null && "$refText" in value ? [String(value.$refText)] : [],
      )
    : [];
  return new Set(texts.filter((text) => text !== caretName));
}

export type Member = FieldSignature | GetterSignature;

/** Names of members that the place does not list yet. */
export function plain(members: readonly Member[], spot: Spot): readonly Proposal[] {
  const others = listed(spot);
  return members
    .filter(({ name }) => name !== caretName && !others.has(name))
    .map(({ name, type, node }, order) =>
      named(name, CompletionItemKind.Field, { order, type: typeText(type, spot.from.context), node }),
    );
}

export const aggregateAt = ({ analysis: { signatures }, from }: Spot) =>
  from.aggregate && signatures.aggregate(from.aggregate.ref);

export const isOwn = ({ from }: Spot) => {
  const own = from.aggregate?.ref;
  return ({ aggregate }: { readonly aggregate?: Ref }): boolean => aggregate === own;
};

/** The name alone where arguments stand already. */
export const withArguments = (
  name: string,
  fields: readonly FieldSignature[] | undefined,
  { expected, env }: Spot,
) => (expected.after === "(" ? { insert: name } : callSnippet(name, fields, "names", env));
