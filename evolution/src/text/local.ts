/** Qualified names as they are written where a clause is pasted: without the context and the aggregate that it stands in. */
import type { Ref } from "@esdl/language/model";
import { outsideTexts } from "./strings.js";

/** `home` is the declaration that the text is pasted into. */
export function localText(text: string, home: Ref): string {
  const [context = "", aggregate, member] = home.split(".");
  const prefixes =
    member === undefined ? [`${context}.`] : [`${context}.${String(aggregate)}.`, `${context}.`];
  return outsideTexts(text, (rest) => {
    const unversioned = rest.replace(/(\w)@\d+/g, "$1");
    return prefixes.reduce(
      (local, prefix) =>
        local.replaceAll(new RegExp(`(?<![\\w.])${prefix.replaceAll(".", "\\.")}(?=\\w)`, "g"), ""),
      unversioned,
    );
  });
}

/** The last part of a qualified name. */
export const nameOf = (ref: Ref): string => ref.slice(ref.lastIndexOf(".") + 1);
/** Without its context: `Order.OrderPlaced`. */
export const shortOf = (ref: Ref): string => ref.slice(ref.indexOf(".") + 1);
export const contextOf = (ref: Ref): string => ref.slice(0, ref.indexOf("."));
/** What holds it: the aggregate of an event. */
export const ownerOf = (ref: Ref): Ref => ref.slice(0, ref.lastIndexOf("."));
