/** Diagnostics ESDL3xxx: what events write. */
import { entry } from "./define.js";
import { list } from "./words.js";

export const states = {
  ESDL3011: entry<{ readonly event: string; readonly fields: readonly string[] }>({
    severity: "error",
    title: "A field that creation leaves unassigned",
    message: ({ event, fields }) =>
      `${event} creates the aggregate but leaves ${list(fields, "and")} unassigned`,
    help: ({ fields }) =>
      `Assign ${fields.length > 1 ? "them" : "it"} on every way through the clause, or give ${fields.length > 1 ? "them defaults" : "it a default"}`,
    page: {
      why: "After its first event every field of the state has a value: from the `on` clause of that event or from a default. Optionals, lists, sets and maps default to empty. What only one branch of an `if`, or a `for`, assigns is not assigned for sure.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { patient: string, room: string? }
  event Booked { patient: string }
  create command Book(patient: string) { emit Booked(patient) }
  on Booked
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { patient: string, room: string? }
  event Booked { patient: string }
  create command Book(patient: string) { emit Booked(patient) }
  on Booked { patient }
}
`,
    },
  }),
  ESDL3012: entry<{
    readonly event: string;
    readonly fields: readonly string[];
    readonly from: readonly string[];
    readonly to: string;
  }>({
    severity: "error",
    title: "A field that a move leaves unassigned",
    message: ({ event, fields, from, to }) =>
      `${event} moves from ${list(from, "or")} to ${to} but leaves ${list(fields, "and")} unassigned`,
    help: ({ fields, from, to }) =>
      `${fields.length > 1 ? "They exist" : "It exists"} in ${to}, and not in ${list(from, "or")}: assign ${fields.length > 1 ? "them" : "it"} in the clause`,
    page: {
      why: "`field in s` exists only in that status. An event that enters it from a status without the field must assign it.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  lifecycle booked -> started
  state { doctor: string in started }
  event Booked
  event Started { doctor: string }
  create command Book() { emit Booked() }
  command Start(doctor: string) in booked { emit Started(doctor) }
  on Booked -> booked
  on Started -> started
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  lifecycle booked -> started
  state { doctor: string in started }
  event Booked
  event Started { doctor: string }
  create command Book() { emit Booked() }
  command Start(doctor: string) in booked { emit Started(doctor) }
  on Booked -> booked
  on Started -> started { doctor }
}
`,
    },
  }),
  ESDL3013: entry<{ readonly field: string }>({
    severity: "error",
    title: "A field that is read before it is written",
    message: ({ field }) => `${field} has no value yet`,
    help: ({ field }) => `The event creates the aggregate: assign ${field} first, or give it a default`,
    page: {
      why: "The first event finds no state. Its `on` clause reads only fields that have a default or were assigned by the statements before.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { seats: int, free: int }
  event Opened { seats: int }
  create command Open(seats: int) { emit Opened(seats) }
  on Opened {
    free = state.seats
    seats = event.seats
  }
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { seats: int, free: int }
  event Opened { seats: int }
  create command Open(seats: int) { emit Opened(seats) }
  on Opened {
    seats = event.seats
    free = state.seats
  }
}
`,
    },
  }),
  ESDL3014: entry<{ readonly field: string; readonly statuses: readonly string[] }>({
    severity: "error",
    title: "A write to a field that does not exist in the status",
    message: ({ field, statuses }) => `${field} exists in ${list(statuses, "and")} only`,
    help: ({ field }) =>
      `The event can leave the aggregate in another status, which has no room for ${field}`,
    page: {
      why: "`field in s` exists only in that status; leaving it drops the field. An event that ends in another status cannot write it.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  lifecycle booked -> started
  state { doctor: string in started }
  event Booked
  event Started { doctor: string }
  create command Book() { emit Booked() }
  command Start(doctor: string) in booked { emit Started(doctor) }
  on Booked -> booked { doctor = "nobody" }
  on Started -> started { doctor }
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  lifecycle booked -> started
  state { doctor: string in started }
  event Booked
  event Started { doctor: string }
  create command Book() { emit Booked() }
  command Start(doctor: string) in booked { emit Started(doctor) }
  on Booked -> booked
  on Started -> started { doctor }
}
`,
    },
  }),
} as const;
