/** A checked model in pieces, so that handing a large one over holds nobody up; and whole again on the other side. */
import { modelFormatVersion, type Model } from "@esdl/language/model";
import type { Piece } from "./messages.js";

/** Declarations in a piece: copying them takes a millisecond or so. */
const size = 8;

export function* piecesOf({ contexts }: Model): Generator<Piece> {
  for (const [context, parts] of contexts.entries())
    for (const [key, value] of Object.entries(parts)) {
      if (!Array.isArray(value)) {
        yield { context, key, value, isPart: false };
        continue;
      }
      yield { context, key, value: value.slice(0, size), isPart: true };
      for (let start = size; start < value.length; start += size)
        yield { context, key, value: value.slice(start, start + size), isPart: true };
    }
}

/** The model whose pieces these are, in their order. */
export function modelOf(files: readonly string[], pieces: readonly Piece[]): Model {
  const contexts: Record<string, unknown>[] = [];
  for (const { context, key, value, isPart } of pieces) {
    const parts = (contexts[context] ??= {});
    const known = parts[key];
    if (isPart && Array.isArray(known)) known.push(...(value as readonly unknown[]));
    else parts[key] = value;
  }
  return { formatVersion: modelFormatVersion, files, contexts: contexts as unknown as Model["contexts"] };
}
