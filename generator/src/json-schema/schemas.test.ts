import { createHash } from "node:crypto";
import { patterns as runtimePatterns, validate, type Reader, type Problem } from "@esdl/runtime/values";
import * as values from "@esdl/runtime/values";
import { Ajv2020, type AnySchemaObject } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Expr, Type } from "@esdl/language/model";
import {
  aggregateDecl,
  and,
  at,
  brand,
  brandDecl,
  commandDecl,
  compare,
  context,
  entityDecl,
  enumDecl,
  eventDecl,
  field,
  it as itself,
  length,
  list,
  literal,
  matches,
  model,
  optional,
  scalar,
  valueDecl,
} from "../testing/build.js";
import { keywordsOf } from "./conditions.js";
import { esdlVocabulary, jsonSchemaEmitter } from "./index.js";
import { patterns } from "./patterns.js";
import { merge } from "./schema.js";

const options = { packageName: "x", emit: ["ts"], modelRoot: "." } as const;
const decimal = scalar("decimal");
const int = scalar("int");
const string = scalar("string");

function newAjv(): Ajv2020 {
  const ajv = new Ajv2020({ strict: true, strictRequired: true, allErrors: true });
  for (const keyword of esdlVocabulary) ajv.addKeyword({ ...keyword });
  return ajv;
}

const banking = model(
  context("Banking", {
    brands: [
      brandDecl("Banking.AccountId", scalar("uuid"), { isId: true }),
      brandDecl("Banking.Iban", string, {
        personal: true,
        doc: "An international bank account number.",
        where: matches(itself(string), "^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$"),
      }),
      brandDecl("Banking.Amount", scalar("decimal", 2), {
        where: and(
          compare(itself(decimal), ">", literal(decimal, "0"), "decimal"),
          compare(itself(decimal), "<=", literal(decimal, "1000000"), "decimal"),
        ),
      }),
    ],
    enums: [enumDecl("Banking.Channel", ["branch", "online"])],
    values: [
      valueDecl("Banking.Money", [
        field("amount", brand("Banking.Amount")),
        field("note", optional(string)),
        field("tags", list(string)),
        field(
          "channel",
          { kind: "enum", ref: "Banking.Channel" },
          {
            default: { kind: "enumMember", type: { kind: "enum", ref: "Banking.Channel" }, member: "branch" },
          },
        ),
      ]),
    ],
    aggregates: [
      aggregateDecl("Banking.Account", field("accountId", brand("Banking.AccountId")), {
        lifecycle: { span: at(1, 1, ""), enum: "Banking.Account.Status", statuses: ["open"], edges: [] },
        entities: [
          entityDecl("Banking.Account.Line", field("sku", string), [
            field("money", { kind: "value", ref: "Banking.Money" }),
          ]),
        ],
        events: [
          eventDecl(
            "Banking.Account.MoneyDeposited",
            [
              field("money", { kind: "value", ref: "Banking.Money" }, { doc: "What came in." }),
              field("iban", optional(brand("Banking.Iban")), { personal: { of: "owner" } }),
              field("lines", list({ kind: "entity", ref: "Banking.Account.Line" })),
            ],
            { doc: "Money came in.", public: true },
          ),
        ],
        commands: [
          commandDecl("Banking.Account.Deposit", [
            field("money", { kind: "value", ref: "Banking.Money" }),
            field("lines", list({ kind: "entity", ref: "Banking.Account.Line" })),
            field("limits", { kind: "map", key: { kind: "enum", ref: "Banking.Channel" }, value: decimal }),
            field("seen", { kind: "set", of: scalar("date") }),
            field("status", optional({ kind: "enum", ref: "Banking.Account.Status" })),
          ]),
        ],
      }),
    ],
  }),
  context("Sales", {
    aggregates: [
      aggregateDecl("Sales.Order", field("orderId", scalar("uuid")), {
        events: [eventDecl("Sales.Order.Paid", [field("money", { kind: "value", ref: "Banking.Money" })])],
      }),
    ],
  }),
);

const files = new Map([...jsonSchemaEmitter.emit(banking, options)].map(({ path, text }) => [path, text]));
const schemaAt = (path: string): AnySchemaObject =>
  JSON.parse(files.get(`schemas/${path}`)!) as AnySchemaObject;

/** A validator of one file, which needs no other. */
function validator(path: string) {
  const validate = newAjv().compile(schemaAt(path));
  return (value: unknown): boolean => validate(value) === true;
}

describe("the files", () => {
  it("have one per version of each event, command, value and entity, and ids that say what they are", () => {
    const ids = [...files].map(([path, text]) => [
      path.slice("schemas/".length),
      (JSON.parse(text) as { readonly $id?: string }).$id,
    ]);
    expect(ids).toEqual([
      ["banking/values/money.v1.json", "urn:esdl:value:Banking.Money:1"],
      ["banking/account/entities/line.v1.json", "urn:esdl:entity:Banking.Account.Line:1"],
      ["banking/account/events/money-deposited.v1.json", "urn:esdl:event:Banking.Account.MoneyDeposited:1"],
      ["banking/account/commands/deposit.v1.json", "urn:esdl:command:Banking.Account.Deposit:1"],
      ["sales/order/events/paid.v1.json", "urn:esdl:event:Sales.Order.Paid:1"],
      ["registry.json", undefined],
    ]);
  });

  it("are listed in the registry, each with the hash of its content as RFC 8785 writes it", () => {
    const registry = schemaAt("registry.json") as unknown as {
      readonly formatVersion: number;
      readonly schemas: readonly {
        readonly id: string;
        readonly path: string;
        readonly fingerprint: string;
      }[];
    };
    expect(registry.formatVersion).toBe(1);
    const listed = registry.schemas.map(({ id }) => id);
    expect(listed).toEqual([...listed].sort());
    expect(registry.schemas.map(({ path }) => `schemas/${path}`).sort()).toEqual(
      [...files.keys()].filter((path) => path !== "schemas/registry.json").sort(),
    );
    for (const { path, fingerprint } of registry.schemas) {
      const canonical = values.canonicalJson(schemaAt(path));
      expect(fingerprint).toBe(`sha256:${createHash("sha256").update(canonical).digest("hex")}`);
    }
  });

  it("are valid JSON Schema under ajv's strict mode", () => {
    const ajv = newAjv();
    for (const text of files.values()) {
      const schema = JSON.parse(text) as AnySchemaObject;
      expect(ajv.validateSchema(schema), ajv.errorsText()).toBe(true);
    }
    for (const path of files.keys())
      if (path !== "schemas/registry.json")
        expect(validator(path.slice("schemas/".length))).toBeTypeOf("function");
  });

  it("carry docs, versions and the mark of personal data", () => {
    expect(schemaAt("banking/account/events/money-deposited.v1.json")).toMatchObject({
      title: "MoneyDeposited",
      description: "Money came in.",
      "x-esdl-ref": "Banking.Account.MoneyDeposited",
      "x-esdl-version": 1,
      "x-esdl-public": true,
      properties: {
        money: { $ref: "#/$defs/Money.v1", description: "What came in." },
        iban: { "x-esdl-personal": true, "x-esdl-personal-of": "owner" },
        lines: { items: { $ref: "#/$defs/Line.v1" }, "x-esdl-key": "sku" },
      },
      required: ["money"],
    });
    expect(schemaAt("banking/account/events/money-deposited.v1.json")).toMatchObject({
      $defs: {
        Iban: { description: "An international bank account number.", "x-esdl-personal": true },
        Amount: { "x-esdl-scale": 2, "x-esdl-exclusive-minimum": "0", "x-esdl-maximum": "1000000" },
      },
    });
    expect(schemaAt("sales/order/events/paid.v1.json")).toMatchObject({
      properties: { money: { $ref: "#/$defs/Money.v1" } },
    });
  });
});

const id = "0a3e1c52-6d1b-4c8e-9f57-3b7f0c1a2d01";
const money = { amount: "25.00", tags: [], channel: "branch" };

describe("a command's schema", () => {
  it.each<[boolean, string, unknown]>([
    [true, "only what is required", { accountId: id, money: { amount: "25.00" } }],
    [
      true,
      "everything",
      {
        accountId: id.toUpperCase(),
        money: { ...money, note: "x" },
        lines: [{ sku: "a", money: { amount: "1" } }],
        limits: { online: "-3" },
        seen: ["2026-01-31"],
        status: "open",
      },
    ],
    [false, "no identity", { money: { amount: "25.00" } }],
    [false, "an unknown member", { accountId: id, money: { amount: "25.00" }, more: 1 }],
    [false, "an unknown member inside", { accountId: id, money: { amount: "25.00", more: 1 } }],
    [false, "null for what is absent", { accountId: id, money: { amount: "25.00", note: null } }],
    [false, "too many fraction digits", { accountId: id, money: { amount: "0.001" } }],
    [false, "an amount of nothing", { accountId: id, money: { amount: "0.00" } }],
    [false, "too much", { accountId: id, money: { amount: "1000000.01" } }],
    [false, "a number for a decimal", { accountId: id, money: { amount: 25 } }],
    [false, "another enum member", { accountId: id, money: { amount: "1", channel: "fax" } }],
    [false, "a key that is no member", { accountId: id, money: { amount: "1" }, limits: { fax: "1" } }],
    [
      false,
      "an element twice",
      { accountId: id, money: { amount: "1" }, seen: ["2026-01-31", "2026-01-31"] },
    ],
    [
      false,
      "an entity twice",
      {
        accountId: id,
        money: { amount: "1" },
        lines: [
          { sku: "a", money: { amount: "1" } },
          { sku: "a", money: { amount: "2" } },
        ],
      },
    ],
    [false, "no object", [id]],
  ])("answers %s to %s", (answer, _, input) => {
    expect(validator("banking/account/commands/deposit.v1.json")(input)).toBe(answer);
  });
});

describe("an event's schema", () => {
  it("asks for every member that is not optional and has no default, and bears unknown ones", () => {
    const accepts = validator("banking/account/events/money-deposited.v1.json");
    expect(accepts({ money, lines: [] })).toBe(true);
    expect(accepts({ money: { ...money, later: 1 }, lines: [], later: 1 })).toBe(true);
    expect(accepts({ money, lines: [], iban: "no" })).toBe(false);
    expect(accepts({ money })).toBe(true);
    expect(accepts({ money: {}, lines: [] })).toBe(false);
    expect(accepts({ lines: [] })).toBe(false);
  });
});

describe("a condition", () => {
  const text = itself(string);
  it.each<[string, Expr, Type, object]>([
    [
      "it >= 1 and it <= 999",
      and(
        compare(itself(int), ">=", literal(int, 1), "int"),
        compare(itself(int), "<=", literal(int, 999), "int"),
      ),
      int,
      { minimum: 1, maximum: 999 },
    ],
    ["0 < it", compare(literal(int, 0), "<", itself(int), "int"), int, { exclusiveMinimum: 0 }],
    [
      "it > -1",
      compare(itself(int), ">", { kind: "negate", type: int, on: "int", operand: literal(int, 1) }, "int"),
      int,
      { exclusiveMinimum: -1 },
    ],
    [
      "it >= 0.5 of an int",
      compare(
        { kind: "convert", type: decimal, how: "intToDecimal", value: itself(int) },
        ">=",
        literal(decimal, "0.5"),
        "decimal",
      ),
      int,
      { minimum: 0.5 },
    ],
    [
      "it < 10 of a decimal",
      compare(
        itself(decimal),
        "<",
        { kind: "convert", type: decimal, how: "intToDecimal", value: literal(int, 10) },
        "decimal",
      ),
      decimal,
      { "x-esdl-exclusive-maximum": "10" },
    ],
    [
      "it == 10 of a decimal",
      compare(itself(decimal), "==", literal(decimal, "10")),
      decimal,
      { "x-esdl-minimum": "10", "x-esdl-maximum": "10" },
    ],
    ["it != 10 of a decimal", compare(itself(decimal), "!=", literal(decimal, "10")), decimal, {}],
    [
      "it.length <= 254 and it matches",
      and(compare(length(text), "<=", literal(int, 254), "int"), matches(text, "^[^@ ]+@")),
      string,
      { maxLength: 254, pattern: "^[^@ ]+@" },
    ],
    ["it.length > 2", compare(length(text), ">", literal(int, 2), "int"), string, { minLength: 3 }],
    ["it.length == 2", compare(length(text), "==", literal(int, 2)), string, { minLength: 2, maxLength: 2 }],
    [
      "two patterns",
      and(matches(text, "a"), matches(text, "b")),
      string,
      { pattern: "a", allOf: [{ pattern: "b" }] },
    ],
    [
      "it.size < 3 of a list",
      compare(length(itself(list(int)), "list"), "<", literal(int, 3), "int"),
      list(int),
      { maxItems: 2 },
    ],
    ['it == "a"', compare(text, "==", literal(string, "a")), string, { const: "a" }],
    ['it != "a"', compare(text, "!=", literal(string, "a")), string, { not: { const: "a" } }],
    ["a uuid", compare(itself(scalar("uuid")), "==", literal(scalar("uuid"), id)), scalar("uuid"), {}],
    ['it < "a" of a string', compare(text, "<", literal(string, "a")), string, {}],
    [
      "what JSON Schema cannot say, beside what it can",
      and(
        compare(
          length({ kind: "method", type: string, target: text, on: "string", name: "trim", args: [] }),
          ">",
          literal(int, 0),
          "int",
        ),
        matches(text, "a"),
      ),
      string,
      { pattern: "a" },
    ],
  ])("%s becomes keywords", (_, condition, type, expected) => {
    expect(merge(keywordsOf(condition, type))).toEqual(expected);
  });
});

describe("the vocabulary and the patterns", () => {
  it("are those of the runtime", () => {
    expect(patterns).toEqual(runtimePatterns);
  });

  const decimalText = fc
    .tuple(
      fc.constantFrom("", "-"),
      fc.stringMatching(/^[0-9]{1,25}$/),
      fc.stringMatching(/^(\.[0-9]{1,25})?$/),
    )
    .map((parts) => parts.join(""));

  it("compare decimals as the runtime does", () => {
    const ajv = newAjv();
    fc.assert(
      fc.property(decimalText, decimalText, (a, b) => {
        const order = values.compareDecimal(a, b);
        const accepts = (keyword: string): boolean => ajv.validate({ type: "string", [keyword]: b }, a);
        expect(accepts("x-esdl-minimum")).toBe(order >= 0);
        expect(accepts("x-esdl-exclusive-minimum")).toBe(order > 0);
        expect(accepts("x-esdl-maximum")).toBe(order <= 0);
        expect(accepts("x-esdl-exclusive-maximum")).toBe(order < 0);
        expect(ajv.validate({ type: "string", "x-esdl-scale": 3 }, a)).toBe(
          values.decimalScale(values.normaliseDecimal(a)) <= 3,
        );
      }),
      { numRuns: 300 },
    );
  });

  const readers: readonly [Parameters<typeof scalar>[0], Reader<unknown>][] = [
    ["string", values.readText],
    ["int", values.readInt],
    ["decimal", values.readDecimal],
    ["bool", values.readBool],
    ["uuid", values.readUuid],
    ["instant", values.readInstant],
    ["date", values.readDate],
    ["duration", values.readDuration],
  ];
  const near = fc.oneof(
    fc.jsonValue(),
    decimalText,
    fc.uuid(),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
    fc.constantFrom(
      "PT1H",
      "-P1DT0.5S",
      "P1W",
      "P",
      "PT",
      "1.",
      ".5",
      "1e3",
      "2026-02-30",
      "2026-01-01T00:00Z",
      -0,
      2 ** 53,
    ),
  );

  it.each(readers)("accept every %s that the runtime reads", (name, read) => {
    const event = eventDecl("C.A.E", [field("f", scalar(name))]);
    const made = model(
      context("C", { aggregates: [aggregateDecl("C.A", field("id", string), { events: [event] })] }),
    );
    const [emitted] = jsonSchemaEmitter.emit(made, options);
    const accepts = newAjv().compile(JSON.parse(emitted!.text) as AnySchemaObject);
    let read_ = 0;
    fc.assert(
      fc.property(near, (input) => {
        const problems: Problem[] = [];
        if (!validate((value) => read(value, problems), input).ok || problems.length > 0) return;
        read_++;
        expect(accepts({ f: input })).toBe(true);
      }),
      { numRuns: 1000 },
    );
    expect(read_).toBeGreaterThan(0);
  });
});
