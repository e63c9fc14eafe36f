/** What comments lead to: addresses, and what is declared under a name in backticks: `Order.Placed`. */
import {
  type Analysis,
  type DeclaredKind,
  type ModelSymbol,
  placeAt,
  tokensOf,
} from "@esdl/language/editing";

export type Link = { readonly start: number; readonly end: number } & (
  { readonly address: string } | { readonly symbol: ModelSymbol & { readonly kind: DeclaredKind } }
);

/** Without the full stop or bracket that ends the sentence. */
const address = /https?:\/\/[^\s<>"`]+[^\s<>"`.,;:!?)\]}'*]/g;

const quotedName = /`([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)`/g;

const kinds = [
  "aggregate",
  "entity",
  "event",
  "command",
  "rejection",
  "value",
  "enum",
  "brand",
  "function",
  "externalCommand",
  "projection",
  "saga",
  "policy",
  "role",
] as const satisfies readonly DeclaredKind[];

/** In the order of the text. A name means what it would mean in the declaration that follows. */
export function linksIn(analysis: Analysis): readonly Link[] {
  const { file, names } = analysis;
  return tokensOf(file.text)
    .filter(({ kind }) => kind === "comment" || kind === "doc")
    .flatMap(({ text, start, end }) => {
      const addresses = [...text.matchAll(address)].map(({ 0: found, index }): Link => ({
        start: start + index,
        end: start + index + found.length,
        address: found,
      }));
      const after = end + (/^\s*/.exec(file.text.slice(end))?.[0].length ?? 0);
      const place = names.placeOf(placeAt(file.root, after).node);
      const named = [...text.matchAll(quotedName)].flatMap(({ 1: name = "", index }): Link[] => {
        const symbol = names.find(name.split("."), kinds, place);
        return symbol === undefined
          ? []
          : [{ start: start + index + 1, end: start + index + 1 + name.length, symbol }];
      });
      return [...addresses, ...named].sort((a, b) => a.start - b.start);
    });
}
