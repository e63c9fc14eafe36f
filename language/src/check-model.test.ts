/** The checked model of the examples: spans that point at what they name, the same answer every time, the facts in it. */
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkModel, createWorkspace, type Source } from "./check-model.js";
import { lookup, type Model, type Span } from "./model/index.js";

const examples = new URL("../../examples/", import.meta.url);
const sourcesOf = (name: string): readonly Source[] => {
  const folder = new URL(`${name}/model/`, examples);
  return readdirSync(folder).map((path) => ({ path, text: readFileSync(new URL(path, folder), "utf8") }));
};

function modelOf(name: string): Model {
  const { model, diagnostics } = checkModel(sourcesOf(name));
  if (model === undefined) throw new Error(JSON.stringify(diagnostics, null, 2));
  return model;
}

describe.each(["banking", "shop", "evolution"])("%s", (name) => {
  it("has nothing wrong with it, not even a warning", () => {
    expect(checkModel(sourcesOf(name)).diagnostics).toEqual([]);
  });

  it("is plain data", () => {
    const model = modelOf(name);
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
  });

  it("does not depend on the order of the sources", () => {
    const model = JSON.stringify(modelOf(name));
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...sourcesOf(name)], { minLength: sourcesOf(name).length }),
        (shuffled) => {
          expect(JSON.stringify(checkModel(shuffled).model)).toBe(model);
        },
      ),
      { numRuns: 3 },
    );
  });

  it("has every name where its span says", () => {
    const model = modelOf(name);
    const lines = sourcesOf(name).map(({ path, text }) => [path, text.split("\n")] as const);
    const textAt = ([file, startLine, startColumn, endLine, endColumn]: Span): string => {
      const [, text = []] = lines.find(([path]) => path === model.files[file]) ?? [];
      return startLine === endLine ? (text[startLine - 1] ?? "").slice(startColumn - 1, endColumn - 1) : "";
    };
    const named = objectsIn(model).filter(
      (part): part is { readonly name: string; readonly nameSpan: Span } =>
        "nameSpan" in part && "name" in part,
    );
    expect(named.length).toBeGreaterThan(20);
    for (const part of named) expect([part.name, JSON.stringify(part.name)]).toContain(textAt(part.nameSpan));
  });

  it("has names inside what they name", () => {
    const inside = ([, l1, c1, l2, c2]: Span, [, ol1, oc1, ol2, oc2]: Span): boolean =>
      (l1 > ol1 || (l1 === ol1 && c1 >= oc1)) && (l2 < ol2 || (l2 === ol2 && c2 <= oc2));
    for (const part of objectsIn(modelOf(name)))
      if ("nameSpan" in part && "span" in part)
        expect(inside(part.nameSpan as Span, part.span as Span), JSON.stringify(part).slice(0, 200)).toBe(
          true,
        );
  });
});

function objectsIn(value: unknown): object[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (typeof value !== "object" || value === null) return [];
  return [value, ...Object.values(value).flatMap(objectsIn)];
}

describe("facts that the compiler works out", () => {
  const banking = lookup(modelOf("banking"));
  const shop = lookup(modelOf("shop"));
  const evolution = lookup(modelOf("evolution"));
  const on = (aggregate: string, event: string) =>
    [banking, shop, evolution]
      .flatMap(({ aggregates }) => aggregates.get(aggregate) ?? [])
      .flatMap(({ handlers }) => handlers)
      .find((handler) => handler.event === `${aggregate}.${event}`);

  it("knows where events can be applied", () => {
    expect(on("Banking.Account", "AccountOpened")).toMatchObject({ creates: true, from: [], to: "open" });
    expect(on("Banking.Account", "AccountClosed")).toMatchObject({
      creates: false,
      from: ["open"],
      to: "closed",
    });
    expect(on("Sales.Order", "Refunded")).toMatchObject({ from: ["paid", "shipped", "cancelled"] });
    // Behind `if status == …`.
    expect(on("Billing.Payment", "PaymentVoided")).toMatchObject({ from: ["pending"], to: "voided" });
    expect(on("Billing.Payment", "PaymentRefunded")).toMatchObject({ from: ["taken"], to: "refunded" });
    expect(on("Sales.Product", "StockHeld")).toMatchObject({ creates: false, from: [] });
  });

  it("knows what commands can give", () => {
    const withdraw = banking.commands.get("Banking.Account.Withdraw");
    expect(withdraw?.emits).toEqual(["Banking.Account.MoneyWithdrawn"]);
    expect(withdraw?.rejections).toEqual(["Banking.Account.InsufficientFunds"]);
    expect(withdraw?.allow?.map(({ to }) => to)).toEqual([
      { kind: "role", ref: "Banking.Customer" },
      { kind: "role", ref: "Banking.Teller" },
    ]);
  });

  it("knows how events find their saga", () => {
    const correlations = [banking, shop]
      .flatMap(({ sagas }) => [...sagas.values()])
      .flatMap(({ starts, steps }) => [...starts, ...steps.flatMap(({ handlers }) => handlers)])
      .flatMap(({ input }) => (input.kind === "event" ? [[input.event, input.correlation.kind]] : []));
    expect(Object.fromEntries(correlations)).toEqual({
      "Banking.Transfer.TransferRequested": "identity",
      "Banking.Account.MoneyWithdrawn": "causation",
      "Banking.Account.MoneyDeposited": "causation",
      "Sales.Order.OrderPlaced": "identity",
      "Sales.Product.StockHeld": "field",
      "Sales.Order.OrderCancelled": "identity",
      "Billing.Payment.PaymentTaken": "by",
      "Billing.Payment.PaymentRefused": "by",
      "Sales.Order.OrderPaid": "identity",
      "Sales.Order.OrderShipped": "identity",
    });
  });

  it("makes the key of a projection explicit", () => {
    const overview = banking.projections.get("Banking.AccountOverview");
    for (const handler of overview?.handlers ?? [])
      expect(handler.by).toMatchObject([
        { kind: "field", name: "accountId", role: "identity", target: { root: "event" } },
      ]);
  });

  it("fills every field of every version", () => {
    for (const { events, values } of [banking, shop, evolution])
      for (const { versions } of [...events.values(), ...values.values()])
        for (const { fields, clause } of versions)
          if (clause !== undefined && clause.via === undefined)
            expect(clause.upcast.map(({ name }) => name)).toEqual(fields.map(({ name }) => name));
  });

  it("keeps the history of an event, oldest first", () => {
    const booked = evolution.events.get("Ledger.Entry.EntryBooked");
    expect(booked?.formerly).toEqual(["EntryPosted"]);
    expect(booked?.versions.map(({ fields }) => fields.map(({ name }) => name).sort())).toEqual([
      ["cents", "counterparty", "negative"],
      ["counterparty", "money", "negative"],
      ["counterparty", "kind", "money"],
      ["kind", "money", "party", "tags"],
      ["kind", "money", "party", "tags"],
    ]);
    expect(booked?.versions[1]?.clause?.doc).toBe("The amount was a bare number of cents.");
  });

  it("cuts messages into text and fields", () => {
    expect(shop.rejections.get("Sales.Product.OutOfStock")?.message).toEqual([
      "Only ",
      { field: "free" },
      " of ",
      { field: "sku" },
      " are left",
    ]);
  });
});

describe("a workspace", () => {
  it("follows its files", () => {
    const workspace = createWorkspace();
    for (const { path, text } of sourcesOf("shop")) workspace.set(path, text);
    expect(workspace.check()).toEqual(checkModel(sourcesOf("shop")));
    workspace.remove("mail.esdl");
    expect(workspace.check().model).toBeUndefined();
    for (const { path, text } of sourcesOf("shop")) workspace.set(path, text);
    expect(JSON.stringify(workspace.check().model)).toBe(JSON.stringify(checkModel(sourcesOf("shop")).model));
  });

  it("answers at once while nothing changes", () => {
    const workspace = createWorkspace();
    for (const { path, text } of sourcesOf("banking")) workspace.set(path, text);
    const first = workspace.check();
    for (const { path, text } of sourcesOf("banking")) workspace.set(path, text);
    expect(workspace.check()).toBe(first);
  });
});

it.each([
  "type X = X where it > 1",
  "type X = X where it > 1\nvalue V { x: X where it > 2 }\nfunction f(x: X): int = x + 1",
  "type X = Y where it > 1\ntype Y = X where it.length > 2",
])("says once that a type is made of itself: %j", (declarations) => {
  const { diagnostics } = checkModel([{ path: "a.esdl", text: `context A\n${declarations}\n` }]);
  expect(diagnostics.map(({ code }) => code)).toEqual(["ESDL1209"]);
});
