/** Ids of models are uuids; people who read a history want names. */
import { hash } from "node:crypto";

const first = "018f6b1c-0000-7000-8000-";
const names = new Map<string, string>();

/** The uuid that stands for a name: always the same one. */
export function idOf(name: string): string {
  const id = `${first}${hash("sha256", name).slice(0, 12)}`;
  names.set(id, name);
  return id;
}

/** A text with names in place of their ids. */
export const named = (text: string): string =>
  text.replace(/018f6b1c-0000-7000-8000-[0-9a-f]{12}/gu, (id) => names.get(id) ?? id);
