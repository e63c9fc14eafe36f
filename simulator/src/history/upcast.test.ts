/** Old versions and retired events: what is stored, and what it is read as. */
import { describe, expect, it } from "vitest";
import { createUpcasting, Stopped } from "../index.js";
import { modelOf, verdicts } from "../testing/models.js";

const model = `
id BoxId
enum Size { small, large, huge
  version 2 { rename tiny to small, remove medium as large }
  version 3 { rename giant to huge }
}
value Label { text: string, size: Size, mark: string?
  version 2 { rename name to text }
  version 3 { add mark = old.text + "!" }
}
value Tag { label: Label, at: instant
  version 2 { adopt Label 2 }
  version 3 { adopt Label 3 }
}
aggregate Box by boxId: BoxId {
  state { labels: Label[], sizes: map<Size, int>, notes: string[] }
  event Packed formerly Filled, Stuffed {
    labels: Label[]
    sizes: map<Size, int>
    weight: decimal
    by: string
    version 2 { remove label: string  add labels = [Label(name: old.label, size: small)] }
    version 3 { change weight from int = old.weight * 1.5 }
    version 4 { adopt Label 2, add by = meta.actor.id }
    version 5 { adopt Label 3 }
  }
  event Tagged { tag: Tag
    version 2 { adopt Tag 2 }
    version 3 { adopt Tag 3 } }
  event Noted { text: string, n: int
    version 2 via external
    version 3 { add n = 3 } }
  retired event NotesTaken { texts: string[], twice: bool
    version 2 { rename lines to texts } }
    becomes Noted(text: t, n: 1) for t in texts
  retired event PackedAndNoted { label: Label } becomes Packed(labels: [label], sizes: sizesOf(), weight: 0, by: meta.actor.id), Noted(text: "packed", n: 2)
  retired event Shaken { times: int } becomes nothing
  any command Note(text: string) { emit Noted(text, n: 1) }
  any command Pack(labels: Label[]) { emit Packed(labels: command.labels, sizes: sizesOf(), weight: 0, by: "x") }
  any command Tag(tag: Tag) { emit Tagged(tag) }
  on Packed { labels = event.labels, sizes = event.sizes }
  on Tagged { labels += event.tag.label }
  on Noted { notes += event.text }
}
function sizesOf(): map<Size, int> = none2().sizes
value Sizes { sizes: map<Size, int> }
function none2(): Sizes = Sizes()
`;

const meta = {
  occurredAt: "2020-02-03T00:00:00.000Z",
  streamId: "s",
  correlationId: "c",
  causationId: "c",
  actor: { id: "ann", roles: [] },
};
const identity = "7c9e6679-7425-40de-944b-e07fc1f90ae7";

describe("a stored event", () => {
  const upcasting = createUpcasting(modelOf(model));
  const read = (event: string, version: number, data: object) =>
    upcasting.upcast({
      event: `Test.Box.${event}`,
      version,
      data: JSON.parse(JSON.stringify(data)),
      identity,
      meta,
    });

  it("is brought from one version to the next, up to today's", () => {
    expect(read("Packed", 1, { label: "x", weight: 4, sizes: {} })).toEqual([
      {
        event: "Test.Box.Packed",
        data: { labels: [{ text: "x", size: "small", mark: "x!" }], sizes: {}, weight: "6", by: "ann" },
      },
    ]);
    expect(read("Packed", 4, { labels: [], sizes: {}, weight: "2", by: "bob" })[0]?.data["by"]).toBe("bob");
  });

  it("has the members of its enums read as they are called today, wherever they stand", () => {
    expect(
      read("Packed", 3, {
        labels: [
          { name: "a", size: "tiny" },
          { name: "b", size: "giant" },
        ],
        sizes: { medium: 1, giant: 2, small: 3 },
        weight: "1",
      })[0]?.data,
    ).toMatchObject({
      labels: [
        { text: "a", size: "small" },
        { text: "b", size: "huge" },
      ],
      sizes: { large: 1, huge: 2, small: 3 },
    });
    expect(
      read("Packed", 5, {
        labels: [{ text: "a", size: "medium" }],
        sizes: { medium: 1, large: 2 },
        weight: "1",
        by: "x",
      })[0]?.data,
    ).toMatchObject({
      labels: [{ size: "large" }],
      sizes: { large: 2 },
    });
  });

  it("has embedded values of embedded values upcast", () => {
    const at = "2020-01-01T00:00:00.000Z";
    expect(read("Tagged", 1, { tag: { label: { name: "a", size: "tiny" }, at } })[0]?.data).toEqual({
      tag: { label: { text: "a", size: "small", mark: "a!" }, at },
    });
  });

  it("becomes several, one, or nothing when it is retired", () => {
    expect(read("NotesTaken", 1, { lines: ["a", "b"], twice: true })).toEqual([
      { event: "Test.Box.Noted", data: { text: "a", n: 1 } },
      { event: "Test.Box.Noted", data: { text: "b", n: 1 } },
    ]);
    expect(
      read("PackedAndNoted", 1, { label: { text: "a", size: "giant" } }).map(({ event }) => event),
    ).toEqual(["Test.Box.Packed", "Test.Box.Noted"]);
    expect(read("Shaken", 1, { times: 3 })).toEqual([]);
  });

  it("needs what makes a step via external", () => {
    expect(() => read("Noted", 1, { text: "a" })).toThrow(Stopped);
    const helped = createUpcasting(modelOf(model), {
      externals: (_, version, old) => ({
        ...old,
        text: `${JSON.stringify(old["text"])} v${String(version)}`,
      }),
    });
    expect(
      helped.upcast({ event: "Test.Box.Noted", version: 1, data: { text: "a" }, identity, meta }),
    ).toEqual([{ event: "Test.Box.Noted", data: { text: '"a" v2', n: 3 } }]);
  });

  it("is found by its former names", () => {
    expect(upcasting.eventStoredAs("Test.Box", "Stuffed")).toBe("Test.Box.Packed");
    expect(upcasting.eventStoredAs("Test.Box", "Packed")).toBe("Test.Box.Packed");
    expect(upcasting.eventStoredAs("Test.Box", "Other")).toBeUndefined();
  });
});

describe("a scenario", () => {
  it("may give what is old, and fails where TypeScript would have to help", () => {
    const scenarios = `
scenario "old labels" for Box {
  given Packed version 3 (labels: [Label(name: "a", size: tiny)], weight: 2), NotesTaken(texts: ["n"], twice: false), Shaken(times: 1)
  when Note(text: "m")
  then Noted(text: "m")
  then state(labels: [Label(text: "a", size: small, mark: "a!")], notes: ["n", "m"])
}
scenario "external" for Box {
  given Noted version 1 (text: "a")
  when Note(text: "b")
  then Noted(text: "b")
}`;
    expect(verdicts(model + scenarios)).toEqual({
      "old labels": "",
      external: expect.stringContaining("Noted becomes version 2 by the TypeScript function"),
    });
  });
});
