/**
 * Bad input of any kind is answered with Invalid and a path per problem; nothing is thrown and nothing is stored. What only a
 * program can do wrong is thrown, in words.
 */
import fc from "fast-check";
import { describe, expect, expectTypeOf, it, onTestFinished } from "vitest";
import {
  Closed,
  ConfigurationError,
  createApp,
  memory,
  UnknownAggregate,
  type App,
  type BuiltInRejection,
  type CommandLike,
  type ExternalsOf,
  type Module,
  type RejectionLike,
  type StoreSource,
  type WithExternals,
} from "@esdl/runtime";
import {
  Account,
  bank,
  Deposit,
  externals,
  Note,
  Open,
  Withdraw,
  type Externals,
  type InsufficientFunds,
} from "./account.js";
import { opened, stores } from "./stores.js";

async function started(store: StoreSource = memory()): Promise<App> {
  const app = await createApp({ modules: [bank], store, externals });
  onTestFinished(() => app.close());
  return app;
}

/** What a program without types may pass; it stands for a command at this one place. */
function forged(value: unknown): CommandLike;
function forged(value: unknown): unknown {
  return value;
}

/** An object nested so deep that naive recursion overflows the stack. */
function deep(levels: number): unknown {
  let value: unknown = "bottom";
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}

const cycle: { self?: unknown } = {};
cycle.self = cycle;

const throwing = (): never => {
  throw new Error("the input was looked at too closely");
};

const trap = new Proxy(
  {},
  {
    get: throwing,
    ownKeys: throwing,
    getPrototypeOf: throwing,
    has: throwing,
    getOwnPropertyDescriptor: throwing,
  },
);

/** What may arrive in the place of a command's data, and the path of what is wrong with it. */
const bad: readonly { readonly what: string; readonly data: unknown; readonly path: string }[] = [
  { what: "nothing", data: undefined, path: "" },
  { what: "null", data: null, path: "" },
  { what: "a text", data: "accountId=a", path: "" },
  { what: "an array", data: [], path: "" },
  { what: "a function", data: () => "a", path: "" },
  { what: "a class instance", data: new Date(0), path: "" },
  { what: "a map", data: new Map([["accountId", "a"]]), path: "" },
  { what: "a trap", data: trap, path: "" },
  {
    what: "a getter that throws",
    data: Object.defineProperty({}, "accountId", { get: throwing, enumerable: true }),
    path: "",
  },
  { what: "a missing member", data: { accountId: "a" }, path: "/amount" },
  { what: "an unknown member", data: { accountId: "a", amount: "1", extra: 1 }, path: "/extra" },
  { what: "a member to escape", data: { accountId: "a", amount: "1", "a/b~c": 1 }, path: "/a~1b~0c" },
  {
    what: "__proto__ as a member",
    data: JSON.parse('{"accountId":"a","amount":"1","__proto__":{"x":1}}'),
    path: "/__proto__",
  },
  { what: "a number too large for JSON", data: { accountId: "a", amount: Infinity }, path: "/amount" },
  { what: "a number for a decimal", data: { accountId: "a", amount: 25 }, path: "/amount" },
  {
    what: "a decimal of too many digits",
    data: { accountId: "a", amount: "1".repeat(1001) },
    path: "/amount",
  },
  { what: "a bigint", data: { accountId: "a", amount: 25n }, path: "/amount" },
  { what: "a symbol", data: { accountId: "a", amount: Symbol("25") }, path: "/amount" },
  { what: "a cycle", data: { accountId: "a", amount: cycle }, path: "/amount" },
  { what: "great depth", data: { accountId: "a", amount: deep(100_000) }, path: "/amount" },
  {
    what: "a text of ten million",
    data: { accountId: "a".repeat(10_000_000), amount: "1" },
    path: "/accountId",
  },
  { what: "a lone surrogate", data: { accountId: "\ud800", amount: "1" }, path: "/accountId" },
];

describe.each(stores)("$name: input", ({ fresh }) => {
  it.each(bad)("answers $what with Invalid at $path", async ({ data, path }) => {
    const source = fresh();
    const app = await started(source);
    const outcome = await app.execute(forged({ aggregate: "Bank.Account", type: "Deposit", data }), {
      commandId: "c",
    });
    expect(outcome).toMatchObject({ ok: false, commandId: "c", position: 0, rejection: { type: "Invalid" } });
    const paths = outcome.ok ? [] : (outcome.rejection.data as { problems: { path: string }[] }).problems;
    expect(paths.map((problem) => problem.path)).toContain(path);
    const store = await opened(source);
    expect(await store.readLog(0, 10)).toEqual([]);
    expect(await store.findCommand("c")).toBeUndefined();
  });

  it("gives back every text that it takes", async () => {
    const app = await started(fresh());
    const texts = [
      "'; DROP TABLE events; --",
      "\u0000",
      "\u2028",
      "__proto__",
      "😀",
      '\\"',
      "%",
      "a".repeat(1e5),
    ];
    for (const text of texts) {
      expect((await app.execute(Open({ accountId: text, number: text }))).ok).toBe(true);
      expect(
        (await app.execute(Note({ accountId: text, text }), { commandId: `note ${text.slice(0, 9)}` })).ok,
      ).toBe(true);
    }
    for (const text of texts) {
      expect(await app.load(Account, text)).toMatchObject({
        state: { number: text, notes: [text] },
        version: 2,
      });
    }
  });
});

describe("input", () => {
  it("names every problem once", async () => {
    const app = await started();
    const outcome = await app.execute(Deposit({ accountId: 1, amount: "x", extra: true }));
    expect(outcome).toMatchObject({
      rejection: {
        data: {
          problems: [{ path: "/accountId" }, { path: "/amount" }, { path: "/extra", code: "unknown" }],
        },
      },
    });
  });

  it.each([
    ["nothing", undefined, ""],
    ["a text", "Deposit", ""],
    ["an object without an aggregate", { type: "Open", data: {} }, "/aggregate"],
    [
      "members that are inherited",
      Object.assign(Object.create({ aggregate: "Bank.Account" }), { type: "Open", data: {} }),
      "/aggregate",
    ],
    ["an aggregate that is no text", { aggregate: ["Bank.Account"], type: "Open", data: {} }, "/aggregate"],
    [
      "a command that the aggregate does not have",
      { aggregate: "Bank.Account", type: "Nope", data: {} },
      "/type",
    ],
    [
      "a command named like a member of every object",
      { aggregate: "Bank.Account", type: "constructor", data: {} },
      "/type",
    ],
    ["a trap", trap, ""],
  ])("answers %s in the place of a command with Invalid", async (_, command, path) => {
    const app = await started();
    const outcome = await app.execute(forged(command));
    expect(outcome).toMatchObject({
      ok: false,
      rejection: { type: "Invalid", data: { problems: [{ path }] } },
    });
  });

  it("never throws for any JSON or object in the place of a command or its data", async () => {
    const app = await started();
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withNullPrototype: true,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          anything,
          anything.map((data) => ({ aggregate: "Bank.Account", type: "Deposit", data })),
          fc.record({ accountId: anything, amount: anything }).map((data) => Deposit(data)),
        ),
        async (command) => {
          fc.pre(
            !(
              typeof command === "object" &&
              command !== null &&
              "aggregate" in command &&
              typeof command.aggregate === "string" &&
              command.aggregate !== "Bank.Account"
            ),
          );
          const outcome = await app.execute(forged(command));
          expect(outcome.ok).toBe(false);
        },
      ),
    );
  });

  it("reads each member once, so that a getter cannot change it after it was judged", async () => {
    const app = await started();
    await app.execute(Open({ accountId: "a", number: "1" }));
    let reads = 0;
    const shifty = Object.defineProperty({ accountId: "a" }, "amount", {
      enumerable: true,
      get: () => (reads++ === 0 ? "1" : "-1000"),
    });
    const outcome = await app.execute(Deposit(shifty));
    expect(outcome.ok).toBe(false);
    expect(await app.load(Account, "a")).toMatchObject({ state: { balance: "0" } });
  });

  it("does not hold on to what it was given", async () => {
    const app = await started();
    const data = { accountId: "a", number: "1" };
    const done = app.execute(Open(data));
    data.number = "2";
    await done;
    const outcome = await app.execute(Note({ accountId: "a", text: "n" }));
    if (outcome.ok) Object.assign(outcome.events[0]!.data, { text: "changed" });
    expect(await app.load(Account, "a")).toMatchObject({ state: { number: "1", latest: { text: "n" } } });
  });

  it.each(["", "\ud800", "x".repeat(256)])("answers the id %j with Invalid", async (id) => {
    const app = await started();
    for (const name of ["commandId", "correlationId"]) {
      expect(await app.execute(Open({ accountId: "a", number: "1" }), { [name]: id })).toMatchObject({
        rejection: { type: "Invalid", data: { problems: [{ path: `/${name}` }] } },
      });
    }
    expect(await app.load(Account, "a")).toBeUndefined();
  });
});

describe("the types of externals", () => {
  it("ask for the functions of the modules that need some", () => {
    expectTypeOf<WithExternals<readonly [typeof bank]>>().toEqualTypeOf<{
      readonly externals: { readonly Bank: Externals };
    }>();
    expectTypeOf<WithExternals<readonly [Module<"Quiet">]>>().toEqualTypeOf<{
      readonly externals?: Readonly<Record<string, never>>;
    }>();
    expectTypeOf<ExternalsOf<readonly [Module<"Quiet">, typeof bank]>>().toEqualTypeOf<{
      readonly Bank: Externals;
    }>();
  });
});

describe("the types of outcomes", () => {
  it("are those of the command", async () => {
    const app = await started();
    const outcome = await app.execute(Withdraw({ accountId: "a", amount: "1" }));
    if (outcome.ok) {
      expectTypeOf(outcome.events[0]!.type).toEqualTypeOf<"Withdrawn">();
      expectTypeOf(outcome.events[0]!.data).toEqualTypeOf<{ readonly amount: string }>();
    } else {
      expectTypeOf(outcome.rejection).toEqualTypeOf<InsufficientFunds | BuiltInRejection>();
    }
    expect(outcome.ok).toBe(false);
  });

  it("are any event and any rejection where the command is plain data", async () => {
    const app = await started();
    const data: object = { accountId: "a", amount: "1" };
    const outcome = await app.execute({ aggregate: "Bank.Account", type: "Withdraw", data });
    if (outcome.ok) expectTypeOf(outcome.events[0]!.type).toEqualTypeOf<string>();
    else expectTypeOf(outcome.rejection).toEqualTypeOf<RejectionLike | BuiltInRejection>();
    expect(outcome.ok).toBe(false);
  });
});

describe("what a program does wrong", () => {
  const open = Open({ accountId: "a", number: "1" });

  it("throws for a command of an aggregate that no module brings, and names those that are there", async () => {
    const app = await started();
    const command: CommandLike = { aggregate: "Sales.Order", type: "Place", data: {} };
    await expect(app.execute(command)).rejects.toThrow(UnknownAggregate);
    await expect(app.execute(command)).rejects.toThrow(/Sales\.Order.*Bank\.Account/);
    const other = { definition: { ...Account.definition, name: "Sales.Order" } };
    await expect(app.load(other, "a")).rejects.toThrow(UnknownAggregate);
  });

  it("throws for a caller that is none", async () => {
    const app = await started();
    for (const caller of [
      null,
      "alice",
      {},
      { id: "alice" },
      { id: 1, roles: [] },
      { id: "a", roles: [1] },
      { id: "a", roles: [], system: "yes" },
    ]) {
      const options: object = { caller };
      await expect(app.execute(open, options)).rejects.toThrow(TypeError);
    }
  });

  it("throws after close, which lets running commands end", async () => {
    const store = memory();
    const app = await started(store);
    const running = app.execute(open);
    await Promise.all([app.close(), app.close()]);
    expect(await running).toMatchObject({ ok: true });
    await expect(app.execute(open)).rejects.toThrow(Closed);
    await expect(app.load(Account, "a")).rejects.toThrow(Closed);
    await expect(app.start()).rejects.toThrow(Closed);
  });

  it.each<[string, readonly Module[], Readonly<Record<string, object>>, RegExp]>([
    [
      "another contract",
      [{ ...bank, contract: 999 }],
      externals,
      /Bank was generated for contract 999.*contract 2.*npx esdl compile/s,
    ],
    ["a context twice", [bank, bank], externals, /Bank is given twice/],
    [
      "a missing external function",
      [bank],
      {},
      /Bank needs external functions.*externals: \{ Bank: \{ fee \} \}/,
    ],
    ["an external that is no function", [bank], { Bank: { fee: 1 } }, /Bank: \{ fee \}/],
    ["an external of an unknown context", [bank], { ...externals, Bnak: {} }, /Bnak/],
    [
      "an external that no model declares",
      [bank],
      { Bank: { ...externals.Bank, fees: () => "" } },
      /externals\.Bank has fees/,
    ],
  ])("is refused by createApp: %s", async (_, modules, given, words) => {
    const options: object = { modules, store: memory(), externals: given };
    const creating = createApp(options as Parameters<typeof createApp>[0]);
    await expect(creating).rejects.toThrow(ConfigurationError);
    await expect(creating).rejects.toThrow(words);
  });
});
