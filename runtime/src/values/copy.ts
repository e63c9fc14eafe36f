/**
 * Deep copies of plain JSON state, so that an in-place fold may change what it was given a copy of.
 */
import { setMember } from "./json.js";

/**
 * A deep copy of plain JSON: arrays, plain objects and scalars. Strings and numbers are shared, as they cannot
 * change. Members that are `undefined` are left out.
 */
export function copyValue<T>(value: T): T;
export function copyValue(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return items.map((item) => copyValue(item));
  }
  const copy: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    if (member !== undefined) setMember(copy, name, copyValue(member));
  }
  return copy;
}
