/** What is right about the steps of a saga although it looks wrong at first; what is wrong stands in test/wrong-models. */
import { expect, it } from "vitest";
import { checkModel } from "../check-model.js";

const codesOf = (members: string): readonly string[] =>
  checkModel([
    {
      path: "hall.esdl",
      text: `
context Hall
id ConcertId = string
aggregate Concert by concertId: ConcertId {
  lifecycle planned -> held
  event Planned { seats: int[] }
  event Held
  create command Plan(seats: int[]) { emit Planned(seats) }
  command Hold() in planned { emit Held() }
  on Planned -> planned
  on Held -> held
}
external command Book(seat: int)
external command Free(seat: int)
saga Seats by concertId: ConcertId { ${members} }
`,
    },
  ]).diagnostics.map(({ code }) => code);

it("a saga without an end may stay in a step that handles something", () => {
  expect(codesOf("start on Planned -> open  step open { on Held }")).toEqual([]);
  expect(codesOf("start on Planned -> open  step open { on Held }  end over")).toContain("ESDL6006");
});

it("a step in which the instances of a removed one go on is reached", () => {
  const steps = "start on Planned -> over  step later { on Held -> over { undo all } }  end over";
  expect(codesOf(steps)).toContain("ESDL6007");
  expect(codesOf(`${steps}  version 2 { remove step old as later }`)).toEqual([]);
});

it("`undo all` may undo what another round of a loop, another branch or another step sent", () => {
  const undoing = (body: string): readonly string[] =>
    codesOf(`start on Planned -> over { ${body} }  end over`);
  const send = "send Book(seat: 1) undo Free(seat: 1)";
  expect(undoing(`for seat in event.seats { undo all  ${send} }`)).toEqual([]);
  expect(undoing(`if event.seats.isEmpty { ${send} }  undo all`)).toEqual([]);
  expect(undoing(`${send}  if event.seats.isEmpty { undo all }  undo all`)).toEqual([]);
  expect(undoing(`undo all  ${send}`)).toEqual(["ESDL6008"]);
  expect(undoing(`${send}  undo all  undo all`)).toEqual(["ESDL6008"]);
  expect(
    codesOf(`start on Planned -> open
      step open { on Held where concertId != ConcertId("a") { ${send} }  on Held -> over { undo all } }
      end over`),
  ).toEqual([]);
});

it("handlers of one event that find their instances by other keys each get their turn", () => {
  const step = (first: string, second: string): readonly string[] =>
    codesOf(`start on Planned -> open  step open { ${first} ${second} }  end over`);
  expect(step("on Held -> over", `on Held by ConcertId("main") -> over`)).toEqual([]);
  expect(step(`on Held by ConcertId("main")`, `on Held by ConcertId("main") -> over`)).toEqual(["ESDL6009"]);
});
