/** Diagnostics ESDL29xx: rules on values that hold wherever they are written. */
import { entry } from "./define.js";
import { article, list } from "./words.js";

export const rules = {
  ESDL2901: entry<{ readonly name: string; readonly through: readonly string[] }>({
    severity: "error",
    title: "A function or getter that comes back to itself",
    message: ({ name, through }) =>
      through.length === 0
        ? `${name} calls itself`
        : `${name} comes back to itself through ${list(through, "and")}`,
    help: () =>
      "Expressions have no recursion: write it with the methods of lists, or as an `external function`",
    page: {
      why: "Expressions are total: they always end, on every input, at every replay. So no function, getter or `where` may call itself, be it through others.",
      wrong: `
context Maths

function even(n: int): bool = if n == 0 then true else odd(n - 1)
function odd(n: int): bool = n % 2 == 1 or even(n - 1)
`,
      right: `
context Maths

function even(n: int): bool = n % 2 == 0
function odd(n: int): bool = not even(n)
`,
    },
  }),
  ESDL2902: entry<{ readonly pattern: string }>({
    severity: "warning",
    title: "A pattern that can take forever",
    message: () => "Some texts make this pattern take exponential time",
    help: () =>
      "A repetition inside a repetition can read one text in many ways: let each character fit in one place only",
    page: {
      why: "A matcher that backtracks tries every way of reading a text before it gives up. Where a loop can read the same characters in two ways, each more character doubles the work, and a hostile input of some dozen characters stops the process.",
      wrong: String.raw`
context Shop

type Code = string where it matches /^([A-Z]+[0-9]*)+$/
`,
      right: String.raw`
context Shop

type Code = string where it matches /^[A-Z][A-Z0-9]*$/
`,
    },
  }),
  ESDL2903: entry<{ readonly what: string; readonly name: string }>({
    severity: "error",
    title: "A key that is not one plain value",
    message: ({ what, name }) => `${name} cannot be the key of ${what}`,
    help: () => "A key is one scalar other than `json`, an `id` or `type` over one, or an enum",
    page: {
      why: "Identities and keys name streams, rows and instances in the store and stand in commands as plain text. Optionals, collections and values cannot.",
      wrong: `
context Shop

value Place { row: int, seat: int }

aggregate Ticket by place: Place {
  event Sold
  create command Sell() { emit Sold() }
  on Sold
}
`,
      right: `
context Shop

id TicketId

aggregate Ticket by ticketId: TicketId {
  event Sold
  create command Sell() { emit Sold() }
  on Sold
}
`,
    },
  }),
  ESDL2904: entry<{ readonly clause: string; readonly owner: string }>({
    severity: "error",
    title: "A clause that a handler here cannot have",
    message: ({ clause, owner }) => `\`${clause}\` has no meaning in a handler of ${article(owner)}`,
    help: () =>
      "Aggregates take `->`; projections `for`, `where`, `by`, `update` and `delete`; sagas `for`, `where`, `by` and `->`; policies `for` and `where`",
    page: {
      why: "All handlers are written alike, `on EVENT for x in LIST where COND by KEY`, then `update`, `delete` or `-> step`, then the body. Which of these clauses mean something depends on whose handler it is: an aggregate has one instance at hand and its `on` must not fail or skip; a projection has rows and no steps; a saga has steps and no rows.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { notes: string[] }
  event Booked
  event Noted { note: string }
  create command Book() { emit Booked() }
  command Note(note: string) { emit Noted(note) }
  on Booked
  on Noted where event.note != "" { notes += event.note }
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { notes: string[] }
  event Booked
  event Noted { note: string }
  create command Book() { emit Booked() }
  command Note(note: string) { emit Noted(note) }
  on Booked
  on Noted {
    if event.note != "" { notes += event.note }
  }
}
`,
    },
  }),
  ESDL2905: entry<{ readonly text: string }>({
    severity: "error",
    title: "A wait that is too long",
    message: ({ text }) => `${text} is longer than time lasts here`,
    help: () => "Dates end with the year 9999; so do waits",
    page: {
      why: "A wait ends at an instant, and instants end with the year 9999. A longer duration cannot be counted exactly either.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked
  create command Book() { emit Booked() }
  on Booked
}

scenario "nothing happens for ever" {
  when after 9007199254740993d
  then nothing
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked
  create command Book() { emit Booked() }
  on Booked
}

scenario "nothing happens for a year" {
  when after 365d
  then nothing
}
`,
    },
  }),
} as const;
