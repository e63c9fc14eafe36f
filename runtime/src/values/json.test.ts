import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { equalValues } from "./equal.js";
import { isJson, isPlainObject, readJson, type JsonValue } from "./json.js";
import type { Problem } from "./problems.js";

function read(input: unknown): { value: JsonValue | undefined; problems: Problem[] } {
  const problems: Problem[] = [];
  return { value: readJson(input, problems), problems };
}

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let at = 0; at < depth; at++) value = at % 2 === 0 ? [value] : { a: value };
  return value;
}

describe("json values", () => {
  it("are read as a copy of themselves", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const { value: copy, problems } = read(value);
        expect(problems).toEqual([]);
        expect(equalValues(copy, value)).toBe(true);
        expect(JSON.stringify(copy)).toBe(JSON.stringify(value));
        expect(isJson(value)).toBe(true);
      }),
    );
  });

  it("keep hostile names as members and absent members absent", () => {
    const { value } = read(JSON.parse('{"__proto__": {"admin": true}, "constructor": 1}'));
    expect(JSON.stringify(value)).toBe('{"__proto__":{"admin":true},"constructor":1}');
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(read({ a: undefined, b: 1 })).toEqual({ value: { b: 1 }, problems: [] });
    expect(read(Object.assign(Object.create(null), { a: 1 }))).toEqual({ value: { a: 1 }, problems: [] });
  });

  const cycle: { self?: unknown; list: unknown[] } = { list: [] };
  cycle.list.push({ deeper: cycle });
  const getter = Object.defineProperty({}, "secret", {
    enumerable: true,
    get: () => {
      throw new Error("a getter ran");
    },
  });
  const throwing = new Proxy(
    {},
    {
      ownKeys: () => {
        throw new Error("trap");
      },
    },
  );
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  class Money {
    readonly amount = "1";
  }

  it.each<[string, unknown, string, string]>([
    ["NaN", { a: [Number.NaN] }, "/a/0", "type"],
    ["Infinity", [Infinity], "/0", "type"],
    ["a bigint", { n: 1n }, "/n", "type"],
    ["a function", { f: () => 1 }, "/f", "type"],
    ["a symbol", [Symbol("s")], "/0", "type"],
    ["undefined", undefined, "", "missing"],
    ["a hole", Array.from({ length: 2 }).concat(1).slice(0, 1), "/0", "missing"],
    ["a sparse array", Object.assign([], { length: 3 }), "/0", "missing"],
    ["a Date", { at: new Date(0) }, "/at", "type"],
    ["a Map", new Map(), "", "type"],
    ["a class instance", { m: new Money() }, "/m", "type"],
    ["a cycle", cycle, "/list/0/deeper", "type"],
    ["a getter", { g: getter }, "/g/secret", "type"],
    ["a proxy that throws", { p: throwing }, "/p", "type"],
    ["a revoked proxy", { p: revoked.proxy }, "/p", "type"],
    ["a lone surrogate", { t: "x\ud800" }, "/t", "format"],
    ["a name with a lone surrogate", { "\udc00": 1 }, "", "format"],
    ["too deep a nesting", nested(65), "/0/a".repeat(32), "tooLarge"],
    ["a nesting that would overflow the stack", nested(50_000), "/a/0".repeat(32), "tooLarge"],
    ["too long a string", { t: "x".repeat(1_000_001) }, "/t", "tooLarge"],
    ["too long an array", { t: new Array(100_001).fill(1) }, "/t", "tooLarge"],
    [
      "too many values",
      { t: [new Array(60_000).fill(1), new Array(60_000).fill(1)] },
      "/t/1/39996",
      "tooLarge",
    ],
  ])("are not %s", (_, input, path, code) => {
    const { value, problems } = read(input);
    expect(value).toBeUndefined();
    expect(problems).toEqual([{ path, code, message: expect.any(String) as string }]);
    expect(isJson(input)).toBe(false);
  });

  it("may mention one object twice, as long as it does not contain itself", () => {
    const shared = { a: 1 };
    expect(read([shared, shared]).value).toEqual([{ a: 1 }, { a: 1 }]);
  });

  it("may come from another realm", () => {
    const foreign: unknown = runInNewContext('({ a: [1, { b: "x" }] })');
    expect(isPlainObject(foreign)).toBe(true);
    expect(read(foreign)).toEqual({ value: { a: [1, { b: "x" }] }, problems: [] });
    expect(isPlainObject(runInNewContext("new Date(0)"))).toBe(false);
  });
});
