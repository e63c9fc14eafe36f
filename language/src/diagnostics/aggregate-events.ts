/** Diagnostics ESDL3xxx: the events of aggregates, their `on` clauses, and retired ones. */
import { entry } from "./define.js";

export const events = {
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
