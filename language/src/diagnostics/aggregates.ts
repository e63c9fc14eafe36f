/** Diagnostics ESDL3xxx: aggregates. */
import { entry } from "./define.js";
import { list } from "./words.js";

export const aggregates = {
  ESDL3001: entry<{ readonly event: string }>({
    severity: "error",
    title: "An event without `on`",
    message: ({ event }) => `Event ${event} has no \`on\` clause`,
    help: ({ event }) =>
      `Say what it changes: \`on ${event} { … }\`, or that it changes nothing: \`on ${event}\``,
    page: {
      why: "Every event has exactly one `on` clause in its aggregate, which says what the event does to the state. Without it nobody could tell an event that changes nothing from one that was forgotten. An empty effect is written `on E`.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { notes: string[] }
  event Booked
  event NoteAdded { note: string }
  create command Book() { emit Booked() }
  command AddNote(note: string) { emit NoteAdded(note) }
  on Booked
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { notes: string[] }
  event Booked
  event NoteAdded { note: string }
  create command Book() { emit Booked() }
  command AddNote(note: string) { emit NoteAdded(note) }
  on Booked
  on NoteAdded { notes += event.note }
}
`,
    },
  }),
  ESDL3002: entry<{ readonly event: string }>({
    severity: "error",
    title: "Two `on` clauses for one event",
    message: ({ event }) => `Event ${event} has an \`on\` clause already`,
    help: () => `Put both effects into one clause`,
    page: {
      why: "An event has one effect on its aggregate, so it has one `on` clause. With two, their order would decide what comes out.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { notes: string[], count: int = 0 }
  event Booked
  event NoteAdded { note: string }
  create command Book() { emit Booked() }
  command AddNote(note: string) { emit NoteAdded(note) }
  on Booked
  on NoteAdded { notes += event.note }
  on NoteAdded { count += 1 }
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { notes: string[], count: int = 0 }
  event Booked
  event NoteAdded { note: string }
  create command Book() { emit Booked() }
  command AddNote(note: string) { emit NoteAdded(note) }
  on Booked
  on NoteAdded {
    notes += event.note
    count += 1
  }
}
`,
    },
  }),
  ESDL3003: entry<{ readonly event: string }>({
    severity: "error",
    title: "An `on` clause for a retired event",
    message: ({ event }) => `${event} is retired and has no effect of its own`,
    help: ({ event }) => `Remove the clause: what ${event} becomes takes effect in its place`,
    page: {
      why: "A retired event is read as the events that it becomes. Those have `on` clauses; one of its own would never run.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { notes: string[] }
  event Booked
  event NoteAdded { note: string }
  retired event NotesAdded { notes: string[] } becomes NoteAdded(note: n) for n in event.notes
  create command Book() { emit Booked() }
  command AddNote(note: string) { emit NoteAdded(note) }
  on Booked
  on NoteAdded { notes += event.note }
  on NotesAdded
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { notes: string[] }
  event Booked
  event NoteAdded { note: string }
  retired event NotesAdded { notes: string[] } becomes NoteAdded(note: n) for n in event.notes
  create command Book() { emit Booked() }
  command AddNote(note: string) { emit NoteAdded(note) }
  on Booked
  on NoteAdded { notes += event.note }
}
`,
    },
  }),
  ESDL3004: entry<{ readonly event: string }>({
    severity: "error",
    title: "An event that nobody emits",
    message: ({ event }) => `No command emits ${event}`,
    help: ({ event }) => `Emit it, remove it, or write \`retired event ${event}\` if old ones are stored`,
    page: {
      why: "An event that no command emits can never happen. If it was emitted by an earlier release, `retired event E { \u2026 } becomes \u2026` keeps it readable.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked
  event Billed
  create command Book() { emit Booked() }
  on Booked
  on Billed
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked
  event Billed
  create command Book() { emit Booked() }
  command Bill() { emit Billed() }
  on Booked
  on Billed
}
`,
    },
  }),
  ESDL3005: entry<{ readonly event: string }>({
    severity: "error",
    title: "An event that no status can emit",
    message: ({ event }) => `No status lets ${event} be emitted`,
    help: () =>
      `Its conditions exclude every status that the command allows: change them or the command's \`in\``,
    page: {
      why: "Every place that emits the event stands behind conditions on the status that never hold there, so that it can never happen.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  lifecycle booked -> started -> finished
  event Booked
  event Started
  event Finished
  create command Book() { emit Booked() }
  command Start() in booked {
    emit Started()
    if status == started { emit Finished() }
  }
  on Booked -> booked
  on Started -> started
  on Finished -> finished
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  lifecycle booked -> started -> finished
  event Booked
  event Started
  event Finished
  create command Book() { emit Booked() }
  command Start() in booked { emit Started() }
  command Finish() in started { emit Finished() }
  on Booked -> booked
  on Started -> started
  on Finished -> finished
}
`,
    },
  }),
  ESDL3006: entry<{ readonly event: string; readonly from: readonly string[]; readonly to: string }>({
    severity: "error",
    title: "A move that the lifecycle does not have",
    message: ({ event, from, to }) =>
      `${event} moves from ${list(from, "or")} to ${to}, which the lifecycle does not allow`,
    help: ({ from, to }) =>
      `Add \`${from.join(" | ")} -> ${to}\` to the lifecycle, or restrict the command with \`in\``,
    page: {
      why: "`lifecycle` says which moves exist. The compiler follows each command from every status that it allows and checks each move that its events make. Staying in a status is not a move.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  lifecycle booked -> started -> finished
  event Booked
  event Started
  event Finished
  create command Book() { emit Booked() }
  command Start() in booked { emit Started() }
  command Finish() in booked | started { emit Finished() }
  on Booked -> booked
  on Started -> started
  on Finished -> finished
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  lifecycle booked -> started -> finished
  event Booked
  event Started
  event Finished
  create command Book() { emit Booked() }
  command Start() in booked { emit Started() }
  command Finish() in started { emit Finished() }
  on Booked -> booked
  on Started -> started
  on Finished -> finished
}
`,
    },
  }),
  ESDL3007: entry<{ readonly status: string; readonly moved: boolean }>({
    severity: "error",
    title: "A status that nothing reaches",
    message: ({ status }) => `Nothing reaches the status ${status}`,
    help: ({ status, moved }) =>
      moved
        ? `The commands that move to ${status} can never succeed in the statuses that are reached`
        : `Move there with \`on EVENT -> ${status}\`, or remove the status`,
    page: {
      why: "Every status must be reached from the creation of the aggregate by events that commands emit. A status that is not is a forgotten arrow or a leftover.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  lifecycle booked -> started, booked -> missed
  event Booked
  event Started
  create command Book() { emit Booked() }
  command Start() in booked { emit Started() }
  on Booked -> booked
  on Started -> started
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  lifecycle booked -> started, booked -> missed
  event Booked
  event Started
  event Missed
  create command Book() { emit Booked() }
  command Start() in booked { emit Started() }
  command Miss() in booked { emit Missed() }
  on Booked -> booked
  on Started -> started
  on Missed -> missed
}
`,
    },
  }),
  ESDL3008: entry<{ readonly event: string; readonly first: string }>({
    severity: "error",
    title: "A creating event that enters no status",
    message: ({ event }) => `${event} creates the aggregate but enters no status`,
    help: ({ event, first }) => `Write \`on ${event} -> ${first}\``,
    page: {
      why: "An aggregate with a lifecycle always has a status, from its first event on. So the `on` clause of an event that creates it needs an arrow.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  lifecycle booked -> started
  event Booked
  event Rebooked
  event Started
  create command Book() { emit Booked() }
  create command Rebook() { emit Rebooked() }
  command Start() in booked { emit Started() }
  on Booked
  on Rebooked -> booked
  on Started -> started
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  lifecycle booked -> started
  event Booked
  event Rebooked
  event Started
  create command Book() { emit Booked() }
  create command Rebook() { emit Rebooked() }
  command Start() in booked { emit Started() }
  on Booked -> booked
  on Rebooked -> booked
  on Started -> started
}
`,
    },
  }),
  ESDL3009: entry<{ readonly command: string; readonly statuses: readonly string[] }>({
    severity: "error",
    title: "A command that can never succeed",
    message: ({ command }) => `${command} can never succeed`,
    help: ({ statuses }) =>
      statuses.length > 0
        ? `Its conditions reject it in ${list(statuses, "and")}, the only status${statuses.length > 1 ? "es" : ""} that it can start in`
        : `A condition of it never holds`,
    page: {
      why: "A `require` on every way through the command fails whatever its arguments are. This is found for conditions on the status and for those that are constant.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  lifecycle booked -> started -> finished
  event Booked
  event Started
  event Finished
  create command Book() { emit Booked() }
  command Start() in booked {
    require status == started else NotYet
    emit Started()
  }
  command Finish() in started { emit Finished() }
  rejection NotYet
  on Booked -> booked
  on Started -> started
  on Finished -> finished
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  lifecycle booked -> started -> finished
  event Booked
  event Started
  event Finished
  create command Book() { emit Booked() }
  command Start() in booked { emit Started() }
  command Finish() in started { emit Finished() }
  on Booked -> booked
  on Started -> started
  on Finished -> finished
}
`,
    },
  }),
  ESDL3010: entry<{ readonly aggregate: string }>({
    severity: "error",
    title: "An aggregate that nothing creates",
    message: ({ aggregate }) => `No command creates ${aggregate}`,
    help: () => `Give it a \`create command\` (or an \`any command\`): the others need it to exist`,
    page: {
      why: "A plain command needs the aggregate to exist and answers `NotFound` otherwise. Without a `create command` or an `any command` there is never one to find.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked
  command Book() { emit Booked() }
  on Booked
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
`,
    },
  }),
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
    help: ({ fields, to }) =>
      `In ${to} ${fields.length > 1 ? "they exist" : "it exists"}, before it ${fields.length > 1 ? "they do" : "it does"} not: assign ${fields.length > 1 ? "them" : "it"} in the clause`,
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
  ESDL3015: entry<{ readonly command: string }>({
    severity: "error",
    title: "An `any command` with a lifecycle",
    message: ({ command }) => `${command} cannot be an \`any command\`: the aggregate has a lifecycle`,
    help: () => `Split it into a \`create command\` and a plain one`,
    page: {
      why: "An `any command` runs whether or not the aggregate exists, and reads defaults while it does not. A status has no default, so an aggregate with a lifecycle has none of them.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  lifecycle booked -> started
  event Booked
  event Started
  create command Book() { emit Booked() }
  any command Start() { emit Started() }
  on Booked -> booked
  on Started -> started
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  lifecycle booked -> started
  event Booked
  event Started
  create command Book() { emit Booked() }
  command Start() in booked { emit Started() }
  on Booked -> booked
  on Started -> started
}
`,
    },
  }),
  ESDL3016: entry<{ readonly command: string; readonly fields: readonly string[] }>({
    severity: "error",
    title: "An `any command` without defaults",
    message: ({ command, fields }) =>
      `${command} is an \`any command\`, but ${list(fields, "and")} ${fields.length > 1 ? "have" : "has"} no default`,
    help: ({ fields }) =>
      `Give ${fields.length > 1 ? "each of them" : "it"} a default: it is what the command reads while the aggregate does not exist`,
    page: {
      why: "An `any command` and its events read the state also while nothing has happened yet. Every field of the state must have a value then.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { count: int }
  event Counted
  any command Count() { emit Counted() }
  on Counted { count = 1 }
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { count: int = 0 }
  event Counted
  any command Count() { emit Counted() }
  on Counted { count += 1 }
}
`,
    },
  }),
  ESDL3017: entry<{ readonly command: string }>({
    severity: "error",
    title: "A `create command` with `in`",
    message: ({ command }) => `${command} creates the aggregate: there is no status before it`,
    help: () => `Remove the \`in\`, or the \`create\``,
    page: {
      why: "A `create command` needs the aggregate not to exist, so that no status can restrict it.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  lifecycle booked -> started
  event Booked
  event Started
  create command Book() in booked { emit Booked() }
  command Start() in booked { emit Started() }
  on Booked -> booked
  on Started -> started
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  lifecycle booked -> started
  event Booked
  event Started
  create command Book() { emit Booked() }
  command Start() in booked { emit Started() }
  on Booked -> booked
  on Started -> started
}
`,
    },
  }),
  ESDL3018: entry<{ readonly field: string }>({
    severity: "error",
    title: "A collection in a `unique`",
    message: ({ field }) => `${field} cannot be in a \`unique\`: it holds many values`,
    help: () => `Take fields that hold one value`,
    page: {
      why: "`unique` compares one key per aggregate across all of its kind. Lists, sets, maps, entities and `json` make no such key.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { number: string, tags: string[] }
  unique tags else NumberTaken
  rejection NumberTaken
  event Booked { number: string }
  create command Book(number: string) { emit Booked(number) }
  on Booked { number }
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { number: string, tags: string[] }
  unique number else NumberTaken
  rejection NumberTaken
  event Booked { number: string }
  create command Book(number: string) { emit Booked(number) }
  on Booked { number }
}
`,
    },
  }),
  ESDL3019: entry<{ readonly rejection: string; readonly fields: readonly string[] }>({
    severity: "error",
    title: "A `unique` whose rejection has fields",
    message: ({ rejection }) => `${rejection} has fields, which a \`unique\` cannot fill`,
    help: () => `Take a rejection without fields`,
    page: {
      why: "When two aggregates collide the store finds it, at a place where no expression can be evaluated. So the rejection of a `unique` has no fields.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { number: string, tags: string[] }
  unique number else NumberTaken
  rejection NumberTaken "{number} is taken" { number: string }
  event Booked { number: string }
  create command Book(number: string) { emit Booked(number) }
  on Booked { number }
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { number: string, tags: string[] }
  unique number else NumberTaken
  rejection NumberTaken
  event Booked { number: string }
  create command Book(number: string) { emit Booked(number) }
  on Booked { number }
}
`,
    },
  }),
  ESDL3020: entry<{ readonly fields: readonly string[] }>({
    severity: "error",
    title: "The same `unique` twice",
    message: ({ fields }) => `There is a \`unique\` for ${list(fields, "and")} already`,
    help: () => `Remove one of them`,
    page: {
      why: "Two clauses over the same fields and statuses say the same thing; only one of their rejections could ever be given.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { number: string, tags: string[] }
  unique number else NumberTaken
  unique number
  rejection NumberTaken
  event Booked { number: string }
  create command Book(number: string) { emit Booked(number) }
  on Booked { number }
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { number: string, tags: string[] }
  unique number else NumberTaken
  rejection NumberTaken
  event Booked { number: string }
  create command Book(number: string) { emit Booked(number) }
  on Booked { number }
}
`,
    },
  }),
  ESDL3021: entry({
    severity: "error",
    title: "A snapshot every zero events",
    message: () => `A snapshot cannot be taken every 0 events`,
    help: () => `Write a number from 1`,
    page: {
      why: "`snapshot every n` stores the state after each n events, so that n is at least 1.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked
  create command Book() { emit Booked() }
  on Booked
  snapshot every 0
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked
  create command Book() { emit Booked() }
  on Booked
  snapshot every 100
}
`,
    },
  }),
  ESDL3022: entry<{ readonly command: string }>({
    severity: "error",
    title: "A command without `allow`",
    message: ({ command }) => `${command} does not say who may run it`,
    help: () =>
      `Add \`allow ROLE\`, \`allow system\` or \`allow anyone\` (the configuration sets requireAllow)`,
    page: {
      why: "With `requireAllow` in the configuration every command says who may run it. Without an `allow` anyone may, which is easily forgotten.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked
  create command Book() { emit Booked() }
  on Booked
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked
  create command Book() allow anyone { emit Booked() }
  on Booked
}
`,
    },
  }),
  ESDL3023: entry<{ readonly name: string }>({
    severity: "error",
    title: "The same grant twice",
    message: ({ name }) => `${name} is granted already`,
    help: () => `Remove one of the grants: without a condition, one of them says it all`,
    page: {
      why: "One grant that holds is enough. A second one to the same role is without effect where either has no condition.",
      wrong: `
context Clinic
id VisitId
role Nurse

aggregate Visit by visitId: VisitId {
  event Booked
  create command Book() allow Nurse, Nurse { emit Booked() }
  on Booked
}
`,
      right: `
context Clinic
id VisitId
role Nurse

aggregate Visit by visitId: VisitId {
  event Booked
  create command Book() allow Nurse { emit Booked() }
  on Booked
}
`,
    },
  }),
  ESDL3024: entry<{ readonly field: string }>({
    severity: "error",
    title: "A field twice in one `unique`",
    message: ({ field }) => `${field} stands in this \`unique\` already`,
    help: () => `Remove one of the two`,
    page: {
      why: "A key that holds a field twice is the same key as with the field once.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { number: string, tags: string[] }
  unique number, number else NumberTaken
  rejection NumberTaken
  event Booked { number: string }
  create command Book(number: string) { emit Booked(number) }
  on Booked { number }
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { number: string, tags: string[] }
  unique number else NumberTaken
  rejection NumberTaken
  event Booked { number: string }
  create command Book(number: string) { emit Booked(number) }
  on Booked { number }
}
`,
    },
  }),
  ESDL3025: entry<{ readonly rejection: string; readonly field: string }>({
    severity: "warning",
    title: "Personal data in a rejection message",
    message: ({ rejection, field }) => `The message of ${rejection} shows personal data: ${field}`,
    help: () => `Leave it out of the message; callers still find it in the rejection's fields`,
    page: {
      why: "Messages are shown, logged and mailed around. What `personal` marks should not be in them.",
      wrong: `
context Clinic
id VisitId
type Email = string personal

aggregate Visit by visitId: VisitId {
  state { contact: Email }
  rejection WrongContact "It is {contact}" { contact: Email }
  event Booked { contact: Email }
  event Confirmed
  create command Book(contact: Email) { emit Booked(contact) }
  command Confirm(contact: Email) {
    require command.contact == state.contact else WrongContact(contact: state.contact)
    emit Confirmed()
  }
  on Booked { contact }
  on Confirmed
}
`,
      right: `
context Clinic
id VisitId
type Email = string personal

aggregate Visit by visitId: VisitId {
  state { contact: Email }
  rejection WrongContact "It is another contact" { contact: Email }
  event Booked { contact: Email }
  event Confirmed
  create command Book(contact: Email) { emit Booked(contact) }
  command Confirm(contact: Email) {
    require command.contact == state.contact else WrongContact(contact: state.contact)
    emit Confirmed()
  }
  on Booked { contact }
  on Confirmed
}
`,
    },
  }),
  ESDL3026: entry<{ readonly event: string; readonly field: string }>({
    severity: "warning",
    title: "Personal data in a public event",
    message: ({ event, field }) => `Public event ${event} carries personal data: ${field}`,
    help: () => `Leave it out, or keep the event inside its context`,
    page: {
      why: "A public event is read, copied and kept by other contexts, out of the reach of an erasure. What `personal` marks should not be in one.",
      wrong: `
context Clinic
id VisitId
type Email = string personal

aggregate Visit by visitId: VisitId {
  public event Booked { contact: Email }
  public event Confirmed
  create command Book(contact: Email) { emit Booked(contact) }
  command Confirm() { emit Confirmed() }
  on Booked
  on Confirmed
}
`,
      right: `
context Clinic
id VisitId
type Email = string personal

aggregate Visit by visitId: VisitId {
  event Booked { contact: Email }
  public event Confirmed
  create command Book(contact: Email) { emit Booked(contact) }
  command Confirm() { emit Confirmed() }
  on Booked
  on Confirmed
}
`,
    },
  }),
  ESDL3027: entry<{ readonly event: string }>({
    severity: "error",
    title: "Emitting a retired event",
    message: ({ event }) => `${event} is retired: it is read, never emitted`,
    help: () => `Emit what it becomes`,
    page: {
      why: "A retired event stays readable because old ones are stored. New ones are not written.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { notes: string[] }
  event Booked
  event NoteAdded { note: string }
  retired event Remarked { remark: string } becomes NoteAdded(note: event.remark)
  create command Book() { emit Booked() }
  command AddNote(note: string) {
    emit NoteAdded(note)
    emit Remarked(remark: note)
  }
  on Booked
  on NoteAdded { notes += event.note }
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { notes: string[] }
  event Booked
  event NoteAdded { note: string }
  retired event Remarked { remark: string } becomes NoteAdded(note: event.remark)
  create command Book() { emit Booked() }
  command AddNote(note: string) { emit NoteAdded(note) }
  on Booked
  on NoteAdded { notes += event.note }
}
`,
    },
  }),
  ESDL3028: entry<{ readonly what: string }>({
    severity: "error",
    title: "A part that an aggregate or saga has once",
    message: ({ what }) => `There is a \`${what}\` already`,
    help: () => `Join the two`,
    page: {
      why: "`lifecycle`, `state` and `snapshot` describe the whole and stand at most once.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { room: string? }
  state { floor: int? }
  event Booked
  create command Book() { emit Booked() }
  on Booked
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { room: string?, floor: int? }
  event Booked
  create command Book() { emit Booked() }
  on Booked
}
`,
    },
  }),
  ESDL3029: entry<{ readonly event: string }>({
    severity: "error",
    title: "A retired event without `becomes`",
    message: ({ event }) => `${event} is retired but does not say what it becomes`,
    help: () => `Write \`becomes OTHER(…)\` or \`becomes nothing\``,
    page: {
      why: "Stored events of a retired kind are read as others. If they mean nothing any more, that is written `becomes nothing`.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked
  retired event Viewed
  create command Book() { emit Booked() }
  on Booked
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
`,
    },
  }),
  ESDL3030: entry<{ readonly event: string }>({
    severity: "error",
    title: "`becomes` on an event that is not retired",
    message: ({ event }) => `${event} becomes something else but is not retired`,
    help: ({ event }) => `Write \`retired event ${event}\``,
    page: {
      why: "Only an event that is no longer emitted is read as others.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked
  event Viewed becomes nothing
  create command Book() { emit Booked() }
  command View() { emit Viewed() }
  on Booked
  on Viewed
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
`,
    },
  }),
  ESDL3031: entry<{ readonly rejection: string; readonly name: string; readonly fields: readonly string[] }>({
    severity: "error",
    title: "A message that names an unknown field",
    message: ({ rejection, name }) => `${rejection} has no field ${name}`,
    help: ({ name, fields }) =>
      fields.length > 0
        ? `Its fields are ${list(fields, "and")}`
        : `Declare it: \`{ ${name}: TYPE }\` after the message`,
    page: {
      why: "`{name}` in the message of a rejection stands for the value of the field `name`.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  rejection Full "All {seats} seats are taken"
  event Booked
  event Left
  create command Book() { emit Booked() }
  command Leave(again: bool) {
    require not again else Full
    emit Left()
  }
  on Booked
  on Left
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  rejection Full "All seats are taken"
  event Booked
  event Left
  create command Book() { emit Booked() }
  command Leave(again: bool) {
    require not again else Full
    emit Left()
  }
  on Booked
  on Left
}
`,
    },
  }),
  ESDL3032: entry<{ readonly event: string; readonly aggregate: string; readonly owner: string }>({
    severity: "error",
    title: "An `on` clause for the event of another aggregate",
    message: ({ event, aggregate, owner }) => `${event} is an event of ${owner}, not of ${aggregate}`,
    help: ({ aggregate, owner }) =>
      `An aggregate changes by its own events: use a saga or a policy to let ${aggregate} follow ${owner}`,
    page: {
      why: "The state of an aggregate follows from the events in its own stream and from nothing else.",
      wrong: `
context Clinic
id VisitId
id BillId

aggregate Visit by visitId: VisitId {
  event Booked
  create command Book() { emit Booked() }
  on Booked
}

aggregate Bill by billId: BillId {
  event Sent
  create command Send() { emit Sent() }
  on Sent
  on Booked
}
`,
      right: `
context Clinic
id VisitId
id BillId

aggregate Visit by visitId: VisitId {
  event Booked
  create command Book() { emit Booked() }
  on Booked
}

aggregate Bill by billId: BillId {
  event Sent
  create command Send() { emit Sent() }
  on Sent
}
`,
    },
  }),
  ESDL3033: entry<{ readonly event: string }>({
    severity: "error",
    title: "A handler for a retired event",
    message: ({ event }) => `${event} is retired and never reaches a handler`,
    help: () => `Handle what it becomes`,
    page: {
      why: "A retired event is read as the events that it becomes, by everyone. Projections, sagas and policies handle those.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { notes: string[] }
  event Booked
  event NoteAdded { note: string }
  retired event NotesAdded { notes: string[] } becomes NoteAdded(note: n) for n in event.notes
  create command Book() { emit Booked() }
  command AddNote(note: string) { emit NoteAdded(note) }
  on Booked
  on NoteAdded { notes += event.note }
}

projection Notes by visitId: VisitId {
  count: int = 0
  on NoteAdded { count += 1 }
  on NotesAdded { count += event.notes.size }
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { notes: string[] }
  event Booked
  event NoteAdded { note: string }
  retired event NotesAdded { notes: string[] } becomes NoteAdded(note: n) for n in event.notes
  create command Book() { emit Booked() }
  command AddNote(note: string) { emit NoteAdded(note) }
  on Booked
  on NoteAdded { notes += event.note }
}

projection Notes by visitId: VisitId {
  count: int = 0
  on NoteAdded { count += 1 }
}
`,
    },
  }),
} as const;
