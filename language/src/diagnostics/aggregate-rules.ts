/** Diagnostics ESDL3xxx: `unique`, the messages of rejections, and personal data. */
import { entry } from "./define.js";
import { list } from "./words.js";

export const rules = {
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
} as const;
