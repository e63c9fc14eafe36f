/**
 * JSON values, and the guard at the door for those that arrive from outside.
 *
 * A `json` member is opaque to the model but not to the store: what cannot be written as JSON and read back as the
 * same value is refused. That covers NaN and the infinities, bigint, functions and symbols, class instances, cycles,
 * getters, sparse arrays, lone surrogates, and whatever is deeper or larger than the limits.
 */
import { refuse, under, type Problem } from "./problems.js";
import { isWellFormed } from "./text.js";

/** Anything that JSON can say; what the type `json` is in TypeScript. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [name: string]: JsonValue };

/** The limits of what a validator lets in. */
export interface Limits {
  /** How deep arrays and objects of a `json` value may nest. */
  readonly depth: number;
  /** How many values a `json` value may hold in all. */
  readonly nodes: number;
  /** How many UTF-16 units a string may have. */
  readonly textLength: number;
  /** How many elements a list, a set or a map may have. */
  readonly items: number;
}

/** The limits that hold where no others are given. */
export const defaultLimits: Limits = { depth: 64, nodes: 100_000, textLength: 1_000_000, items: 100_000 };

/**
 * Whether the value is a plain object: a literal or what `JSON.parse` makes, not an array, not an instance of a class.
 * Its members may still be anything.
 */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  // Asking for the prototype costs several times as much, and this is asked of every object that is validated.
  if (value.constructor === Object) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || isObjectPrototype(prototype);
}

/** `Object.prototype` of another realm, such as a worker's or a test runner's. */
function isObjectPrototype(prototype: unknown): boolean {
  return (
    typeof prototype === "object" &&
    prototype !== null &&
    Object.getPrototypeOf(prototype) === null &&
    Object.hasOwn(prototype, "hasOwnProperty")
  );
}

/** Sets a member of an object that is being built, whatever its name is; `__proto__` would otherwise be lost. */
export function setMember<T>(object: Record<string, T>, name: string, value: T): void {
  if (name === "__proto__") {
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  } else {
    object[name] = value;
  }
}

/**
 * Reads any JSON value from unknown input: a deep copy of it, or `undefined` and problems. Never throws.
 * Members that are `undefined` are absent.
 */
export function readJson(
  input: unknown,
  problems: Problem[],
  limits: Limits = defaultLimits,
): JsonValue | undefined {
  const walk: Walk = { problems, limits, nodes: 0, ancestors: [] };
  return readNode(input, walk);
}

/** Whether the value is JSON within the limits, as {@link readJson} reads it. Never throws. */
export function isJson(value: unknown, limits: Limits = defaultLimits): value is JsonValue {
  const problems: Problem[] = [];
  readJson(value, problems, limits);
  return problems.length === 0;
}

interface Walk {
  readonly problems: Problem[];
  readonly limits: Limits;
  /** How many values have been read so far. */
  nodes: number;
  /** The arrays and objects that the value at hand lies in, to find cycles. */
  readonly ancestors: object[];
}

function readNode(input: unknown, walk: Walk): JsonValue | undefined {
  const { problems, limits } = walk;
  if (++walk.nodes > limits.nodes) {
    refuse(problems, "tooLarge", `must hold at most ${String(limits.nodes)} values`);
    return undefined;
  }
  switch (typeof input) {
    case "string":
      return readText(input, walk);
    case "boolean":
      return input;
    case "number":
      // JSON text does not tell -0 from 0.
      if (Number.isFinite(input)) return input + 0;
      refuse(problems, "type", `${String(input)} is not a JSON number`);
      return undefined;
    case "object":
      return input === null ? null : readComposite(input, walk);
    case "undefined":
      refuse(problems, "missing", "is missing");
      return undefined;
    default:
      refuse(problems, "type", `a ${typeof input} is not JSON`);
      return undefined;
  }
}

function readText(text: string, { problems, limits }: Walk): string | undefined {
  if (text.length > limits.textLength) {
    refuse(problems, "tooLarge", `must be at most ${String(limits.textLength)} characters long`);
    return undefined;
  }
  if (!isWellFormed(text)) {
    refuse(problems, "format", "must not contain a lone surrogate");
    return undefined;
  }
  return text;
}

function readComposite(input: object, walk: Walk): JsonValue | undefined {
  const { problems, limits, ancestors } = walk;
  if (ancestors.includes(input)) {
    refuse(problems, "type", "must not contain itself");
    return undefined;
  }
  if (ancestors.length >= limits.depth) {
    refuse(problems, "tooLarge", `must be nested at most ${String(limits.depth)} deep`);
    return undefined;
  }
  ancestors.push(input);
  try {
    if (Array.isArray(input)) return readArray(input, walk);
    if (isPlainObject(input)) return readObject(input, walk);
    refuse(problems, "type", "must be a plain object, not an instance of a class");
    return undefined;
  } catch {
    // Only a proxy can throw here: descriptors are read, never getters.
    refuse(problems, "type", "cannot be read");
    return undefined;
  } finally {
    ancestors.pop();
  }
}

function readArray(input: readonly unknown[], walk: Walk): JsonValue | undefined {
  const { problems, limits } = walk;
  if (input.length > limits.items) {
    refuse(problems, "tooLarge", `must have at most ${String(limits.items)} elements`);
    return undefined;
  }
  const result: JsonValue[] = [];
  for (let at = 0; at < input.length; at++) {
    const mark = problems.length;
    const item = readMember(input, at, walk);
    if (problems.length > mark) {
      under(problems, mark, at);
      return undefined;
    }
    if (item !== undefined) result.push(item);
  }
  return result;
}

function readObject(input: object, walk: Walk): JsonValue | undefined {
  const { problems, limits } = walk;
  const names = Object.keys(input);
  if (names.length > limits.items) {
    refuse(problems, "tooLarge", `must have at most ${String(limits.items)} members`);
    return undefined;
  }
  const result: Record<string, JsonValue> = {};
  for (const name of names) {
    const mark = problems.length;
    if (readText(name, walk) === undefined) return undefined;
    const descriptor = Object.getOwnPropertyDescriptor(input, name);
    if (descriptor !== undefined && "value" in descriptor && descriptor.value === undefined) continue;
    const member = readMember(input, name, walk);
    if (problems.length > mark) {
      under(problems, mark, name);
      return undefined;
    }
    if (member !== undefined) setMember(result, name, member);
  }
  return result;
}

/** Reads one own member without running a getter. */
function readMember(parent: object, key: string | number, walk: Walk): JsonValue | undefined {
  const descriptor = Object.getOwnPropertyDescriptor(parent, key);
  if (descriptor === undefined) {
    refuse(walk.problems, "missing", "is missing");
    return undefined;
  }
  if (!("value" in descriptor)) {
    refuse(walk.problems, "type", "must be a value, not a getter");
    return undefined;
  }
  return readNode(descriptor.value, walk);
}
