/** Diagnostics ESDL1117–1122 and 12xx: the members of shapes, and how types are written. */
import { entry } from "./define.js";
import { list } from "./words.js";

export const members = {
  ESDL1117: entry<{ readonly name: string; readonly owner: string; readonly other: string }>({
    severity: "error",
    title: "A member that is there twice",
    message: ({ name, owner, other }) => `${owner} already has ${other} called ${name}`,
    help: ({ other }) =>
      other === "the identity"
        ? "Leave it out: the identity belongs to every state, event and command by itself"
        : "Give one of them another name",
    page: {
      why: "The fields, getters and the key of one shape share their names, since all are read in the same way. The identity of an aggregate is a field of its state, its events and its commands, and `status` one of the state where there is a lifecycle.",
      wrong: `
context Shop

value Price { net: decimal(2), net: decimal(4) }
`,
      right: `
context Shop

value Price { net: decimal(2), exact: decimal(4) }
`,
    },
  }),
  ESDL1118: entry<{
    readonly name: string;
    readonly aggregate: string;
    readonly similar: string | undefined;
  }>({
    severity: "error",
    title: "A status that the lifecycle does not have",
    message: ({ name, aggregate }) => `${aggregate} has no status called ${name}`,
    help: ({ similar }) =>
      similar === undefined ? "The statuses are those that `lifecycle` mentions" : `Did you mean ${similar}?`,
    page: {
      why: "The statuses of an aggregate are the names in its `lifecycle`.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  lifecycle booked -> started
  event Booked
  event Started
  create command Book() { emit Booked() }
  command Start() in boked { emit Started() }
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
  ESDL1119: entry<{ readonly aggregate: string }>({
    severity: "error",
    title: "A status without a lifecycle",
    message: ({ aggregate }) => `${aggregate} has no lifecycle, so it has no statuses`,
    help: () => "Declare them: `lifecycle draft -> done`",
    page: {
      why: "`in s` and `-> s` speak of statuses, and those come from the aggregate's `lifecycle`.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { count: int = 0 }
  event Booked
  event Started
  create command Book() { emit Booked() }
  command Start() in booked { emit Started() }
  on Booked
  on Started { count += 1 }
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { count: int = 0 }
  event Booked
  event Started
  create command Book() { emit Booked() }
  command Start() { emit Started() }
  on Booked
  on Started { count += 1 }
}
`,
    },
  }),
  ESDL1120: entry<{ readonly name: string; readonly saga: string; readonly similar: string | undefined }>({
    severity: "error",
    title: "A step that the saga does not have",
    message: ({ name, saga }) => `${saga} has no step or end called ${name}`,
    help: ({ similar }) =>
      similar === undefined ? "Declare it: `step NAME { … }` or `end NAME`" : `Did you mean ${similar}?`,
    page: {
      why: "An arrow leads to a step or an end of the saga.",
      wrong: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked
  event Started
  create command Book() { emit Booked() }
  command Start() allow system { emit Started() }
  on Booked
  on Started
}
saga Opening by visitId: VisitId {
  start on Booked -> startin { send Start(visitId) }
  step starting {
    on Started -> started
    on rejected Start -> started
  }
  end started
}
`,
      right: `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked
  event Started
  create command Book() { emit Booked() }
  command Start() allow system { emit Started() }
  on Booked
  on Started
}
saga Opening by visitId: VisitId {
  start on Booked -> starting { send Start(visitId) }
  step starting {
    on Started -> started
    on rejected Start -> started
  }
  end started
}
`,
    },
  }),
  ESDL1121: entry<{ readonly name: string; readonly owner: string; readonly similar: string | undefined }>({
    severity: "error",
    title: "A field that is not there",
    message: ({ name, owner }) => `There is no field called ${name} in ${owner}`,
    help: ({ similar }) => (similar === undefined ? "Name one of its fields" : `Did you mean ${similar}?`),
    page: {
      why: "`personal of f`, `unique f` and `index f` name fields of the shape in which they stand.",
      wrong: `
context Shop

value Contact { person: string, email: string personal of persn }
`,
      right: `
context Shop

value Contact { person: string, email: string personal of person }
`,
    },
  }),
  ESDL1122: entry<{ readonly name: string }>({
    severity: "error",
    title: "An enum without members",
    message: ({ name }) => `${name} has no members`,
    help: () => "Name at least one",
    page: {
      why: "A field of such a type could never have a value.",
      wrong: `
context Shop

enum Channel {}
`,
      right: `
context Shop

enum Channel { web }
`,
    },
  }),
  ESDL1201: entry<{ readonly name: string }>({
    severity: "error",
    title: "Digits on what is no decimal",
    message: ({ name }) => `Only decimal takes a number of digits, not ${name}`,
    help: () => "Remove them, or write `decimal(n)`",
    page: {
      why: "`decimal(n)` has at most n fraction digits. No other type takes a number.",
      wrong: `
context Shop

value Price { net: int(2) }
`,
      right: `
context Shop

value Price { net: decimal(2) }
`,
    },
  }),
  ESDL1202: entry<{ readonly digits: number; readonly most: number }>({
    severity: "error",
    title: "More digits than there are",
    message: ({ digits }) => `A decimal cannot have ${String(digits)} fraction digits`,
    help: ({ most }) => `A decimal has at most ${String(most)} digits`,
    page: {
      why: "Decimals are exact up to 1,000 digits in all.",
      wrong: `
context Shop

value Price { net: decimal(2000) }
`,
      right: `
context Shop

value Price { net: decimal(20) }
`,
    },
  }),
  ESDL1203: entry({
    severity: "error",
    title: "An optional of an optional",
    message: () => "It is optional already",
    help: () => "Write one `?`",
    page: {
      why: "What is absent is absent: there is nothing to be told apart by a second `?`.",
      wrong: `
context Shop

value Price { net: decimal? ? }
`,
      right: `
context Shop

value Price { net: decimal? }
`,
    },
  }),
  ESDL1204: entry({
    severity: "error",
    title: "An optional inside a type",
    message: () => "Only a field, a parameter or a result can be optional, not what is inside its type",
    help: () => "Leave the `?` out: a list can be shorter, a set or map can be without it",
    page: {
      why: "An optional is a member that is absent from its object. A list, set or map has no place for what is absent.",
      wrong: `
context Shop

value Price { parts: decimal?[] }
`,
      right: `
context Shop

value Price { parts: decimal[] }
`,
    },
  }),
  ESDL1205: entry({
    severity: "error",
    title: "A map's key that is no text",
    message: () => "A map's key is a string-like scalar or an enum",
    help: () => "Use string, uuid, instant, date, duration, an enum, or an `id` or `type` over one of them",
    page: {
      why: "A map is stored as a JSON object, whose members have texts as names. Keys must have one text each.",
      wrong: `
context Shop

value Price { perPlace: map<int, decimal> }
`,
      right: `
context Shop

value Price { perPlace: map<string, decimal> }
`,
    },
  }),
  ESDL1206: entry({
    severity: "error",
    title: "`in` where there are no statuses",
    message: () => "Only fields of an aggregate's state exist in some statuses only",
    help: () => "Remove the `in`, or make the field optional",
    page: {
      why: "`field in s` ties a field of the state to statuses of its aggregate. Other shapes have no status.",
      wrong: `
context Shop

value Price { net: decimal in paid }
`,
      right: `
context Shop

value Price { net: decimal }
`,
    },
  }),
  ESDL1207: entry<{ readonly name: string }>({
    severity: "error",
    title: "A type whose data subject is a field",
    message: ({ name }) => `${name} has no fields that \`of\` could name`,
    help: () => "Write `personal` here, and `personal of f` on the fields of this type",
    page: {
      why: "`personal of f` names a field beside the marked one that says whose data it is. A type stands beside no fields.",
      wrong: `
context Shop

type Email = string personal of customer
`,
      right: `
context Shop

type Email = string personal
`,
    },
  }),
  ESDL1208: entry<{ readonly name: string }>({
    severity: "error",
    title: "A type over more than one plain value",
    message: ({ name }) => `${name} is not over a scalar or an enum`,
    help: () => "Declare a `value` with a field of that type, or use the type as it is",
    page: {
      why: "`id` and `type` give a plain value a name of its own and a rule: a scalar, an enum or another such type. What consists of several values is a `value`.",
      wrong: `
context Shop

type Tags = set<string> where it.size <= 5
`,
      right: `
context Shop

value Tags { all: set<string> where it.size <= 5 }
`,
    },
  }),
  ESDL1209: entry<{ readonly name: string; readonly through: readonly string[] }>({
    severity: "error",
    title: "A type that contains itself",
    message: ({ name, through }) =>
      through.length === 0
        ? `${name} contains itself`
        : `${name} contains itself through ${list(through, "and")}`,
    help: () => "Refer to the inner one by an id",
    page: {
      why: "Values are finite, and expressions have no recursion with which to walk into them.",
      wrong: `
context Shop

value Category { name: string, parts: Category[] }
`,
      right: `
context Shop

id CategoryId
value Category { name: string, parts: CategoryId[] }
`,
    },
  }),
} as const;
