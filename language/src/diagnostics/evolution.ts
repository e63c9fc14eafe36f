/** Diagnostics ESDL4001–4015: versions of events, values, entities, enums and sagas. */
import { entry } from "./define.js";
import { list } from "./words.js";

export const evolution = {
  ESDL4001: entry<{ readonly found: number; readonly expected: number }>({
    severity: "error",
    title: "Versions that are not numbered in their order",
    message: ({ found, expected }) =>
      `Version ${String(found)} stands where version ${String(expected)} belongs`,
    help: ({ expected }) =>
      `Number it ${String(expected)}: the first shape is version 1, and each clause adds one`,
    page: {
      why: "A version clause says how version n came from n−1. So the clauses are numbered 2, 3, … without gaps, oldest first.",
      wrong: `
context Clinic

value Fee {
  amount: int
  version 3 { add amount = 0 }
}
`,
      right: `
context Clinic

value Fee {
  amount: int
  version 2 { add amount = 0 }
}
`,
    },
  }),
  ESDL4002: entry<{ readonly name: string; readonly owner: string; readonly similar: string | undefined }>({
    severity: "error",
    title: "A version clause for a field that is not there",
    message: ({ name, owner }) => `${owner} has no field ${name} in this version`,
    help: ({ similar }) =>
      similar === undefined
        ? "`add`, `change` and the new name in `rename` name fields that this version has"
        : `Did you mean ${similar}?`,
    page: {
      why: "Shapes of older versions are computed backwards from the current one. What a clause adds, changes or renames to must be there after it: today, or until a later clause removes or renames it.",
      wrong: `
context Clinic

value Fee {
  amount: int
  version 2 { rename sum to amont }
}
`,
      right: `
context Clinic

value Fee {
  amount: int
  version 2 { rename sum to amount }
}
`,
    },
  }),
  ESDL4003: entry<{ readonly name: string; readonly owner: string }>({
    severity: "error",
    title: "An old name that is still in use",
    message: ({ name, owner }) => `${owner} still has ${name} in this version`,
    help: ({ name }) =>
      `If its meaning changed, write \`change ${name} from T = …\`; otherwise call the new one something else`,
    page: {
      why: "What a clause removes or renames is gone after it. A name that comes back with another meaning would be read wrong in old data, so names stay reserved.",
      wrong: `
context Clinic

value Fee {
  amount: int
  version 2 { remove amount: string }
}
`,
      right: `
context Clinic

value Fee {
  amount: int
  version 2 { change amount from string = old.amount.length }
}
`,
    },
  }),
  ESDL4004: entry<{ readonly name: string; readonly owner: string }>({
    severity: "error",
    title: "Two steps for one thing in one version",
    message: ({ name }) => `This version already says what became of ${name}`,
    help: () => "Keep one of them, or put the second into a version of its own",
    page: {
      why: "The steps of a clause happen at once, so each field has one: it is added, or renamed, or changed (a rename and a change may go together), and an embedded type is adopted one version at a time.",
      wrong: `
context Clinic

value Fee {
  amount: int
  version 2 { add amount = 0  rename sum to amount }
}
`,
      right: `
context Clinic

value Fee {
  amount: int
  version 2 { rename sum to amount }
}
`,
    },
  }),
  ESDL4005: entry<{ readonly name: string; readonly owner: string }>({
    severity: "error",
    title: "A key that is added",
    message: ({ name, owner }) => `${name} is the key of ${owner} and cannot be added`,
    help: () => "Rename it, or change its type, with `rename` or `change … from`",
    page: {
      why: "The elements of a keyed list are told apart by their keys, so every version of an entity has one.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { fees: Fee[] }
  entity Fee by code: string {
    amount: int
    version 2 { add code = "x" }
  }
  event Booked { fees: Fee[] }
  create command Book(fees: Fee[]) { emit Booked(fees) }
  on Booked { fees }
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { fees: Fee[] }
  entity Fee by code: string {
    amount: int
    version 2 { rename name to code }
  }
  event Booked { fees: Fee[] }
  create command Book(fees: Fee[]) { emit Booked(fees) }
  on Booked { fees }
}
`,
    },
  }),
  ESDL4006: entry<{ readonly name: string; readonly version: number; readonly current: number }>({
    severity: "error",
    title: "A version that the adopted type does not have",
    message: ({ name, version }) =>
      version < 2
        ? `${name} ${String(version)} is no version that could be adopted`
        : `${name} has no version ${String(version)}`,
    help: ({ name, current }) =>
      current === 1 ? `${name} has had one version only` : `${name} is at version ${String(current)}`,
    page: {
      why: "`adopt Line 2` says from which version on a shape embeds version 2 of Line. That version must be declared, by a clause of Line.",
      wrong: `
context Clinic

value Fee {
  amount: int
  version 2 { add amount = 0 }
}
value Bill {
  fee: Fee
  paid: bool
  version 2 { adopt Fee 3 }
}
`,
      right: `
context Clinic

value Fee {
  amount: int
  version 2 { add amount = 0 }
}
value Bill {
  fee: Fee
  paid: bool
  version 2 { adopt Fee 2 }
}
`,
    },
  }),
  ESDL4007: entry<{
    readonly name: string;
    readonly owner: string;
    readonly version: number;
    readonly later: number;
  }>({
    severity: "error",
    title: "A version that is adopted out of turn",
    message: ({ name, owner, version, later }) =>
      `${owner} embeds ${name} ${String(later)} after this version, not ${name} ${String(version)}`,
    help: ({ name, later }) => `Adopt one version after the other, the last of them ${name} ${String(later)}`,
    page: {
      why: "`adopt` goes one step at a time, up to the current version of the embedded type: what is stored was written with each of them in turn.",
      wrong: `
context Clinic

value Fee {
  amount: int
  currency: string
  version 2 { add amount = 0 }
  version 3 { add currency = "EUR" }
}
value Bill {
  fee: Fee
  paid: bool
  version 2 { adopt Fee 2 }
}
`,
      right: `
context Clinic

value Fee {
  amount: int
  currency: string
  version 2 { add amount = 0 }
  version 3 { add currency = "EUR" }
}
value Bill {
  fee: Fee
  paid: bool
  version 2 { adopt Fee 2 }
  version 3 { adopt Fee 3 }
}
`,
    },
  }),
  ESDL4008: entry<{ readonly name: string; readonly owner: string }>({
    severity: "error",
    title: "A type that is adopted but not embedded",
    message: ({ name, owner }) => `No field of ${owner} has the type ${name} in this version`,
    help: () => "Adopt it where it is embedded: in the value or entity whose field has that type",
    page: {
      why: "A shape adopts versions of the values and entities that its own fields hold. What those hold themselves is theirs to adopt.",
      wrong: `
context Clinic

value Fee {
  amount: int
  version 2 { add amount = 0 }
}
value Bill {
  fee: int
  paid: bool
  version 2 { adopt Fee 2 }
}
`,
      right: `
context Clinic

value Fee {
  amount: int
  version 2 { add amount = 0 }
}
value Bill {
  fee: int
  paid: bool

}
`,
    },
  }),
  ESDL4009: entry<{ readonly owner: string }>({
    severity: "error",
    title: "A saga's step where there are none",
    message: ({ owner }) => `${owner} has no steps that could be renamed or removed`,
    help: () => "Leave `step` out to speak of a field",
    page: {
      why: "`rename step` and `remove step` belong to the versions of sagas.",
      wrong: `
context Clinic

value Fee {
  amount: int
  version 2 { rename step sum to amount }
}
`,
      right: `
context Clinic

value Fee {
  amount: int
  version 2 { rename sum to amount }
}
`,
    },
  }),
  ESDL4010: entry<{ readonly name: string; readonly owner: string; readonly similar: string | undefined }>({
    severity: "error",
    title: "A member that the enum does not have",
    message: ({ name, owner }) => `${owner} has no member ${name} in this version`,
    help: ({ similar }) =>
      similar === undefined
        ? "Old names are read as members that this version has"
        : `Did you mean ${similar}?`,
    page: {
      why: "`rename old to new` and `remove old as other` say what stored members are read as: one that the enum has after that version.",
      wrong: `
context Clinic

enum Channel { desk, phone  version 2 { rename counter to dsk } }
`,
      right: `
context Clinic

enum Channel { desk, phone  version 2 { rename counter to desk } }
`,
    },
  }),
  ESDL4011: entry<{ readonly owner: string; readonly saga: boolean }>({
    severity: "error",
    title: "A version where none belongs",
    message: ({ owner }) => `The state of ${owner} has no versions of its own`,
    help: ({ saga }) =>
      saga
        ? "Move the clause out of `state`, into the saga"
        : "Remove it: the state is computed from the events, whose versions are theirs",
    page: {
      why: "The state of an aggregate is computed from its events and never stored for good, so it has no history. A saga's versions stand in the saga, beside its state and steps.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { count: int = 0  version 2 { add count = 0 } }
  event Booked
  create command Book() { emit Booked() }
  on Booked
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { count: int = 0 }
  event Booked
  create command Book() { emit Booked() }
  on Booked
}
`,
    },
  }),
  ESDL4012: entry<{ readonly name: string; readonly event: string }>({
    severity: "error",
    title: "A former name that is in use",
    message: ({ name, event }) => `${name} is the stored name of ${event} already`,
    help: () => "A stored name belongs to one event: remove it here or there",
    page: {
      why: "`formerly` keeps old stored names of an event readable. Each stored name of an aggregate's events must lead to one of them.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked formerly Started
  event Started
  create command Book() { emit Booked() }
  command Start() { emit Started() }
  on Booked
  on Started
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked formerly Made
  event Started
  create command Book() { emit Booked() }
  command Start() { emit Started() }
  on Booked
  on Started
}
`,
    },
  }),
  ESDL4013: entry<{ readonly name: string; readonly owner: string; readonly version: number }>({
    severity: "error",
    title: "A field that is added without a value",
    message: ({ name, owner, version }) =>
      `${owner} of version ${version} has no ${name}, and nothing says what it was`,
    help: ({ name }) =>
      `Say it: \`add ${name} = …\`; only optionals, lists, sets, maps and fields with a default need nothing`,
    page: {
      why: "Data of the version before is read as if it had the new field. What it holds there is the value that the clause gives it, its default, or nothing where nothing is allowed.",
      wrong: `
context Clinic

value Fee {
  amount: int
  currency: string
  version 2 { add currency }
}
`,
      right: `
context Clinic

value Fee {
  amount: int
  currency: string
  version 2 { add currency = "EUR" }
}
`,
    },
  }),
  ESDL4014: entry<{ readonly divisor: string }>({
    severity: "error",
    title: "A step that fails for some of the old data",
    message: ({ divisor }) => `This step divides by ${divisor}, which may be zero in old data`,
    help: () => "Say what it is then: `if old.n == 0 then … else … / old.n`",
    page: {
      why: "A step runs on everything that was ever stored, so it has an answer for everything. A division by zero has none, and the event could not be read any more.",
      wrong: `
context Clinic

value Fee {
  each: decimal
  version 2 { add each = old.total / old.count  remove total: decimal  remove count: decimal }
}
`,
      right: `
context Clinic

value Fee {
  each: decimal
  version 2 {
    add each = if old.count == 0 then 0 else old.total / old.count
    remove total: decimal
    remove count: decimal
  }
}
`,
    },
  }),
  ESDL4015: entry<{ readonly type: string }>({
    severity: "warning",
    title: "A step whose result may not be valid",
    message: ({ type }) => `Old data may hold what ${type} refuses`,
    help: ({ type }) => `Ask before: \`if old.f matches /…/ then ${type}(old.f) else …\``,
    page: {
      why: "A step runs on everything that was ever stored. What was written before the type asked something of it was held to nothing, and may be refused when it is read.",
      wrong: `
context Clinic

type Code = string where it matches /^[A-Z]+$/
value Fee {
  code: Code
  version 2 { change code from string = Code(old.code) }
}
`,
      right: `
context Clinic

type Code = string where it matches /^[A-Z]+$/
value Fee {
  code: Code
  version 2 { change code from string = if old.code matches /^[A-Z]+$/ then Code(old.code) else "NONE" }
}
`,
    },
  }),
  ESDL4016: entry<{ readonly name: string; readonly through: readonly string[] }>({
    severity: "error",
    title: "A retired event that becomes itself",
    message: ({ name, through }) =>
      through.length === 0
        ? `${name} becomes ${name} again`
        : `${name} becomes itself again, through ${list(through, "and")}`,
    help: () => "Let it become events that are still emitted, or `becomes nothing`",
    page: {
      why: "A retired event is read as the events that it becomes, and they in turn as what they become. What comes back to itself would never be read as anything.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked
  retired event Started becomes Opened()
  retired event Opened becomes Started()
  create command Book() { emit Booked() }
  on Booked
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked
  retired event Started becomes Opened()
  retired event Opened becomes Booked()
  create command Book() { emit Booked() }
  on Booked
}
`,
    },
  }),
} as const;
