/** Diagnostics ESDL3xxx: aggregates. */
import { entry } from "./define.js";

export const aggregates = {
  ESDL3001: entry<{ readonly event: string }>({
    severity: "error",
    title: "An event without `on`",
    message: ({ event }) => `Event ${event} has no \`on\` clause`,
    help: ({ event }) => `Say what it changes, or that it changes nothing: \`on ${event}\``,
    page: {
      why: "Every event has exactly one `on` clause in its aggregate, which says what the event does to the state. Without it a reader cannot tell an event that changes nothing from one that was forgotten. An empty effect is written `on E`.",
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
} as const;
