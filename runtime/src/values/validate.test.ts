import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Brand } from "./brand.js";
import { compareCanonicalDecimal } from "./decimal.js";
import { equalScalar, equalSet } from "./equal.js";
import { isPlainObject, readJson, type JsonValue } from "./json.js";
import { patterns } from "./patterns.js";
import { maxProblems, refuse, under, type Problem } from "./problems.js";
import { hasTextLength } from "./text.js";
import { readKeyed, readList, readMap, readSet } from "./read-collection.js";
import {
  readBool,
  readDate,
  readDecimal,
  readDecimalOf,
  readDuration,
  readEnum,
  readInstant,
  readInt,
  readText,
  readUuid,
} from "./read-scalar.js";
import { countMembers, ownMember, refuseObject, refuseUnknown, validate, type Reader } from "./validate.js";

// What the generator writes for a model, by hand: the pattern that validate.ts describes, with everything in it.

type CustomerId = Brand<string, "Sales.CustomerId">;
type Sku = Brand<string, "Sales.Sku">;
type Quantity = Brand<number, "Sales.Quantity">;
type Amount = Brand<string, "Sales.Amount">;
type Channel = "web" | "store" | "phone";

interface Address {
  readonly street: string;
  readonly city: string;
  readonly zip?: string;
}
interface Line {
  readonly sku: Sku;
  readonly quantity: Quantity;
  readonly price: Amount;
}
interface OrderPlaced {
  readonly customer: CustomerId;
  readonly placedAt: string;
  readonly channel: Channel;
  readonly total: string;
  readonly lines: readonly Line[];
  readonly tags: readonly string[];
  readonly weights: Readonly<Record<Sku, number>>;
  readonly address: Address;
  readonly note?: string;
  readonly constructor: string;
  readonly extra?: JsonValue;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

// The identity makes a brand of whatever has been read as its base.
const isCustomerId = (value: string): value is CustomerId => value.length === 36;
const skuPattern = /^[A-Z]{3}-[0-9]+$/u;
const isSku = (value: string): value is Sku => skuPattern.test(value);
const isQuantity = (value: number): value is Quantity => value >= 1 && value <= 999;
const isAmount = (value: string): value is Amount =>
  compareCanonicalDecimal(value, "0") > 0 && compareCanonicalDecimal(value, "1000000") <= 0;
const channels: readonly Channel[] = ["web", "store", "phone"];

function readCustomerId(input: unknown, problems: Problem[]): CustomerId | undefined {
  const value = readUuid(input, problems);
  if (value === undefined || isCustomerId(value)) return value;
  refuse(problems, "constraint", "must be a customer");
  return undefined;
}
function readSku(input: unknown, problems: Problem[]): Sku | undefined {
  const value = readText(input, problems);
  if (value === undefined || isSku(value)) return value;
  refuse(problems, "constraint", "must match /^[A-Z]{3}-[0-9]+$/");
  return undefined;
}
function readQuantity(input: unknown, problems: Problem[]): Quantity | undefined {
  const value = readInt(input, problems);
  if (value === undefined || isQuantity(value)) return value;
  refuse(problems, "constraint", "must be >= 1 and <= 999");
  return undefined;
}
function readAmount(input: unknown, problems: Problem[]): Amount | undefined {
  const value = readDecimalOf(input, problems, 2);
  if (value === undefined || isAmount(value)) return value;
  refuse(problems, "constraint", "must be > 0 and <= 1000000");
  return undefined;
}
function readCity(input: unknown, problems: Problem[]): string | undefined {
  const value = readText(input, problems);
  if (value === undefined || hasTextLength(value, 1, 40)) return value;
  refuse(problems, "constraint", "must have a length >= 1 and <= 40");
  return undefined;
}

const lineMembers = new Set(["sku", "quantity", "price"]);
function readLine(input: unknown, problems: Problem[]): Line | undefined {
  if (!isPlainObject(input)) {
    refuseObject(input, problems);
    return undefined;
  }
  let mark = problems.length;
  const sku = readSku(input["sku"], problems);
  if (problems.length > mark) mark = under(problems, mark, "sku");
  const quantity = readQuantity(input["quantity"], problems);
  if (problems.length > mark) mark = under(problems, mark, "quantity");
  const price = readAmount(input["price"], problems);
  if (problems.length > mark) mark = under(problems, mark, "price");
  if (countMembers(input) !== 3) refuseUnknown(input, lineMembers, problems);
  if (sku === undefined || quantity === undefined || price === undefined) return undefined;
  return { sku, quantity, price };
}

const addressMembers = new Set(["street", "city", "zip"]);
function readAddress(input: unknown, problems: Problem[]): Address | undefined {
  if (!isPlainObject(input)) {
    refuseObject(input, problems);
    return undefined;
  }
  let mark = problems.length;
  let members = 2;
  const street = readText(input["street"], problems);
  if (problems.length > mark) mark = under(problems, mark, "street");
  const city = readCity(input["city"], problems);
  if (problems.length > mark) mark = under(problems, mark, "city");
  let zip: string | undefined;
  if (input["zip"] !== undefined) {
    members++;
    zip = readText(input["zip"], problems);
    if (problems.length > mark) mark = under(problems, mark, "zip");
  }
  if (countMembers(input) !== members) refuseUnknown(input, addressMembers, problems);
  if (street === undefined || city === undefined) return undefined;
  const address: Mutable<Address> = { street, city };
  if (zip !== undefined) address.zip = zip;
  return address;
}

const orderMembers = new Set([
  ...[
    "customer",
    "placedAt",
    "channel",
    "total",
    "lines",
    "tags",
    "weights",
    "address",
    "note",
    "constructor",
  ],
  "extra",
]);
function readOrderPlaced(input: unknown, problems: Problem[]): OrderPlaced | undefined {
  if (!isPlainObject(input)) {
    refuseObject(input, problems);
    return undefined;
  }
  let mark = problems.length;
  let members = 7;
  const customer = readCustomerId(input["customer"], problems);
  if (problems.length > mark) mark = under(problems, mark, "customer");
  const placedAt = readInstant(input["placedAt"], problems);
  if (problems.length > mark) mark = under(problems, mark, "placedAt");
  let channel: Channel | undefined = "web";
  if (input["channel"] !== undefined) {
    members++;
    channel = readEnum(input["channel"], problems, channels);
    if (problems.length > mark) mark = under(problems, mark, "channel");
  }
  const total = readDecimalOf(input["total"], problems, 2);
  if (problems.length > mark) mark = under(problems, mark, "total");
  const lines = readKeyed(input["lines"], problems, readLine, "sku", 100);
  if (problems.length > mark) mark = under(problems, mark, "lines");
  let tags: string[] | undefined = [];
  if (input["tags"] !== undefined) {
    members++;
    tags = readSet(input["tags"], problems, readText);
    if (problems.length > mark) mark = under(problems, mark, "tags");
  }
  const weights = readMap(input["weights"], problems, readSku, readInt);
  if (problems.length > mark) mark = under(problems, mark, "weights");
  const address = readAddress(input["address"], problems);
  if (problems.length > mark) mark = under(problems, mark, "address");
  let note: string | undefined;
  if (input["note"] !== undefined) {
    members++;
    note = readText(input["note"], problems);
    if (problems.length > mark) mark = under(problems, mark, "note");
  }
  const constructor = readText(ownMember(input, "constructor"), problems);
  if (problems.length > mark) mark = under(problems, mark, "constructor");
  let extra: JsonValue | undefined;
  if (input["extra"] !== undefined) {
    members++;
    extra = readJson(input["extra"], problems);
    if (problems.length > mark) mark = under(problems, mark, "extra");
  }
  if (countMembers(input) !== members) refuseUnknown(input, orderMembers, problems);
  if (
    customer === undefined ||
    placedAt === undefined ||
    channel === undefined ||
    total === undefined ||
    lines === undefined ||
    tags === undefined ||
    weights === undefined ||
    address === undefined ||
    constructor === undefined
  ) {
    return undefined;
  }
  // Optional members are set one by one: spreading them in costs more than all the checks together.
  const order: Mutable<OrderPlaced> = {
    customer,
    placedAt,
    channel,
    total,
    lines,
    tags,
    weights,
    address,
    constructor,
  };
  if (note !== undefined) order.note = note;
  if (extra !== undefined) order.extra = extra;
  return order;
}

// ---------------------------------------------------------------------------------------------- the same as a schema

const text = { type: "string" };
const amount = { type: "string", pattern: patterns.decimal };
const sku = { type: "string", pattern: "^[A-Z]{3}-[0-9]+$" };
const schema = {
  type: "object",
  additionalProperties: false,
  required: ["customer", "placedAt", "total", "lines", "weights", "address", "constructor"],
  properties: {
    customer: { type: "string", pattern: patterns.uuid },
    placedAt: { type: "string", pattern: patterns.instant },
    channel: { enum: ["web", "store", "phone"] },
    total: amount,
    lines: {
      type: "array",
      maxItems: 100,
      items: {
        type: "object",
        additionalProperties: false,
        required: ["sku", "quantity", "price"],
        properties: { sku, quantity: { type: "integer", minimum: 1, maximum: 999 }, price: amount },
      },
    },
    tags: { type: "array", uniqueItems: true, items: text },
    weights: { type: "object", propertyNames: sku, additionalProperties: { type: "integer" } },
    address: {
      type: "object",
      additionalProperties: false,
      required: ["street", "city"],
      properties: { street: text, city: { type: "string", minLength: 1, maxLength: 40 }, zip: text },
    },
    note: text,
    constructor: text,
    extra: true,
  },
};
const accepts = new Ajv2020({ ownProperties: true }).compile(schema);

const order = {
  customer: "018f6b1c-9a3e-7c54-b2d1-3e5f7a9b1c2d",
  placedAt: "2026-01-31T09:30:00.000Z",
  channel: "phone",
  total: "25",
  lines: [
    { sku: "TEA-1", quantity: 2, price: "4.5" },
    { sku: "CUP-12", quantity: 1, price: "16" },
  ],
  tags: ["gift", "express"],
  weights: { "TEA-1": 200 },
  address: { street: "Main Street 1", city: "Bern", zip: "3000" },
  note: "ring twice",
  constructor: "a field like any other",
  extra: { anything: [1, null, { goes: true }] },
};

/** What is wrong with an order, as `path code`. */
function complaints(input: unknown): string[] {
  const result = validate(readOrderPlaced, input);
  return result.ok ? [] : result.problems.map(({ path, code }) => `${path} ${code}`);
}

describe("a generated validator", () => {
  it("answers a valid value as an equal copy that shares nothing with it", () => {
    const result = validate(readOrderPlaced, order);
    expect(result).toEqual({ ok: true, value: order });
    if (!result.ok) return;
    expect(result.value).not.toBe(order);
    expect(result.value.lines).not.toBe(order.lines);
    expect(result.value.lines[0]).not.toBe(order.lines[0]);
    expect(result.value.extra).not.toBe(order.extra);
    expect(accepts(order)).toBe(true);
  });

  it("answers the canonical form, with defaults in place and absent members absent", () => {
    const { customer, placedAt, total, lines, weights, address, constructor } = order;
    const rest = { customer, placedAt, total, lines, weights, address, constructor };
    const result = validate(readOrderPlaced, {
      ...rest,
      note: undefined,
      customer: order.customer.toUpperCase(),
      placedAt: "2026-01-31T09:30:00Z",
      total: "0025.00",
    });
    expect(result).toStrictEqual({ ok: true, value: { ...rest, channel: "web", tags: [] } });
  });

  it.each<[string, unknown, string[]]>([
    ["no object", [order], [" type"]],
    ["null", null, [" type"]],
    ["nothing", undefined, [" missing"]],
    ["a text", JSON.stringify(order), [" type"]],
    ["an unknown member", { ...order, colour: "red" }, ["/colour unknown"]],
    [
      "a prototype as a member",
      JSON.parse(`{"__proto__": {}, ${JSON.stringify(order).slice(1)}`),
      ["/__proto__ unknown"],
    ],
    [
      "hostile unknown names",
      { ...order, "a/b~c": 1, toString: 1 },
      ["/a~1b~0c unknown", "/toString unknown"],
    ],
    ["a missing member", { ...order, total: undefined }, ["/total missing"]],
    ["a missing member that every object inherits", without("constructor"), ["/constructor missing"]],
    ["null for an optional", { ...order, note: null }, ["/note type"]],
    ["a number for a decimal", { ...order, total: 25 }, ["/total type"]],
    ["an exponent", { ...order, total: "2.5e1" }, ["/total format"]],
    ["too many fraction digits", { ...order, total: "25.005" }, ["/total constraint"]],
    ["no uuid", { ...order, customer: "alice" }, ["/customer format"]],
    ["a day that does not exist", { ...order, placedAt: "2026-02-30T00:00:00.000Z" }, ["/placedAt format"]],
    ["no member of the enum", { ...order, channel: "fax" }, ["/channel format"]],
    ["another type for an enum", { ...order, channel: 1 }, ["/channel type"]],
    ["an object for a list", { ...order, lines: { length: 0 } }, ["/lines type"]],
    ["too long a list", { ...order, lines: new Array(101).fill(order.lines[0]) }, ["/lines tooLarge"]],
    [
      "two entities with one key",
      { ...order, lines: [order.lines[0], order.lines[0]] },
      ["/lines/1 duplicate"],
    ],
    ["a repeated element of a set", { ...order, tags: ["a", "b", "a"] }, ["/tags/2 duplicate"]],
    ["a key that is none", { ...order, weights: { "TEA-1": 1, tea: 1 } }, ["/weights/tea constraint"]],
    ["a value of a map", { ...order, weights: { "TEA-1": 0.5 } }, ["/weights/TEA-1 type"]],
    [
      "a member of a nested value",
      { ...order, address: { street: "x", city: "" } },
      ["/address/city constraint"],
    ],
    ["an unknown nested member", { ...order, address: { ...order.address, no: 1 } }, ["/address/no unknown"]],
    ["an array for a nested value", { ...order, address: [] }, ["/address type"]],
    ["what is not JSON", { ...order, extra: { deep: [1, Number.NaN] } }, ["/extra/deep/1 type"]],
    ["a lone surrogate", { ...order, note: "\ud800" }, ["/note format"]],
    [
      "several at once, in the order of the members",
      {
        ...order,
        customer: 1,
        lines: [{ sku: "tea", quantity: 0, price: "0" }, { sku: "CUP-1" }, { ...order.lines[0], more: 1 }],
        note: 5,
        zzz: 1,
      },
      [
        "/customer type",
        "/lines/0/sku constraint",
        "/lines/0/quantity constraint",
        "/lines/0/price constraint",
        "/lines/1/quantity missing",
        "/lines/1/price missing",
        "/lines/2/more unknown",
        "/note type",
        "/zzz unknown",
      ],
    ],
  ])("refuses %s", (_, input, expected) => {
    expect(complaints(input)).toEqual(expected);
  });

  it("reports a bounded number of problems", () => {
    const many = { ...order, tags: new Array(90_000).fill(1) };
    expect(complaints(many)).toHaveLength(maxProblems);
    const unknown = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`m${String(at)}`, 1]));
    expect(complaints({ ...order, ...unknown })).toHaveLength(maxProblems);
  });

  it("does not throw, whatever the input does when it is looked at", () => {
    const throwing = {
      get customer(): never {
        throw new Error("trap");
      },
    };
    expect(complaints(throwing)).toEqual([" type"]);
    expect(
      complaints(
        new Proxy(order, {
          getPrototypeOf: () => {
            throw new Error("trap");
          },
        }),
      ),
    ).toEqual([" type"]);
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
        (input) => {
          expect(complaints(input).length).toBeGreaterThan(0);
        },
      ),
    );
  });

  it("accepts nothing that the schema refuses, however near to valid it is", () => {
    const junk = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom<unknown>(
        "",
        "0",
        "-1.50",
        "TEA-1",
        1,
        0,
        1000,
        -0,
        2 ** 53,
        [],
        {},
        null,
        ["a", "a"],
        "2026-01-01",
      ),
      fc.constantFrom<unknown>(
        "018F6B1C-9A3E-7C54-B2D1-3E5F7A9B1C2D",
        "2026-01-31T09:30:00Z",
        "P1D",
        true,
        "web",
      ),
    );
    const place = fc.constantFrom<readonly (string | number)[]>(
      ...[
        ["customer"],
        ["placedAt"],
        ["channel"],
        ["total"],
        ["lines"],
        ["tags"],
        ["weights"],
        ["address"],
        ["note"],
      ],
      ...[
        ["lines", 0],
        ["lines", 0, "sku"],
        ["lines", 1, "quantity"],
        ["lines", 1, "price"],
        ["tags", 1],
        ["extra"],
      ],
      ...[
        ["weights", "TEA-1"],
        ["weights", "x"],
        ["address", "city"],
        ["address", "zip"],
        ["unheard"],
        ["constructor"],
      ],
    );
    let accepted = 0;
    fc.assert(
      fc.property(fc.array(fc.tuple(place, junk), { maxLength: 2 }), (changes) => {
        const input: unknown = structuredClone(order);
        for (const [path, value] of changes) put(input, path, value);
        const sent: unknown = JSON.parse(JSON.stringify(input));
        if (complaints(sent).length > 0) return;
        accepted++;
        expect(accepts(sent), JSON.stringify(accepts.errors)).toBe(true);
      }),
      { numRuns: 2000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});

describe("readers of scalars", () => {
  it.each<[string, Reader<unknown>, unknown, unknown]>([
    ["a bool", readBool, false, false],
    ["an int", readInt, -0, 0],
    ["a decimal", readDecimal, "-0.50", "-0.5"],
    ["a date", readDate, "2024-02-29", "2024-02-29"],
    ["a duration", readDuration, "PT90M", "PT1H30M"],
    ["an instant", readInstant, "2026-01-31T09:30:00.5Z", "2026-01-31T09:30:00.500Z"],
    ["a uuid", readUuid, "018F6B1C-9A3E-7C54-B2D1-3E5F7A9B1C2D", "018f6b1c-9a3e-7c54-b2d1-3e5f7a9b1c2d"],
    ["a text", readText, "", ""],
    ["an empty list", (input, problems) => readList(input, problems, readText), [], []],
  ])("read %s", (_, read, input, expected) => {
    const result = validate(read, input);
    expect(result).toStrictEqual({ ok: true, value: expected });
  });

  it.each<[string, Reader<unknown>, unknown[]]>([
    ["a bool", readBool, ["true", 0, 1, null]],
    ["an int", readInt, ["1", 0.5, 2 ** 53, Number.NaN, Infinity, 1n, null]],
    ["a decimal", readDecimal, [1, "1e3", "", "1,5", "9".repeat(1001), "9".repeat(100_000), null]],
    ["a date", readDate, ["2026-02-29", "2026-01-31T00:00:00Z", 0, new Date(0)]],
    ["a duration", readDuration, ["P1Y", "P1M", 5, "15m", ""]],
    ["an instant", readInstant, ["2026-01-31", "2026-01-31T09:30:00+01:00", 0, new Date(0)]],
    ["a uuid", readUuid, ["alice", "", 5]],
    ["a text", readText, [5, "\ud800", "x".repeat(1_000_001), new String("x"), ["x"]]],
  ])("refuse what is not %s", (_, read, inputs) => {
    for (const input of inputs) {
      const problems: Problem[] = [];
      expect(read(input, problems)).toBeUndefined();
      expect(problems).toHaveLength(1);
    }
  });

  it("accept nothing that the schema's pattern refuses", () => {
    const readers: readonly [keyof typeof patterns, Reader<string>][] = [
      ["decimal", readDecimal],
      ["uuid", readUuid],
      ["instant", readInstant],
      ["date", readDate],
      ["duration", readDuration],
    ];
    for (const [name, read] of readers) {
      const pattern = new RegExp(patterns[name], "u");
      // fast-check generates no lookaheads; what only they exclude is refused by both.
      const shaped = fc.stringMatching(new RegExp(patterns[name].replaceAll(/\(\?=[^)]*\)/g, ""), "u"));
      let accepted = 0;
      fc.assert(
        fc.property(
          fc.oneof(shaped, fc.string({ unit: fc.constantFrom(...Array.from("0123456789-.:PTZDHMSW")) })),
          (input) => {
            const problems: Problem[] = [];
            const value = read(input, problems);
            if (value === undefined) return;
            accepted++;
            expect(input).toMatch(pattern);
            expect(value).toMatch(pattern);
          },
        ),
        { numRuns: 400 },
      );
      expect(accepted).toBeGreaterThan(10);
    }
  });
});

describe("readers of collections", () => {
  it("take two keys that become one for a duplicate", () => {
    const id = "018f6b1c-9a3e-7c54-b2d1-3e5f7a9b1c2d";
    const readIds: Reader<Record<string, number>> = (input, problems) =>
      readMap(input, problems, readUuid, readInt);
    expect(validate(readIds, { [id.toUpperCase()]: 1 })).toEqual({ ok: true, value: { [id]: 1 } });
    expect(validate(readIds, { [id]: 1, [id.toUpperCase()]: 2 })).toMatchObject({
      problems: [{ path: `/${id.toUpperCase()}`, code: "duplicate" }],
    });
  });

  it("keep hostile keys as keys", () => {
    const input: unknown = JSON.parse('{"__proto__": 1, "constructor": 2}');
    const result = validate<Record<string, number>>(
      (value, problems) => readMap(value, problems, readText, readInt),
      input,
    );
    expect(JSON.stringify(result)).toBe('{"ok":true,"value":{"__proto__":1,"constructor":2}}');
  });

  it("find elements that are equal after they are made canonical, and sets that are equal in another order", () => {
    const decimals: Reader<string[]> = (input, problems) => readSet(input, problems, readDecimal);
    expect(validate(decimals, ["1.0", "1.00"])).toMatchObject({
      problems: [{ path: "/1", code: "duplicate" }],
    });
    const setsOfSets: Reader<string[][]> = (input, problems) =>
      readSet(input, problems, (item, inner) => readSet(item, inner, readText), equalSet(equalScalar));
    expect(validate(setsOfSets, [["a", "b"], ["c"], ["b", "a"]])).toMatchObject({
      problems: [{ path: "/2", code: "duplicate" }],
    });
    expect(validate(setsOfSets, [["a", "b"], ["c"]])).toEqual({ ok: true, value: [["a", "b"], ["c"]] });
  });

  it("refuse sparse arrays", () => {
    const sparse: unknown = Object.assign([], { length: 2 });
    expect(validate((input, problems) => readList(input, problems, readText), sparse)).toMatchObject({
      problems: [
        { path: "/0", code: "missing" },
        { path: "/1", code: "missing" },
      ],
    });
  });
});

function without(name: keyof typeof order): unknown {
  return Object.fromEntries(Object.entries(order).filter(([member]) => member !== name));
}

function put(root: unknown, path: readonly (string | number)[], value: unknown): void {
  let parent = root;
  for (const step of path.slice(0, -1)) {
    parent = typeof parent === "object" && parent !== null ? Reflect.get(parent, step) : undefined;
  }
  const last = path.at(-1);
  if (typeof parent === "object" && parent !== null && last !== undefined) Reflect.set(parent, last, value);
}
