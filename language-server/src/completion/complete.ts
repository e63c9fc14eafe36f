/** Completion: all that may be written where the caret is. */
import type { CompletionList } from "vscode-languageserver";
import { expectedAt } from "@esdl/language/editing";
import type { PlaceRequest } from "../request.js";
import { keywordsAt } from "./keywords.js";
import { namesAt, placeOf } from "./names.js";
import { itemsOf, type Proposal } from "./proposal.js";
import { spotAt } from "./spot.js";
import { messageFields } from "./texts.js";

/**
 * `trigger` is the character that was typed, if it asked. A space asks after words that only a name can follow: elsewhere
 * a list that pops up between words would be in the way.
 */
export function complete(request: PlaceRequest, trigger?: string): CompletionList {
  const expected = expectedAt(request.text, request.offset);
  if (expected.inside === "string") return listOf(messageFields(request), request);
  if (expected.inside !== undefined || trigger === "{") return nothing;
  if (trigger === " " && !mustBeNamed.has(expected.before ?? "")) return nothing;
  const spot = spotAt(request, expected);
  const isLabel = expected.after === ":";
  const places = new Set(
    expected.possible
      .flatMap((one) => placeOf(one) ?? [])
      .filter((place) => !isLabel || !inExpression.has(place)),
  );
  const names = [...places].flatMap((place) => namesAt(place, spot));
  const keywords = isLabel ? [] : keywordsAt(spot);
  return { isIncomplete: false, items: itemsOf([...names, ...keywords], spot.word) };
}

/** No colon follows on these. */
const inExpression: ReadonlySet<string> = new Set(["NameExpr.target", "target"]);

const nothing: CompletionList = { isIncomplete: false, items: [] };

const mustBeNamed: ReadonlySet<string> = new Set(
  "emit on send undo allow -> uses else adopt of in as when then given for step".split(" "),
);

function listOf(proposals: readonly Proposal[], { text, document, offset }: PlaceRequest): CompletionList {
  const typed = /\w*$/.exec(text.slice(0, offset))?.[0].length ?? 0;
  const word = { start: document.positionAt(offset - typed), end: document.positionAt(offset) };
  return { isIncomplete: false, items: itemsOf(proposals, word) };
}
