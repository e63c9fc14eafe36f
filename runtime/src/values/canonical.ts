/**
 * Canonical JSON (RFC 8785): one text for one content, for hashing and comparing.
 * Members are sorted by UTF-16 units, there is no white space, numbers and strings are written as JavaScript does.
 * Absent members are left out. Lists keep their order, and so do sets: whoever hashes a set sorts it first.
 */
import { ValueError } from "./errors.js";

/**
 * The canonical JSON text of a plain JSON value.
 *
 * @throws ValueError `invalid` for what is not JSON (a function, a bigint, NaN); `tooLarge` when nested beyond 1,000
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0);
}

const maxDepth = 1000;

function write(value: unknown, depth: number): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "boolean":
      return value ? "true" : "false";
    case "number":
      if (Number.isFinite(value)) return JSON.stringify(value);
      throw new ValueError("invalid", `${String(value)} is not a JSON number`);
    case "object":
      if (value === null) return "null";
      if (depth >= maxDepth) throw new ValueError("tooLarge", `nested more than ${String(maxDepth)} deep`);
      return Array.isArray(value) ? writeArray(value, depth + 1) : writeObject(value, depth + 1);
    default:
      throw new ValueError("invalid", `a value of type ${typeof value} is not JSON`);
  }
}

function writeArray(items: readonly unknown[], depth: number): string {
  return `[${items.map((item) => write(item, depth)).join(",")}]`;
}

function writeObject(object: object, depth: number): string {
  const members: string[] = [];
  // The order of UTF-16 units is what sort() uses without a comparator, and what RFC 8785 asks for.
  for (const [name, member] of Object.entries(object).sort(byName)) {
    if (member !== undefined) members.push(`${JSON.stringify(name)}:${write(member, depth)}`);
  }
  return `{${members.join(",")}}`;
}

function byName(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;
}
