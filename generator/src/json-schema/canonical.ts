/** One text for one JSON value, by RFC 8785: what is hashed, so that anyone can hash it again. */
import { createHash } from "node:crypto";
import type { Json } from "./schema.js";

/** Members in the order of their names' UTF-16 units, no white space, numbers and strings as JavaScript writes them. */
export function canonicalText(value: Json): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalText).join(",")}]`;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalText(member)}`).join(",")}}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** `sha256:` and the hash of a canonical text in UTF-8. */
export function fingerprintOf(canonical: string): string {
  return `sha256:${createHash("sha256").update(canonical).digest("hex")}`;
}
