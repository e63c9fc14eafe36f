/** What generated sagas, policies and external commands do by themselves: read old instances, find them, judge replies. */
import type {
  EventMeta,
  ExternalCommandDefinition,
  HandledEvent,
  PolicyDefinition,
  SagaDefinition,
} from "@esdl/runtime";
import type { Problem } from "@esdl/runtime/values";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { today } from "../../../runtime/src/sagas/turn.js";
import { generate } from "../generate.js";
import { modelOf } from "../testing/models.js";
import { typeErrorsOf, writeOutput, type Output } from "../testing/output.js";
import { typescriptEmitter } from "./index.js";

const text = `
context Shop
id OrderId
value Hint { text: string, at: instant, by: string
  version 2 { add at = meta.occurredAt }
  version 3 via external byAlso
}
value Money { amount: int, version 2 { add amount = old.cents * 2, remove cents: int } }
enum Colour { red, green  version 2 { rename blue to green } }
aggregate Order by orderId: OrderId {
  state { n: int = 0 }
  event Placed { n: int, next: OrderId? }
  create command Place(n: int, next: OrderId?) { emit Placed(n, next) }
  on Placed { n = event.n }
}
external command Note(text: string where it.length < 4, to: string?) returns { id: int where it > 0, at: date? }
saga Selling by orderId: OrderId {
  state { total: Money, colour: Colour, seen: map<Colour, int>, hint: string?, hints: Hint[], tries: int = 4, ids: int[] }
  version 2 { adopt Money 2  adopt Hint 2  rename step open to waiting  remove step lost as done }
  version 3 { adopt Hint 3  change tries from string = old.tries.length  rename colors to seen }
  start on Placed -> waiting { total = Money(amount: event.n)  colour = green }
  step waiting {
    on Placed where event.next != none by OrderId(event.next) -> done
    after 1h -> done
  }
  end done
}
policy Tell from start on Placed where event.next == none { send Note(text: "one") }
`;

let output: Output;
let selling: SagaDefinition;
let tell: PolicyDefinition;
let note: ExternalCommandDefinition;
beforeAll(async () => {
  output = writeOutput(
    typescriptEmitter.emit(modelOf(text), { packageName: "generated", emit: ["ts"], modelRoot: ".." }),
  );
  ({ definition: selling } = (await import(output.path("src/shop/selling.ts"))) as {
    readonly definition: SagaDefinition;
  });
  ({ definition: tell } = (await import(output.path("src/shop/tell.ts"))) as {
    readonly definition: PolicyDefinition;
  });
  const { definitions } = (await import(output.path("src/shop/external-commands.ts"))) as {
    readonly definitions: readonly ExternalCommandDefinition[];
  };
  note = definitions[0]!;
});
afterAll(() => {
  output.remove();
});

const id = "0190d1c5-7e1a-7bbb-8000-000000000001";
const other = "0190d1c5-7e1a-7bbb-8000-000000000002";

const instance = (schema: number, step: string, state: object) => ({
  key: id,
  schema,
  run: 1,
  step,
  state,
  timers: [],
  undos: [],
  inputs: 1,
  dropped: 0,
  position: 0,
  unheard: [],
  correlationId: "c",
  startedAt: "2026-01-01T00:00:00.000Z",
  enteredAt: "2026-01-01T00:00:00.000Z",
});

const placed = (data: object): HandledEvent => ({
  type: "Placed",
  data,
  id,
  part: 0,
  meta: {
    occurredAt: "2026-01-01T00:00:00.000Z",
    streamId: `Shop.Order-${id}`,
    correlationId: "c",
    causationId: "c",
    actor: { id: "", roles: [] },
    position: 1,
  },
});

describe("an instance of an older version", () => {
  const first = {
    total: { cents: 3 },
    colour: "blue",
    colors: { blue: 1 },
    tries: "two",
    ids: [7],
    hints: [{ text: "a" }],
  };

  const hints = [{ text: "a", at: "2026-01-01T00:00:00.000Z", by: "system" }];
  const old = (of: ReturnType<typeof instance>) =>
    today({ definition: selling, externals: { byAlso } }, "Shop.Selling/1", of);
  /** What the application is given for the step that is left to it. */
  const byAlso = (hint: object, { actor }: EventMeta) => ({ ...hint, by: actor.id });

  it("is brought to today's by every clause, with the former names of enums' members", () => {
    const { schema, step, state } = old(instance(1, "open", first));
    expect({ schema, step, state }).toEqual({
      schema: 3,
      step: "waiting",
      state: { total: { amount: 6 }, colour: "green", seen: { green: 1 }, tries: 3, ids: [7], hints },
    });
  });

  it("waits where its step is said to have gone", () => {
    expect(old(instance(1, "lost", first)).step).toBe("done");
    expect(old(instance(2, "waiting", { ...first, total: { amount: 1 } })).step).toBe("waiting");
  });

  it("has the defaults of fields that came without a clause, and today's names of members", () => {
    const { state } = old(instance(3, "waiting", { total: { amount: 1 }, colour: "blue" }));
    expect(state).toEqual({ total: { amount: 1 }, colour: "green", seen: {}, tries: 4, ids: [], hints: [] });
  });

  it("keeps what it has", () => {
    const state = {
      total: { amount: 1 },
      colour: "red",
      seen: { red: 2 },
      tries: 9,
      ids: [1],
      hint: "h",
      hints,
    };
    expect(old(instance(3, "waiting", state)).state).toEqual(state);
  });
});

describe("an event", () => {
  const correlation = () => selling.events["Shop.Order"]!["Placed"]!;

  it("finds each instance once, and none by a key that is not there", () => {
    expect(correlation().concerns(placed({ n: 1 }), 0, undefined)).toEqual([{ key: id, isAwaited: false }]);
    expect(correlation().concerns(placed({ n: 1, next: other }), 0, undefined)).toEqual([
      { key: id, isAwaited: false },
      { key: other, isAwaited: true },
    ]);
    expect(correlation().concerns(placed({ n: 1, next: id }), 0, undefined)).toEqual([
      { key: id, isAwaited: true },
    ]);
  });

  it("is for a policy what its condition says", () => {
    const handle = tell.events["Shop.Order"]!["Placed"]!;
    expect(tell.fromStart).toBe(true);
    expect(handle(placed({ n: 1, next: other }))).toEqual([]);
    expect(handle(placed({ n: 1 }))).toEqual([{ command: { external: "Shop.Note", data: { text: "one" } } }]);
  });
});

describe("an external command", () => {
  const read = (of: "parse" | "parseReply", input: unknown): unknown => {
    const problems: Problem[] = [];
    const value = of === "parse" ? note.parse(input, problems) : note.parseReply!(input, problems);
    return problems.length > 0 ? problems.map(({ path }) => path) : value;
  };

  it("judges its input and what it is answered with", () => {
    expect(read("parse", { text: "abc" })).toEqual({ text: "abc" });
    expect(read("parse", { text: "abcd", more: 1 })).toEqual(["/text", "/more"]);
    expect(read("parseReply", { id: 1, at: "2026-01-01" })).toEqual({ id: 1, at: "2026-01-01" });
    expect(read("parseReply", { id: 0 })).toEqual(["/id"]);
  });
});

it("keeps the members of enums apart from any text, also where they may be absent", () => {
  const model = `
context Shop
id K
enum Colour { red, green }
value M { a: Colour? }
aggregate X by k: K { event E { a: int } create command Do(a: int) { emit E(a) } state { n: int = 0 } on E { n = event.a } }
external command Ping(a: Colour?)
saga S by k: K {
  state { m: M? }
  start on E -> waiting {
    m = M(a: if event.a > 1 then red else none)
    send Ping(a: if event.a > 1 then red else none)
  }
  step waiting { after 1h -> done }
  end done
}`;
  expect(typeErrorsOf(model)).toEqual([]);
});

describe("a step of a saga that no pure function can make", () => {
  const findings = (clause: string) => {
    const made = generate(
      modelOf(`
context Shop
id K
aggregate X by k: K { event E { a: int } create command Do(a: int) { emit E(a) } state { n: int = 0 } on E { n = event.a } }
saga S by k: K {
  ${clause}
  start on E -> waiting
  step waiting { after 1h -> done }
  end done
}`),
      { packageName: "generated", emit: ["ts"], modelRoot: ".." },
    );
    return made.ok ? [] : made.findings.map(({ message }) => message);
  };

  it("is refused", () => {
    expect(findings("version 2 via external")).toEqual([
      expect.stringContaining("Version 2 of the saga `S` is left to TypeScript"),
    ]);
  });
});
