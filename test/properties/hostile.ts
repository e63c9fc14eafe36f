/** Input that means harm, or that no careful program would give. */
import fc, { type Arbitrary } from "fast-check";

/** Texts that mean something to some target: code, markup, SQL, terminals, file systems. */
export const hostileTexts: readonly string[] = [
  "",
  " ",
  "*/ alert(1) /*",
  "${1}`",
  "\\",
  "\"'`",
  "\u2028\u2029",
  "</script><!--",
  "'; DROP TABLE events; --",
  "\u0000",
  "__proto__",
  "constructor",
  "%0A::error::",
  "../../etc/passwd",
  "CON",
  "\u202eesrever",
  "😀",
  "e\u0301",
  "٣",
  "NaN",
];

/** Names that objects have without having been given them, and one that sets the prototype. */
const inheritedNames = ["__proto__", "constructor", "toString", "hasOwnProperty", "then", "valueOf"];

/** What stands in the wrong place: other JSON types, and texts that are nearly right for some type. */
export const wrongJson: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1.5,
    1e300,
    2 ** 53,
    [],
    {},
    [[]],
    "",
    "0",
    "-0",
    "1e3",
    "01",
    ".5",
  ),
  fc.constantFrom(
    "1.005",
    "-0.00",
    "1".repeat(1001),
    "2026-02-30",
    "2026-01-31T24:00:00Z",
    "P1Y",
    "PT",
    "\ud800",
  ),
  fc.constantFrom(...hostileTexts),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Anything JSON can say, with names that are traps among its members, and some of it deep or long. */
export const anyJson: Arbitrary<unknown> = fc.oneof(
  { weight: 8, arbitrary: fc.jsonValue() },
  { weight: 4, arbitrary: fc.dictionary(fc.constantFrom(...inheritedNames), fc.jsonValue({ maxDepth: 1 })) },
  { weight: 2, arbitrary: wrongJson },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(nested(3_000), "x".repeat(100_000), new Array(5_000).fill(0)),
  },
);

function nested(levels: number): unknown {
  let value: unknown = "bottom";
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { value };
  return value;
}

const fail = (): never => {
  throw new Error("the input was looked at too closely");
};
class Instance {
  readonly accountId = "x";
}
const cycle: { self?: unknown } = {};
cycle.self = cycle;

/** Values that JSON cannot say, made anew each time. */
const strange: readonly Make[] = [
  () => undefined,
  () => () => 1,
  () => Symbol("s"),
  () => 10n,
  () => NaN,
  () => Infinity,
  () => -0,
  () => new Date(0),
  () => new Instance(),
  () => new Map([["a", 1]]),
  () => new String("text"),
  () => cycle,
  () => [1, , 3], // eslint-disable-line no-sparse-arrays
  () => Object.create({ accountId: "inherited" }) as unknown,
  () => Object.defineProperty({}, "accountId", { get: fail, enumerable: true }),
  () =>
    new Proxy(
      {},
      { get: fail, ownKeys: fail, getPrototypeOf: fail, has: fail, getOwnPropertyDescriptor: fail },
    ),
  () => new Proxy([], { get: fail }),
  () => Object.assign(Object.create(null) as object, { [Symbol("s")]: 1 }),
  () => ({ toString: fail, toJSON: fail, valueOf: fail, then: fail }),
  () => ({ length: 3, 0: "array-like" }),
];

/** Makes a value: those that throw when they are looked at must not meet fast-check itself. */
export type Make = () => unknown;

/** A JavaScript value that JSON cannot say, or anything else. */
export const anyValue: Arbitrary<Make> = fc.oneof(
  fc.constantFrom(...strange),
  fc
    .anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withObjectString: true,
      withSet: true,
      withSparseArray: true,
      withTypedArray: true,
    })
    .map(made),
);

/** A maker of a value, which failures show as that value. */
export function made(value: unknown): Make {
  return Object.assign(() => value, { [fc.toStringMethod]: () => fc.stringify(value) });
}

type Damage = (json: unknown, at: number, wrong: unknown) => unknown;

const damages: readonly Damage[] = [
  // One value becomes another one.
  (json, at, wrong) => replaced(json, at, () => wrong),
  // A member goes away.
  (json, at) =>
    onObject(json, at, (object) => {
      const names = Object.keys(object);
      const gone = names[at % Math.max(1, names.length)];
      return Object.fromEntries(Object.entries(object).filter(([name]) => name !== gone));
    }),
  // A member too many.
  (json, at, wrong) =>
    onObject(json, at, (object) => {
      const name = [...inheritedNames, "extra", "", "a/b~c"][at % 9] ?? "extra";
      const copy = { ...object };
      return Object.defineProperty(copy, name, { value: wrong, enumerable: true, configurable: true });
    }),
  // A text or number a little off.
  (json, at) =>
    replaced(json, at, (value) => {
      if (typeof value === "number") return value + [1, -1, 0.5, 1000, -1000][at % 5]!;
      if (typeof value === "string")
        return [
          `${value}0`,
          `-${value}`,
          value.slice(1),
          `${value}\n`,
          ` ${value}`,
          value.toUpperCase(),
          `${value}.001`,
          `${value}\ud800`,
        ][at % 8];
      if (typeof value === "boolean") return String(value);
      return [value];
    }),
  // An element twice.
  (json, at) =>
    replaced(json, at, (value) =>
      Array.isArray(value) && value.length > 0 ? [...(value as unknown[]), value[at % value.length]] : value,
    ),
];

/** JSON that was right until something was done to it, once or twice. */
export function nearly(right: Arbitrary<unknown>): Arbitrary<unknown> {
  const harm = fc.tuple(fc.constantFrom(...damages), fc.nat({ max: 200 }), wrongJson);
  return fc
    .tuple(right, fc.array(harm, { minLength: 1, maxLength: 2 }))
    .map(([json, all]) => all.reduce((value, [damage, at, wrong]) => damage(value, at, wrong), json));
}

/** The `at`th node of a JSON value, counted around, put through `change`. */
function replaced(json: unknown, at: number, change: (value: unknown) => unknown): unknown {
  let left = at % Math.max(1, count(json));
  const walk = (value: unknown): unknown => {
    if (left-- === 0) return change(value);
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, walk(member)]));
  };
  return walk(json);
}

function onObject(json: unknown, at: number, change: (object: object) => unknown): unknown {
  return replaced(json, at % 3 === 0 ? at : 0, (value) =>
    typeof value === "object" && value !== null && !Array.isArray(value) ? change(value) : value,
  );
}

function count(json: unknown): number {
  if (typeof json !== "object" || json === null) return 1;
  return Object.values(json).reduce((sum: number, member) => sum + count(member), 1);
}
