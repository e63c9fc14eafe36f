/** Diagnostics ESDL3xxx: what the headers of commands and aggregates demand. */
import { entry } from "./define.js";
import { list } from "./words.js";

export const headers = {
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
} as const;
