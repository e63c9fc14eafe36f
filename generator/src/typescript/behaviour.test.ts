/** What generated code does: decisions in their order, folds in place and pure, rules on what comes out. */
import type {
  AggregateDefinition,
  CommandContext,
  Decision,
  EventLike,
  EventMeta,
  RejectionLike,
} from "@esdl/runtime";
import { decideWith } from "@esdl/runtime";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { modelIn } from "../testing/models.js";
import { writeOutput, type Output } from "../testing/output.js";
import { typescriptEmitter } from "./index.js";

const options = { packageName: "generated", emit: ["ts"], modelRoot: ".." } as const;
const id = "0190d1c5-7e1a-7bbb-8000-000000000001";
const alice = "0190d1c5-7e1a-7bbb-8000-00000000000a";

interface Generated {
  readonly definition: AggregateDefinition;
  readonly evolve: (state: object | undefined, event: EventLike, meta: EventMeta) => object;
}

const outputs: Output[] = [];
afterAll(() => {
  for (const output of outputs) output.remove();
});

async function load(folder: Parameters<typeof modelIn>[0], file: string): Promise<Generated> {
  const output = writeOutput(typescriptEmitter.emit(modelIn(folder), options));
  outputs.push(output);
  const module: Generated = await import(/* @vite-ignore */ output.path(`src/${file}.ts`));
  return module;
}

const meta = (streamId: string): EventMeta => ({
  occurredAt: "2026-01-02T03:04:05.000Z",
  streamId,
  correlationId: "",
  causationId: "",
  actor: { id: "", roles: [] },
});

function context(caller: CommandContext["caller"], externals: object = {}): CommandContext {
  return {
    now: "2026-01-02T03:04:05.000Z",
    newId: () => "0190d1c5-7e1a-7bbb-8000-0000000000ff",
    caller,
    correlationId: "",
    causationId: "",
    externals,
  };
}

const system: CommandContext["caller"] = { id: "", roles: [], system: true };
const withRole = (role: string, who = ""): CommandContext["caller"] => ({ id: who, roles: [role] });

/** An aggregate that lives in memory. */
function live({ definition, evolve }: Generated, identity: string) {
  let state: object | undefined;
  const streamId = `${definition.name}-${identity}`;
  return {
    state: () => state,
    given(...events: readonly EventLike[]) {
      for (const event of events) state = evolve(state, event, meta(streamId));
    },
    ask(type: string, data: object, caller = system): Decision<EventLike, RejectionLike> {
      const input = { [definition.identity]: identity, ...data };
      const decision = decideWith(definition, state, { type, data: input }, context(caller));
      if (decision.ok) for (const event of decision.events) state = evolve(state, event, meta(streamId));
      return decision;
    },
  };
}

const answer = (decision: Decision<EventLike, RejectionLike>): unknown =>
  decision.ok ? decision.events.map(({ type, data }) => ({ type, data })) : decision.rejection.type;

describe("an account", () => {
  let account: Generated;
  beforeAll(async () => {
    account = await load("examples/banking/model", "banking/account");
  });
  const iban = "DE89370400440532013000";

  function opened(overdraft = "50.00") {
    const one = live(account, id);
    expect(one.ask("OpenAccount", { iban, owner: alice, overdraft }).ok).toBe(true);
    return one;
  }

  it("carries its identity and begins with defaults; decimals are canonical", () => {
    expect(opened().state()).toStrictEqual({
      accountId: id,
      status: "open",
      iban,
      owner: alice,
      balance: "0",
      overdraft: "50",
    });
  });

  it("answers events in canonical form, with defaults filled in and absent members left out", () => {
    expect(answer(opened().ask("Deposit", { amount: "25.00" }))).toStrictEqual([
      { type: "MoneyDeposited", data: { amount: "25", channel: "online" } },
    ]);
  });

  it("judges in the order of a command's header: input, existence, status, allow, body", () => {
    const none = live(account, id);
    expect(answer(none.ask("Withdraw", { amount: "nonsense" }))).toBe("Invalid");
    expect(answer(none.ask("Withdraw", { amount: "1" }, withRole("Stranger")))).toBe("NotFound");
    const one = opened("0");
    expect(answer(one.ask("OpenAccount", { iban, owner: alice }, withRole("Stranger")))).toBe(
      "AlreadyExists",
    );
    one.ask("Freeze", { reason: "court order" });
    expect(answer(one.ask("Withdraw", { amount: "1" }, withRole("Stranger")))).toBe("NotAllowed");
    one.ask("Unfreeze", {});
    expect(answer(one.ask("Withdraw", { amount: "1" }, withRole("Stranger")))).toBe("Forbidden");
    expect(answer(one.ask("Withdraw", { amount: "1" }, withRole("Customer", "somebody else")))).toBe(
      "Forbidden",
    );
    expect(answer(one.ask("Withdraw", { amount: "1" }, withRole("Customer", alice)))).toBe(
      "InsufficientFunds",
    );
  });

  it("says what is available, in the message and as data", () => {
    const one = opened();
    expect(one.ask("Withdraw", { amount: "50.01" })).toMatchObject({
      rejection: { message: "Only 50 is available", data: { available: "50" } },
    });
  });

  it("names every problem of its input by path", () => {
    const decision = opened().ask("Deposit", { amount: "0.001", channel: "carrier pigeon", colour: "blue" });
    expect(decision).toMatchObject({
      rejection: {
        type: "Invalid",
        data: {
          problems: [
            { path: "/amount", code: "constraint" },
            { path: "/channel", code: "format" },
            { path: "/colour", code: "unknown" },
          ],
        },
      },
    });
  });

  it("drops what a status does not have, and gains what it has", () => {
    const one = opened();
    one.ask("Close", {});
    expect(one.state()).toMatchObject({ status: "closed", closedOn: "2026-01-02" });
  });

  it("refuses what an invariant forbids, but not what was broken before", () => {
    const one = live(account, id);
    one.given(
      { type: "AccountOpened", data: { iban, owner: alice, overdraft: "0" } },
      { type: "MoneyWithdrawn", data: { amount: "10" } },
    );
    expect(account.definition.violations(one.state() ?? {})).toMatchObject([
      { path: "", message: "The balance never falls below the agreed overdraft" },
    ]);
    expect(one.ask("Deposit", { amount: "1" }).ok).toBe(true);
  });
});

describe("a dish, which has every construct", () => {
  let dish: Generated;
  beforeAll(async () => {
    dish = await load("generator/src/typescript/fixtures", "kitchen/dish");
  });
  const price = { amount: "5.00", currency: "EUR" };
  const soup = { title: "Soup", price, steps: [{ name: "boil", minutes: 10, tools: ["pot"] }] };

  function drafted() {
    const one = live(dish, id);
    expect(answer(one.ask("Draft", soup))).toBeInstanceOf(Array);
    return one;
  }

  it("fills in defaults of every kind", () => {
    expect(drafted().state()).toStrictEqual({
      dishId: id,
      status: "draft",
      title: "Soup",
      course: "main",
      price: { amount: "5", currency: "EUR" },
      tasters: [],
      kinds: ["AB"],
      stock: {},
      steps: [{ name: "boil", minutes: 10, tools: ["pot"] }],
      groups: {},
      await: "x",
    });
  });

  it("reads values and entities inside input, with paths down to the member", () => {
    const decision = live(dish, id).ask("Draft", {
      ...soup,
      price: { amount: "-1", currency: "e" },
      steps: [
        { name: "a", minutes: 1, tools: ["x", "x"] },
        { name: "b", minutes: 0 },
      ],
    });
    expect(decision).toMatchObject({ rejection: { type: "Invalid" } });
    const problems = decision.ok ? [] : Object.values(decision.rejection.data).flat();
    expect(problems).toMatchObject([
      { path: "/price/currency", code: "constraint" },
      { path: "/steps/0/tools/1", code: "duplicate" },
      { path: "/steps/1", code: "constraint" },
    ]);
  });

  it("refuses two entities with one key", () => {
    const steps = [
      { name: "a", minutes: 1 },
      { name: "a", minutes: 2 },
    ];
    expect(live(dish, id).ask("Draft", { ...soup, steps })).toMatchObject({
      rejection: { type: "Invalid", data: { problems: [{ path: "/steps/1", code: "duplicate" }] } },
    });
  });

  it("refuses a resulting state that breaks a rule, with its path", () => {
    const one = drafted();
    expect(one.ask("Rename", { title: "much too long for any menu" })).toMatchObject({
      rejection: { type: "InvariantViolated", data: { problems: [{ path: "/title" }] } },
    });
    expect(one.ask("AddStep", { name: "wait", minutes: 5000, hint: "slowly", await: "clock" })).toMatchObject(
      {
        rejection: { type: "InvariantViolated", data: { problems: [{ message: "Not too much" }] } },
      },
    );
  });

  it("fails the command when a checked brand or arithmetic fails", () => {
    const one = drafted();
    expect(one.ask("Lengthen", { name: "boil", more: 100 })).toMatchObject({
      rejection: {
        type: "InvariantViolated",
        data: { problems: [{ message: "Portion: must be at least 1 and at most 99" }] },
      },
    });
  });

  it("changes elements where they stand, and takes optional members away", () => {
    const one = drafted();
    one.ask("AddStep", { name: "stir", minutes: 5, hint: "gently", await: "spoon" });
    one.ask("Lengthen", { name: "stir", more: 7 });
    expect(one.state()).toMatchObject({
      steps: [
        { name: "boil", minutes: 10 },
        { name: "stir", minutes: 12, tools: ["spoon", "clock"] },
      ],
    });
    expect(JSON.stringify(one.state())).not.toContain("gently");
  });

  it("enters a status with its defaults and leaves it without", () => {
    const one = drafted();
    one.ask("Taste", { cook: "a/1", kinds: ["CD"] });
    expect(one.state()).toMatchObject({ status: "tasted", tries: 0, kinds: ["AB"], tasters: ["a/1"] });
    one.ask("Throw", {});
    expect(one.state()).toMatchObject({ status: "thrown", await: "no reason!mainx" });
    expect(one.state()).not.toHaveProperty("tries");
  });

  it("keeps hostile keys of maps apart from the object", () => {
    const one = drafted();
    one.ask("Group", { group: "__proto__", names: ["a"] });
    one.ask("Group", { group: "constructor", names: ["b"] });
    const groups = new Map<string, unknown>(Object.entries(one.state() ?? {})).get("groups");
    expect(Object.keys(groups ?? {})).toEqual(["__proto__", "constructor"]);
  });

  it("folds in place as `evolve` folds purely, and neither touches what it was given", () => {
    const name = fc.constantFrom("boil", "stir", "wait");
    const code = fc.constantFrom("AB", "CD", "EF");
    const cook = fc.constantFrom("a/1", "b/2", "c/3", "d/4");
    const event = fc.oneof(
      fc.record({ type: fc.constant("Tasted"), data: fc.record({ cook, kinds: fc.uniqueArray(code) }) }),
      fc.record({
        type: fc.constant("StepAdded"),
        data: fc.record({ step: fc.record({ name, minutes: fc.nat(50), tools: fc.uniqueArray(name) }) }),
      }),
      fc.record({ type: fc.constant("StepLengthened"), data: fc.record({ name, more: fc.nat(9) }) }),
      fc.record({ type: fc.constant("StepDropped"), data: fc.record({ name }) }),
      fc.record({ type: fc.constant("Stocked"), data: fc.record({ code, amount: fc.nat(9) }) }),
      fc.record({ type: fc.constant("Emptied"), data: fc.record({ code }) }),
      fc.record({
        type: fc.constant("Grouped"),
        data: fc.record({ group: name, names: fc.uniqueArray(name) }),
      }),
      fc.record({ type: fc.constant("Served"), data: fc.constant({}) }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (tail) => {
        const first = {
          type: "Drafted",
          data: { ...soup, course: "main", price: { amount: "5", currency: "EUR" } },
        };
        const events = frozen([first, ...tail]);
        const envelope = meta(`Kitchen.Dish-${id}`);
        let inPlace: object | undefined;
        let pure: object | undefined;
        for (const one of events) {
          inPlace = dish.definition.apply(inPlace, one, envelope);
          pure = frozen(dish.evolve(pure, one, envelope));
        }
        expect(inPlace).toStrictEqual(pure);
      }),
    );
  });
});

describe("a counter, which needs no beginning", () => {
  it("reads its defaults while nothing has happened", async () => {
    const one = live(await load("generator/src/typescript/fixtures", "kitchen/counter"), "bells");
    expect(answer(one.ask("Count", { by: 11 }, { id: "me", roles: [] }))).toBe("Full");
    expect(answer(one.ask("Count", {}, { id: "me", roles: [] }))).toEqual([
      { type: "Counted", data: { by: 1, who: "me" } },
    ]);
    expect(one.state()).toStrictEqual({ name: "bells", count: 1, most: 10, seen: ["me"] });
  });
});

describe("an order, which asks the application", () => {
  it("calls external functions and takes their answer in canonical form", async () => {
    const { definition, evolve } = await load("examples/shop/model", "sales/order");
    let state: object | undefined;
    const streamId = `${definition.name}-${id}`;
    for (const event of [
      { type: "BasketOpened", data: { customer: alice } },
      { type: "LineAdded", data: { sku: "TEA-1", quantity: 2, price: "4.5" } },
    ]) {
      state = evolve(state, event, meta(streamId));
    }
    const fee = (country: string, weight: number): string =>
      country === "CH" && weight === 2 ? "5.00" : "0";
    const command = { type: "PlaceOrder", data: { orderId: id } };
    const decision = decideWith(definition, state, command, context(system, { shippingFee: fee }));
    expect(decision).toMatchObject({ events: [{ type: "OrderPlaced", data: { fee: "5", channel: "web" } }] });
  });
});

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}
