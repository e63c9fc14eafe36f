// `given(…).when(…).then(…)` and `scenario(…)` on the code of the banking model: what they compare, and what they say.
import type { CommandLike } from "@esdl/runtime";
import { sqlite } from "@esdl/runtime/sqlite";
import {
  caller,
  events,
  exactly,
  ExpectationError,
  given,
  inAnyOrder,
  nothing,
  rejected,
  scenario,
  state,
  testApp,
  uuidOf,
  useStore,
} from "@esdl/runtime/testing";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { checkedModel, compiled, sourcesIn, type Compiled, type Domain } from "../support/generated.js";

let domain: Domain;
let account: Compiled;
beforeAll(async () => {
  domain = await compiled(checkedModel(sourcesIn("examples/banking/model")));
  account = domain.aggregates.find(({ decl }) => decl.name === "Account")!;
});
afterEach(() => {
  useStore(undefined);
});

const accountId = uuidOf("a");
const alice = uuidOf("alice");
const opened = {
  type: "AccountOpened",
  data: { iban: "DE89370400440532013000", owner: alice, overdraft: "50" },
};
const ask = (type: string, data: object): CommandLike => ({
  aggregate: "Banking.Account",
  type,
  data: { accountId, ...data },
});
const withdraw = (amount: string): CommandLike => ask("Withdraw", { amount });

function failureOf(run: () => void): ExpectationError {
  try {
    run();
  } catch (error) {
    if (error instanceof ExpectationError) return error;
    throw error;
  }
  throw new Error("it did not fail");
}

describe("given, when, then on one aggregate", () => {
  it("compares what is named, decimals by number", () => {
    given(account, opened)
      .when(withdraw("20.00"))
      .then({ type: "MoneyWithdrawn", data: { amount: "20.0" } }, state({ balance: "-20", status: "open" }));
  });

  it("takes a rejection that is expected, and fails for one that is not", () => {
    const asked = given(account, opened).when(withdraw("50.01"), { caller: caller("Customer", "alice") });
    asked.then(rejected("InsufficientFunds", { available: "50" }));
    expect(failureOf(() => asked.then())).toMatchObject({
      expected: [],
      actual: [{ type: "InsufficientFunds", data: { available: "50" } }],
    });
    expect(() => asked.then(rejected("NotAllowed"))).toThrow(ExpectationError);
    expect(() => given(account, opened).when(withdraw("1")).then(rejected("NotAllowed"))).toThrow(
      "every command was accepted",
    );
  });

  it("says which event and which member differ, side by side, and what led there", () => {
    const failure = failureOf(() =>
      given(account, opened)
        .when(withdraw("20"))
        .then({ type: "MoneyWithdrawn", data: { amount: "21" } }),
    );
    expect(failure.message).toBe(
      [
        `The new events of Banking.Account-${accountId} are not the expected ones.`,
        "     expected                        actual",
        '≠ 1  MoneyWithdrawn {"amount":"21"}  MoneyWithdrawn {"amount":"20"}',
        '       /amount: expected "21", is "20"',
        "",
        `State of Banking.Account-${accountId} before: {"accountId":"${accountId}","status":"open","iban":"DE89370400440532013000","owner":"${alice}","balance":"0","overdraft":"50"}`,
        `When Withdraw {"accountId":"${accountId}","amount":"20"}: accepted`,
      ].join("\n"),
    );
    expect(failure.expected).toEqual([{ type: "MoneyWithdrawn", data: { amount: "21" } }]);
    expect(failure.actual).toEqual([{ type: "MoneyWithdrawn", data: { amount: "20" } }]);
  });

  it("fails for an event too many, too few or of another type", () => {
    const asked = given(account, opened).when(withdraw("20"));
    expect(() => asked.then(nothing)).toThrow("Nothing is expected to happen, and this did");
    expect(() => asked.then({ type: "MoneyWithdrawn" }, { type: "AccountClosed" })).toThrow(
      "≠ 2  AccountClosed",
    );
    expect(() => asked.then({ type: "AccountFrozen" })).toThrow("≠ 1  AccountFrozen");
    given(account, opened)
      .when(withdraw("20"))
      .when(withdraw("30"))
      .then({ type: "MoneyWithdrawn" }, { type: "MoneyWithdrawn", data: { amount: "30" } });
  });

  it("tells an absent member by undefined, and compares all of them inside of exactly", () => {
    const asked = given(account, opened).when(withdraw("20"));
    asked.then({ type: "MoneyWithdrawn", data: { reference: undefined } });
    asked.then({ type: "MoneyWithdrawn", data: exactly({ amount: "20" }) });
    expect(() => asked.then({ type: "MoneyWithdrawn", data: exactly({}) })).toThrow(ExpectationError);
    expect(() => asked.then({ type: "MoneyWithdrawn", data: { reference: "r" } })).toThrow(
      '/reference: expected "r", is nothing',
    );
  });

  it("refuses a command of another aggregate", () => {
    expect(() => given(account).when({ aggregate: "Banking.Transfer", type: "Undo", data: {} })).toThrow(
      TypeError,
    );
  });
});

it("compares sets without order, each expected element with one of its own", () => {
  const sets = checkedModel([
    {
      path: "sets.esdl",
      text: `context Sets
aggregate Thing by id: string {
  state { tags: set<string> }
  event Made { tags: set<string> }
  create command Make(tags: set<string>) { emit Made(tags) }
  on Made { tags }
}
`,
    },
  ]);
  return compiled(sets).then(({ aggregates: [thing] }) => {
    const asked = given(thing!).when({
      aggregate: "Sets.Thing",
      type: "Make",
      data: { id: "1", tags: ["a", "b"] },
    });
    asked.then({ type: "Made", data: { tags: inAnyOrder(["b", "a"]) } });
    expect(() => asked.then({ type: "Made", data: { tags: ["b", "a"] } })).toThrow(ExpectationError);
    expect(() => asked.then({ type: "Made", data: { tags: inAnyOrder(["b", "b"]) } })).toThrow(
      ExpectationError,
    );
    expect(() => asked.then({ type: "Made", data: { tags: inAnyOrder(["b"]) } })).toThrow(ExpectationError);
  });
});

describe.each([
  ["memory", undefined],
  ["sqlite", () => sqlite(":memory:")],
] as const)("a scenario on %s", (_, make) => {
  it("plays several streams, with the unique keys of their histories", async () => {
    useStore(make);
    await scenario({ modules: domain.modules })
      .given(account, accountId, [opened])
      .when(
        {
          ...ask("OpenAccount", { ...opened.data, owner: uuidOf("bob") }),
          data: { accountId: uuidOf("b"), ...opened.data },
        },
        caller("Teller"),
      )
      .then(rejected("IbanTaken"), events(account, accountId, []), nothing);
  });

  it("counts what follows the history alone, and lets time pass", async () => {
    useStore(make);
    await scenario({ modules: domain.modules })
      .given(account, accountId, [opened, { type: "MoneyDeposited", data: { amount: "10", channel: "atm" } }])
      .after("P1D")
      .when(withdraw("60"))
      .when(ask("Close", {}))
      .then(
        rejected("NotEmpty", { balance: "-50" }),
        events(account, accountId, [{ type: "MoneyWithdrawn", data: { amount: "60" } }]),
        state(account, accountId, { balance: "-50" }),
      );
  });

  it("refuses a history in which two hold one unique key", async () => {
    useStore(make);
    const history = scenario({ modules: domain.modules })
      .given(account, accountId, [opened])
      .given(account, uuidOf("b"), [opened]);
    await expect(history.then(nothing)).rejects.toThrow(/both hold the unique iban/);
  });
});

it("calls who acts in a role without a name like the role", () => {
  expect(caller("Teller")).toEqual({ id: uuidOf("Teller"), roles: ["Teller"] });
  expect(caller("Teller", "tom")).toEqual({ id: uuidOf("tom"), roles: ["Teller"] });
});

it("records a version of before as it was written", async () => {
  const test = await testApp({ modules: domain.modules });
  await test.record(account, accountId, [opened]);
  await expect(test.record(account, accountId, [{ type: "AccountRenamed", data: {} }])).rejects.toThrow(
    "give the version that it was stored in",
  );
  expect(await test.recorded()).toMatchObject([{ type: "AccountOpened", position: 1 }]);
  await test.close();
});

it("is the same in every run: clock, ids and what is recorded", async () => {
  const run = async (): Promise<unknown> => {
    const test = await testApp({ modules: domain.modules });
    await test.record(account, accountId, [opened]);
    test.clock.advance("PT90M");
    const outcome = await test.app.execute(withdraw("1"), { caller: { id: "", roles: [], system: true } });
    await test.close();
    return outcome;
  };
  const first = await run();
  expect(first).toMatchObject({ ok: true, events: [{ meta: { occurredAt: "2026-01-01T01:30:00.000Z" } }] });
  expect(await run()).toEqual(first);
});

it("says of an external function that is not given what to do", async () => {
  const test = checkedModel([
    {
      path: "rates.esdl",
      text: `context Rates
external function rate(of: string): int
aggregate Thing by id: string {
  event Made { rate: int }
  create command Make() { emit Made(rate: rate("x")) }
  on Made
}
`,
    },
  ]);
  const { modules } = await compiled(test);
  const command = { aggregate: "Rates.Thing", type: "Make", data: { id: "1" } };
  await expect(scenario({ modules }).when(command).then()).rejects.toThrow(
    "The test calls the external function Rates.rate",
  );
  const externals = { Rates: { rate: () => 3 } };
  await scenario({ modules, externals })
    .when(command)
    .then(events({ definition: modules[0]!.aggregates[0]! }, "1", [{ type: "Made", data: { rate: 3 } }]));
});
