/** Fixes that declare what was mentioned: applied, the model is whole but for what the new thing still lacks. */
import { describe, expect, it } from "vitest";
import { checkModel } from "../check-model.js";
import { applyFix } from "../diagnostics/apply.js";

const room = (members: string): string => `context Hotel
id RoomId
aggregate Room by room: RoomId {
  event Opened
  create command Open() { emit Opened() }
  on Opened
${members}}
`;

const cases: readonly {
  readonly what: string;
  readonly members: string;
  readonly title: string;
  readonly added: readonly string[];
}[] = [
  {
    what: "an event that a command emits, with the types of its parameters and of what is written there",
    members:
      "  command Paint(colour: string?) { emit Painted(colour, coats: 2, room, price: 1.50, at: now) }\n",
    title: "Create event Painted",
    added: [
      "  event Painted { colour: string?, coats: int, room: RoomId, price: decimal(2), at: instant }",
      "  on Painted",
    ],
  },
  {
    what: "an event that a clause is about",
    members: "  on Closed\n",
    title: "Create event Closed",
    added: ["  event Closed"],
  },
  {
    what: "a rejection that a guard gives",
    members: '  command Close(why: string) { require why != "" else NoReason(why), emit Opened() }\n'.replace(
      ",",
      "\n    ",
    ),
    title: "Create rejection NoReason",
    added: ['  rejection NoReason "No reason" { why: string }'],
  },
];

describe("a fix declares", () => {
  it.each(cases)("$what", ({ members, title, added }) => {
    const files = [{ path: "hotel.esdl", text: room(members) }];
    const fix = checkModel(files)
      .diagnostics.flatMap(({ fixes = [] }) => fixes)
      .find((each) => each.title === title);
    expect(fix).toBeDefined();
    const [mended] = applyFix(files, fix!);
    for (const line of added) expect(mended?.text.split("\n")).toContain(line);
    const codes = checkModel([mended!]).diagnostics.map(({ code }) => code);
    expect(codes).not.toContain("ESDL1111");
    expect(codes.filter((code) => code.startsWith("ESDL10"))).toEqual([]);
  });

  it("nothing in other aggregates and contexts", () => {
    const files = [{ path: "hotel.esdl", text: room("  on Hotel.Room.Closed\n") }];
    expect(checkModel(files).diagnostics.flatMap(({ fixes = [] }) => fixes)).toEqual([]);
  });
});
