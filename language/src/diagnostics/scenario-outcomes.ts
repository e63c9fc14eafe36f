/** Diagnostics ESDL7xxx: what a scenario expects, and of what. */
import { entry } from "./define.js";
import { example } from "./example.js";
import { article, list } from "./words.js";

/** What the scenarios of these pages are about. */
const clinic = `
context Clinic
id VisitId
id BillId

aggregate Visit by visitId: VisitId {
  lifecycle booked -> held
  state { room: string, report: string in held }
  rejection Short "A report says something"
  event Booked { room: string }
  event Held { report: string }
  create command Book(room: string) { emit Booked(room) }
  command Hold(report: string) in booked {
    require report.length > 9 else Short
    emit Held(report)
  }
  on Booked -> booked { room }
  on Held -> held { report }
}

aggregate Bill by billId: BillId {
  event Issued
  create command Issue() { emit Issued() }
  on Issued
}

projection Rooms by room: string {
  visits: int = 0
  on Booked by event.room { visits += 1 }
}

@@`;

/** What stands behind the name and key of each. */
const looks = {
  aggregate: { after: "its events in braces", how: (name: string) => `${name} "key" { EVENT(…) }` },
  projection: {
    after: "the fields of its row in parentheses, or `nothing`",
    how: (name: string) => `${name} "key" (field: …)`,
  },
  saga: { after: "the step it is in", how: (name: string) => `${name} "key" STEP` },
} as const;

export const scenarioOutcomes = {
  ESDL7009: entry<{ readonly name: string; readonly kind: keyof typeof looks | "rejection" }>({
    severity: "error",
    title: "An outcome of another kind",
    message: ({ name, kind }) =>
      kind === "rejection"
        ? `${name} is a rejection, and rejections are expected with \`rejected\``
        : `${name} is ${article(kind)}: what is expected of it is ${looks[kind].after}`,
    help: ({ name, kind }) =>
      kind === "rejection" ? `Write \`rejected ${name}\`` : `Write \`${looks[kind].how(name)}\``,
    page: example(
      'Each outcome has its form: `Order "o" { OrderPaid() }` the new events of a stream, `Orders "o" (paid: 3)` a row, `Orders "o" nothing` an absent row, `Checkout "o" waiting` the step of a saga, `rejected TooMuch(left: 3)` a rejection.',
      clinic,
      `scenario "a booked visit" {
  when Book(visitId: "v", room: "A")
  then Rooms "A" { Booked() }
}
`,
      `scenario "a booked visit" {
  when Book(visitId: "v", room: "A")
  then Rooms "A" (visits: 1)
}
`,
    ),
  }),
  ESDL7010: entry<{
    readonly event: string;
    readonly owner: string;
    readonly aggregate: string;
    readonly alone: boolean;
  }>({
    severity: "error",
    title: "An event of another aggregate",
    message: ({ event, owner, aggregate }) => `${event} is an event of ${owner}, not of ${aggregate}`,
    help: ({ event, owner, aggregate, alone }) =>
      alone
        ? `Leave out \`for ${aggregate}\` to run everything, and write \`${owner} "key" { ${event}(…) }\``
        : `Write it beside this one: \`${owner} "key" { ${event}(…) }\``,
    page: example(
      "A stream holds the events of its own aggregate. Under `for` the scenario has that aggregate's stream only.",
      clinic,
      `scenario "a booked visit" {
  given Visit "v" { Booked(room: "A"), Issued() }
  when Hold(visitId: "v", report: "well again")
  then Visit "v" { Held() }
}
`,
      `scenario "a booked visit" {
  given Visit "v" { Booked(room: "A") }, Bill "b" { Issued() }
  when Hold(visitId: "v", report: "well again")
  then Visit "v" { Held() }
}
`,
    ),
  }),
  ESDL7012: entry<{ readonly what: "nothing" | "rejected" | "commands" }>({
    severity: "error",
    title: "Outcomes that exclude each other",
    message: ({ what }) =>
      ({
        nothing: "`nothing` is expected beside events",
        rejected: "A command that is rejected stores no events, and both are expected of it",
        commands: "More rejections are expected than there are commands",
      })[what],
    help: ({ what }) =>
      what === "nothing"
        ? "Leave out one of them: `nothing` says that no event follows at all"
        : "Leave out what does not come of it, or show it in a scenario of its own",
    page: example(
      "What `then` lists must all come out. `nothing` and an event, or the rejection of the only command and an event, never do.",
      clinic,
      `scenario "a short report" for Visit {
  given Booked(room: "A")
  when Hold(report: "well")
  then rejected Short, Held()
}
`,
      `scenario "a short report" for Visit {
  given Booked(room: "A")
  when Hold(report: "well")
  then rejected Short
}
`,
    ),
  }),
  ESDL7013: entry<{
    readonly rejection: string;
    readonly commands: readonly string[];
    readonly possible: readonly string[];
  }>({
    severity: "error",
    title: "A rejection that the command cannot give",
    message: ({ rejection, commands }) => `${list(commands, "and")} cannot be rejected with ${rejection}`,
    help: ({ rejection, possible }) =>
      rejection === "Conflict"
        ? "In a scenario nothing else happens at the same time"
        : `What can come of it: ${list(possible, "or")}`,
    page: example(
      "A command gives the rejections that its body and its aggregate's `unique` clauses name. Of the built-in ones, `AlreadyExists` comes of `create` commands, `NotFound` of plain ones, `NotAllowed` of those restricted to statuses and `Forbidden` of those with `allow`.",
      clinic,
      `scenario "a room" for Visit {
  when Book(room: "")
  then rejected Short
}
`,
      `scenario "a room" for Visit {
  given Booked(room: "A")
  when Book(room: "")
  then rejected AlreadyExists
}
`,
    ),
  }),
  ESDL7016: entry<{
    readonly field: string;
    readonly status: string;
    readonly statuses: readonly string[];
  }>({
    severity: "error",
    title: "A field that does not exist in the status",
    message: ({ field, status }) => `\`${field}\` does not exist while ${status}`,
    help: ({ statuses }) => `It exists while ${list(statuses, "or")}`,
    page: example(
      "A field with `in` exists in those statuses only. Beside a status without it, nothing can be expected of it.",
      clinic,
      `scenario "a booked visit" for Visit {
  when Book(room: "A")
  then state(status: booked, report: "none")
}
`,
      `scenario "a booked visit" for Visit {
  when Book(room: "A")
  then state(status: booked, room: "A")
}
`,
    ),
  }),
} as const;
