/** Worlds, step by step: what may happen, what comes of it, and what makes two worlds the same. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSimulator, type Action, type Simulator, type World } from "./index.js";
import { modelOf } from "./testing/models.js";

const model = modelOf(`
id CartId
role Buyer
aggregate Cart by cartId: CartId {
  lifecycle open -> paid
  state { tags: set<string>, counts: map<string, int>, name: string?, at: instant in paid }
  unique name in open else NameTaken
  rejection NameTaken
  event Opened { name: string? }
  event Tagged { tag: string }
  event Untagged { tag: string }
  event Counted { what: string, by: int }
  event Paid
  create command Open(name: string?) { emit Opened(name) }
  command Tag(tag: string) in open { emit Tagged(tag) }
  command Untag(tag: string) in open { emit Untagged(tag) }
  command Count(what: string, by: int) in open { emit Counted(what, by) }
  command Pay() in open allow Buyer { emit Paid() }
  on Opened -> open { name }
  on Tagged { tags += event.tag }
  on Untagged { tags -= event.tag }
  on Counted { counts[event.what] = (counts[event.what] ?? 0) + event.by }
  on Paid -> paid { at = meta.occurredAt }
}
saga Remind by cartId: CartId {
  state { n: int = 0 }
  start on Opened -> waiting
  step waiting {
    on Paid -> done
    after 1h -> done { send Tag(cartId, tag: "late") }
  }
  end done
}
projection Tags by tag: string {
  carts: int = 0
  on Tagged by event.tag { carts += 1 }
  on Untagged by event.tag update { carts -= 1 }
}
`);

const simulator = createSimulator(model);
const ids = ["1", "2", "3"].map((digit) => `00000000-0000-4000-8000-00000000000${digit}`);
const [one = "", two = ""] = ids;
const command = (name: string, input: object, caller?: { id: string; roles: string[] }): Action => ({
  kind: "command",
  command: `Test.Cart.${name}`,
  input: JSON.parse(JSON.stringify(input)),
  ...(caller === undefined ? {} : { caller }),
});

/** The world after some actions, none of which may be rejected; what goes on by itself goes on after each. */
function after(actions: readonly Action[], by: Simulator = simulator): World {
  let world = by.begin();
  for (const action of actions) {
    const step = by.step(world, action);
    expect(step.effects.filter(({ kind }) => kind === "rejected" || kind === "stopped")).toEqual([]);
    world = by.settle(step.world).world;
  }
  return world;
}

describe("a step", () => {
  it("leaves the world before as it was", () => {
    const before = after([command("Open", { cartId: one })]);
    const state = simulator.stateOf(before, "Test.Cart", one);
    const { world } = simulator.step(before, command("Tag", { cartId: one, tag: "a" }));
    expect(simulator.stateOf(before, "Test.Cart", one)).toBe(state);
    expect(state).toEqual({ cartId: one, status: "open", tags: [], counts: {} });
    expect(simulator.stateOf(world, "Test.Cart", one)).toMatchObject({ tags: ["a"] });
  });

  it("says what was recorded, with its envelope", () => {
    const { effects } = simulator.step(simulator.begin(), command("Open", { cartId: one }));
    expect(effects).toMatchObject([
      {
        kind: "recorded",
        event: {
          event: "Test.Cart.Opened",
          streamId: `Test.Cart-${one}`,
          version: 1,
          meta: { occurredAt: "2026-01-01T00:00:00.000Z", position: 1, actor: { id: "system", roles: [] } },
        },
      },
    ]);
  });

  it("says a rejection, and the world stays", () => {
    const world = after([command("Open", { cartId: one, name: "x" })]);
    const rejected = (action: Action): unknown => {
      const step = simulator.step(world, action);
      expect(step.world).toBe(world);
      return step.effects.map((effect) => (effect.kind === "rejected" ? effect.rejection.type : effect.kind));
    };
    expect(rejected(command("Open", { cartId: one }))).toEqual(["AlreadyExists"]);
    expect(rejected(command("Open", { cartId: two, name: "x" }))).toEqual(["Test.Cart.NameTaken"]);
    expect(rejected(command("Tag", { cartId: two, tag: "a" }))).toEqual(["NotFound"]);
    expect(rejected(command("Tag", { cartId: one, tag: 1 }))).toEqual(["Invalid"]);
    expect(rejected(command("Tag", { cartId: "no uuid", tag: "a" }))).toEqual(["Invalid"]);
    expect(rejected(command("Pay", { cartId: one }, { id: "b", roles: [] }))).toEqual(["Forbidden"]);
  });

  it("gives a unique key back in the step that leaves it", () => {
    const world = after([
      command("Open", { cartId: one, name: "x" }),
      command("Pay", { cartId: one }),
      command("Open", { cartId: two, name: "x" }),
    ]);
    expect(simulator.stateOf(world, "Test.Cart", two)).toMatchObject({ name: "x" });
  });
});

describe("the actions", () => {
  const kinds = (world: World): readonly string[] =>
    simulator
      .actions(world)
      .map((offer) => (offer.kind === "command" ? offer.command.slice(10) : offer.kind));

  it("of the beginning are the commands that create", () => {
    expect(kinds(simulator.begin())).toEqual(["Open"]);
  });

  it("are what goes on by itself first, then the clock, then what status and existence allow", () => {
    const { world } = simulator.step(simulator.begin(), command("Open", { cartId: one }));
    expect(kinds(world)).toEqual(["event", "Open", "Tag", "Untag", "Count", "Pay"]);
    const settled = simulator.settle(world).world;
    expect(kinds(settled)).toEqual(["advance", "Open", "Tag", "Untag", "Count", "Pay"]);
  });

  it("let a timer fire when the clock has come to it, and carry out what it sends", () => {
    let world = after([command("Open", { cartId: one })]);
    const seen: string[] = [];
    for (;;) {
      const offer = simulator.actions(world).find(({ kind }) => kind !== "command");
      if (offer === undefined || offer.kind === "command") break;
      seen.push(offer.kind);
      world = simulator.step(world, offer).world;
    }
    expect(seen).toEqual(["advance", "timer", "send", "answer"]);
    expect(simulator.instanceOf(world, "Test.Remind", one)).toMatchObject({ step: "done", isEnded: true });
    expect(simulator.stateOf(world, "Test.Cart", one)).toMatchObject({ tags: ["late"] });
  });
});

describe("the hash of a world", () => {
  const tags = fc.constantFrom("a", "b", "c");
  const counts = fc.record({ what: fc.constantFrom("x", "y"), by: fc.integer({ min: 1, max: 3 }) });
  const work = fc.array(
    fc.oneof(
      fc
        .record({ cart: fc.nat(1), tag: tags })
        .map(({ cart, tag }) => command("Tag", { cartId: ids[cart], tag })),
      fc
        .record({ cart: fc.nat(1), count: counts })
        .map(({ cart, count }) => command("Count", { cartId: ids[cart], ...count })),
    ),
    { maxLength: 8 },
  );
  const opened = [command("Open", { cartId: one }), command("Open", { cartId: two })];
  const hashOf = (actions: readonly Action[], by: Simulator = simulator): string =>
    by.hashOf(after([...opened, ...actions], by));

  it("is the same whatever order led to the same content, and in every simulator of the model", () => {
    const other = createSimulator(model);
    fc.assert(
      fc.property(
        work.chain((actions) =>
          fc.tuple(fc.constant(actions), fc.shuffledSubarray(actions, { minLength: actions.length })),
        ),
        ([actions, shuffled]) => {
          expect(hashOf(shuffled, other)).toBe(hashOf(actions));
        },
      ),
      { numRuns: 60 },
    );
  });

  it("does not tell a way there and back from none", () => {
    const there = [command("Tag", { cartId: one, tag: "a" }), command("Tag", { cartId: two, tag: "b" })];
    const back = [command("Tag", { cartId: one, tag: "z" }), command("Untag", { cartId: one, tag: "z" })];
    // The row of the tag stays, so that the projection is told the same on both ways.
    expect(hashOf([...back, ...there])).toBe(hashOf([...there, ...back]));
    const alone = (actions: readonly Action[]): string => {
      let world = simulator.begin({ alone: true });
      for (const action of [...opened, ...actions]) ({ world } = simulator.step(world, action));
      return simulator.hashOf(world);
    };
    expect(alone([...there, ...back])).toBe(alone(there));
  });

  it("differs where content does", () => {
    const seen = new Map<string, string>();
    fc.assert(
      fc.property(work, (actions) => {
        const world = after([...opened, ...actions]);
        const content =
          JSON.stringify(
            ids.map((id) => {
              const state = simulator.stateOf(world, "Test.Cart", id) ?? {};
              const { tags: all = [], counts: numbers = {} } = state;
              return [Array.isArray(all) ? [...all].sort() : all, Object.entries(numbers ?? {}).sort()];
            }),
          ) + JSON.stringify(simulator.rowsOf(world, "Test.Tags"));
        const hash = simulator.hashOf(world);
        expect(seen.get(hash) ?? content).toBe(content);
        seen.set(hash, content);
      }),
      { numRuns: 100 },
    );
    expect(new Set(seen.values()).size).toBe(seen.size);
    expect(seen.size).toBeGreaterThan(30);
  });

  it("knows the clock, and what waits", () => {
    const world = after(opened);
    const later = simulator.step(world, { kind: "advance", by: "PT1S" }).world;
    const { world: waiting } = simulator.step(simulator.begin(), opened[0]!);
    const hashes = [world, later, waiting, simulator.settle(waiting).world, simulator.begin()].map((each) =>
      simulator.hashOf(each),
    );
    expect(new Set(hashes).size).toBe(5);
  });
});
