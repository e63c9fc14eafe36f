/** Diagnostics ESDL7xxx: what a scenario is made of, `given`, `when` and `then`. */
import { entry } from "./define.js";
import { example } from "./example.js";

/** What the scenarios of these pages are about. */
const clinic = `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  lifecycle booked -> held
  state { room: string }
  event Booked { room: string }
  event Held
  create command Book(room: string) { emit Booked(room) }
  command Hold() in booked { emit Held() }
  on Booked -> booked { room }
  on Held -> held
}

@@`;

export const scenarioClauses = {
  ESDL7005: entry<{ readonly clause: string; readonly after: string }>({
    severity: "error",
    title: "Clauses out of order",
    message: ({ clause, after }) => `\`${clause}\` stands after \`${after}\``,
    help: ({ clause }) =>
      clause === "given"
        ? "Give the whole history first: `given`, then `when`, then `then`"
        : "A scenario is one path: write what follows as a scenario of its own, with what came before under `given`",
    page: example(
      "A scenario is read from top to bottom: a history is given, commands are carried out, and what came of them is expected. Clauses may be repeated, but not mixed: a command behind a `then` would be carried out before it.",
      clinic,
      `scenario "a visit" for Visit {
  when Book(room: "A")
  then Booked(room: "A")
  when Hold()
  then Held()
}
`,
      `scenario "a booking" for Visit {
  when Book(room: "A")
  then Booked(room: "A")
}
scenario "a visit" for Visit {
  given Booked(room: "A")
  when Hold()
  then Held()
}
`,
    ),
  }),
  ESDL7011: entry<{ readonly expected: "nothing at all" | "an outcome" | "a rejection" }>({
    severity: "error",
    title: "Nothing that could have the outcome",
    message: ({ expected }) =>
      expected === "a rejection"
        ? "The scenario expects a rejection, and no command could be rejected"
        : expected === "nothing at all"
          ? "The scenario does nothing and expects nothing"
          : "The scenario expects what comes of a `when`, and has none",
    help: ({ expected }) =>
      expected === "a rejection"
        ? "Write the command under `when`"
        : expected === "nothing at all"
          ? "Say under `when` what is done, and under `then` what must come of it"
          : "Write under `when` what is done; without one, only the state, rows and steps of sagas can be looked at",
    page: example(
      "`then` counts what follows the `when`. Without one no event and no rejection can come out, and `nothing` always does. What can be looked at after a history alone is the state, a row of a projection and the step of a saga.",
      clinic,
      `scenario "a visit" for Visit {
  given Booked(room: "A")
  then Held()
}
`,
      `scenario "a visit" for Visit {
  given Booked(room: "A")
  when Hold()
  then Held()
}
`,
    ),
  }),
  ESDL7014: entry({
    severity: "error",
    title: "A wait that takes no time",
    message: () => "Waiting for no time does nothing",
    help: () => "Write a longer duration, or leave it out",
    page: example(
      "`after` moves the clock forward, so that timers fall due. By nothing it cannot be moved.",
      clinic,
      `scenario "a visit" for Visit {
  given Booked(room: "A")
  when after 0m, Hold()
  then Held()
}
`,
      `scenario "a visit" for Visit {
  given Booked(room: "A")
  when after 15m, Hold()
  then Held()
}
`,
    ),
  }),
  ESDL7015: entry<{ readonly name: string; readonly line: number }>({
    severity: "error",
    title: "A scenario that cannot be told apart",
    message: ({ name, line }) =>
      name.trim() === ""
        ? "The scenario has no name"
        : `There is a scenario "${name}" already, in line ${line}`,
    help: () => "Give it a name that says what it shows",
    page: example(
      "Results, reports and generated tests name scenarios. Two of one name, for one aggregate or both for none, could not be told apart in them.",
      clinic,
      `scenario "a visit" for Visit {
  when Book(room: "A")
  then Booked(room: "A")
}
scenario "a visit" for Visit {
  given Booked(room: "A")
  when Hold()
  then Held()
}
`,
      `scenario "a booking" for Visit {
  when Book(room: "A")
  then Booked(room: "A")
}
scenario "a visit" for Visit {
  given Booked(room: "A")
  when Hold()
  then Held()
}
`,
    ),
  }),
} as const;
