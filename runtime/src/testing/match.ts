/** Comparing what is expected with what is there: partial, decimals by number, each difference with its path. */
import {
  canonicalJson,
  compareDecimal,
  isCanonicalDecimal,
  isDecimal,
  isPlainObject,
  uuidFromName,
} from "../values/index.js";

/** See `inAnyOrder`. */
export class InAnyOrder<Item> {
  /** The items that are expected. */
  readonly items: readonly Item[];
  constructor(items: readonly Item[]) {
    this.items = items;
  }
}

/** See `exactly`. */
export class Exactly<Value> {
  /** What it is expected to be. */
  readonly value: Value;
  constructor(value: Value) {
    this.value = value;
  }
}

/** See `named`. */
export class Named {
  /** The text itself, or what the id of a caller was made of. */
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** Expects a text that is a name, or the id of the caller of that name: `caller("Customer", "alice")` has one. */
export function named(name: string): Named {
  return new Named(name);
}

/** Expects these elements and no others, in any order: a set. */
export function inAnyOrder<Item>(items: readonly Item[]): InAnyOrder<Item> {
  return new InAnyOrder(items);
}

/** Expects a value with all its members, as they are: `exactly({})` is an empty map. */
export function exactly<Value>(value: Value): Exactly<Value> {
  return new Exactly(value);
}

export interface Difference {
  /** A JSON Pointer: `/amount`, `/lines/0/sku`. */
  readonly path: string;
  readonly expected: string;
  readonly actual: string;
}

/** Where an actual value is not as expected. */
export function differences(expected: unknown, actual: unknown, path = ""): readonly Difference[] {
  if (expected instanceof Exactly) {
    return canonicalOf(expected.value) === canonicalOf(actual)
      ? []
      : [difference(expected.value, actual, path)];
  }
  if (expected instanceof InAnyOrder) {
    return isList(actual) && matchesInAnyOrder(expected.items, actual)
      ? []
      : [difference(expected.items, actual, path)];
  }
  if (expected instanceof Named) {
    const isIt = actual === expected.name || actual === uuidFromName(expected.name);
    return isIt ? [] : [difference(expected.name, actual, path)];
  }
  if (isList(expected) && isList(actual)) {
    const pairs = expected.flatMap((item, at) =>
      at < actual.length ? differences(item, actual[at], `${path}/${String(at)}`) : [],
    );
    return expected.length === actual.length ? pairs : [difference(expected, actual, path)];
  }
  if (isPlainObject(expected) && isPlainObject(actual)) {
    return Object.entries(expected).flatMap(([name, member]) =>
      differences(member, own(actual, name), `${path}/${pointer(name)}`),
    );
  }
  return isSame(expected, actual) ? [] : [difference(expected, actual, path)];
}

/**
 * The expected value with what is not compared taken from the actual one, so that a diff of the two shows the differences
 * alone.
 */
export function completed(expected: unknown, actual: unknown): unknown {
  if (differences(expected, actual).length === 0) return actual;
  if (expected instanceof Exactly) return expected.value;
  if (expected instanceof InAnyOrder) return expected.items;
  if (expected instanceof Named) return expected.name;
  if (isList(expected)) {
    return expected.map((item, at) => completed(item, isList(actual) ? actual[at] : undefined));
  }
  if (isPlainObject(expected) && isPlainObject(actual)) {
    const members = Object.entries(expected).map(([name, member]) => [
      name,
      completed(member, own(actual, name)),
    ]);
    return { ...actual, ...Object.fromEntries(members) };
  }
  return expected;
}

/** A value on one line, cut where it is long. */
export function shown(value: unknown): string {
  const text = JSON.stringify(plainOf(value)) as string | undefined;
  if (text === undefined) return "nothing";
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

const longest = 300;

/** What is expected without our marks, for people. */
export function plainOf(expected: unknown): unknown {
  if (expected instanceof Exactly) return plainOf(expected.value);
  if (expected instanceof InAnyOrder) return expected.items.map(plainOf);
  if (expected instanceof Named) return expected.name;
  if (isList(expected)) return expected.map(plainOf);
  if (!isPlainObject(expected)) return expected;
  return Object.fromEntries(Object.entries(expected).map(([name, member]) => [name, plainOf(member)]));
}

function difference(expected: unknown, actual: unknown, path: string): Difference {
  return { path, expected: shown(expected), actual: shown(actual) };
}

/** Recorded decimals are canonical; `10.00` is the same number. */
function isSame(expected: unknown, actual: unknown): boolean {
  if (expected === actual) return true;
  return isCanonicalDecimal(actual) && isDecimal(expected) && compareDecimal(expected, actual) === 0;
}

/** Whether each expected element can be given an actual one of its own: partial elements may match several. */
function matchesInAnyOrder(expected: readonly unknown[], actual: readonly unknown[]): boolean {
  if (expected.length !== actual.length) return false;
  const takenBy = new Map<number, number>();
  const place = (at: number, tried: Set<number>): boolean =>
    actual.some((candidate, index) => {
      if (tried.has(index) || differences(expected[at], candidate).length > 0) return false;
      tried.add(index);
      const other = takenBy.get(index);
      if (other !== undefined && !place(other, tried)) return false;
      takenBy.set(index, at);
      return true;
    });
  return expected.every((_, at) => place(at, new Set()));
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** `toString` of an object without such a member is absent. */
const own = (object: object, name: string): unknown =>
  Object.hasOwn(object, name) ? Reflect.get(object, name) : undefined;

const pointer = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");

const canonicalOf = (value: unknown): string => (value === undefined ? "" : canonicalJson(value));
