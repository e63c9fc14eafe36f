/** Diagnostics ESDL3xxx: the lives of aggregates. */
import { entry } from "./define.js";
import { list } from "./words.js";

export const lifecycles = {
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
} as const;
