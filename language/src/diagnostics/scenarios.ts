/** Diagnostics ESDL7xxx: scenarios. */
import { entry } from "./define.js";
import { scenarioClauses } from "./scenario-clauses.js";
import { scenarioOutcomes } from "./scenario-outcomes.js";
import { article, list } from "./words.js";

export const scenarios = {
  ...scenarioClauses,
  ...scenarioOutcomes,
  ESDL7001: entry<{ readonly name: string }>({
    severity: "error",
    title: "An event without its stream",
    message: ({ name }) => `The scenario does not say of which aggregate ${name} is`,
    help: ({ name }) =>
      `Write \`AGGREGATE "key" { ${name}(…) }\`, or let the scenario be \`for\` one aggregate`,
    page: {
      why: "Without `for` a scenario has many streams. Events are given, and expected, inside the aggregate that they belong to.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { room: string }
  event Booked { room: string }
  create command Book(room: string) { emit Booked(room) }
  on Booked { room }
}

scenario "a booked visit" {
  given Booked(room: "A")
  when after 1h
  then nothing
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { room: string }
  event Booked { room: string }
  create command Book(room: string) { emit Booked(room) }
  on Booked { room }
}

scenario "a booked visit" {
  given Visit "v" { Booked(room: "A") }
  when after 1h
  then nothing
}
`,
    },
  }),
  ESDL7002: entry<{ readonly subject: string; readonly what: string }>({
    severity: "error",
    title: "Something else in a scenario for one aggregate",
    message: ({ subject, what }) =>
      `The scenario runs ${subject} alone: ${article(what)} of others has no place in it`,
    help: ({ subject }) => `Leave out \`for ${subject}\` to run everything`,
    page: {
      why: "`for Order` runs that aggregate alone, with an identity made up. Streams by key, rows, sagas and commands of other aggregates belong into scenarios without `for`.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { room: string }
  event Booked { room: string }
  create command Book(room: string) { emit Booked(room) }
  on Booked { room }
}

projection Visits by visitId: VisitId {
  room: string
  on Booked { room }
}

scenario "a booked visit" for Visit {
  when Book(room: "A")
  then Visits "v" (room: "A")
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { room: string }
  event Booked { room: string }
  create command Book(room: string) { emit Booked(room) }
  on Booked { room }
}

projection Visits by visitId: VisitId {
  room: string
  on Booked { room }
}

scenario "a booked visit" {
  when Book(visitId: "v", room: "A")
  then Visits "v" (room: "A")
}
`,
    },
  }),
  ESDL7003: entry<{ readonly event: string; readonly version: number; readonly current: number }>({
    severity: "error",
    title: "A version that the event never had",
    message: ({ event, version }) => `${event} has no version ${version}`,
    help: ({ current }) =>
      current === 1
        ? `It has one version only: leave \`version\` out`
        : `It has the versions 1 to ${current}`,
    page: {
      why: "`version n` gives an event as it was stored then, so that n is a version the event has had.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { room: string }
  event Booked { room: string }
  create command Book(room: string) { emit Booked(room) }
  on Booked { room }
}

scenario "a booked visit" for Visit {
  given Booked version 2 (room: "A")
  when after 1h
  then nothing
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { room: string }
  event Booked { room: string }
  create command Book(room: string) { emit Booked(room) }
  on Booked { room }
}

scenario "a booked visit" for Visit {
  given Booked(room: "A")
  when after 1h
  then nothing
}
`,
    },
  }),
  ESDL7004: entry({
    severity: "error",
    title: "A state that belongs to nobody",
    message: () => `The scenario does not say whose state`,
    help: () => `Let the scenario be \`for\` one aggregate`,
    page: {
      why: "`state(\u2026)` looks at the aggregate that a scenario is `for`.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { room: string }
  event Booked { room: string }
  create command Book(room: string) { emit Booked(room) }
  on Booked { room }
}

scenario "a booked visit" {
  when Book(visitId: "v", room: "A")
  then state(room: "A")
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { room: string }
  event Booked { room: string }
  create command Book(room: string) { emit Booked(room) }
  on Booked { room }
}

scenario "a booked visit" for Visit {
  when Book(room: "A")
  then state(room: "A")
}
`,
    },
  }),
  ESDL7006: entry<{ readonly event: string }>({
    severity: "error",
    title: "A retired event that is expected",
    message: ({ event }) => `${event} is retired: no command emits it`,
    help: () => `Expect what it becomes`,
    page: {
      why: "Retired events may be given, since old ones are stored. New ones are never emitted, so none can be expected.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked
  retired event Viewed becomes nothing
  create command Book() { emit Booked() }
  on Booked
}

scenario "a booked visit" for Visit {
  when Book()
  then Booked(), Viewed()
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked
  retired event Viewed becomes nothing
  create command Book() { emit Booked() }
  on Booked
}

scenario "a booked visit" for Visit {
  when Book()
  then Booked()
}
`,
    },
  }),
  ESDL7007: entry<{ readonly name: string; readonly keys: readonly string[] }>({
    severity: "error",
    title: "A key of the wrong shape",
    message: ({ name, keys }) =>
      keys.length === 1
        ? `The key of ${name} is one value`
        : `The key of ${name} has ${keys.length} parts: ${list(keys, "and")}`,
    help: ({ name, keys }) =>
      keys.length === 1
        ? `Write it after the name: \`${name} "key"\``
        : `Write them in parentheses after the name, in that order`,
    page: {
      why: 'A composite key is written `SalesPerDay ("2026-01-01", "TEA-1")`, a simple one `OrderList "o1"`.',
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { room: string }
  event Booked { room: string }
  create command Book(room: string) { emit Booked(room) }
  on Booked { room }
}

projection Days by (day: date, room: string) {
  visits: int = 0
  on Booked by (meta.occurredAt.date, event.room) { visits += 1 }
}

scenario "a booked visit" {
  when Book(visitId: "v", room: "A")
  then Days "2026-01-01" (visits: 1)
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { room: string }
  event Booked { room: string }
  create command Book(room: string) { emit Booked(room) }
  on Booked { room }
}

projection Days by (day: date, room: string) {
  visits: int = 0
  on Booked by (meta.occurredAt.date, event.room) { visits += 1 }
}

scenario "a booked visit" {
  when Book(visitId: "v", room: "A")
  then Days ("2026-01-01", "A") (visits: 1)
}
`,
    },
  }),
} as const;
