/** Diagnostics ESDL20xx: statements. */
import { entry } from "./define.js";
import { example } from "./example.js";

/** What to do where people try a statement in a body that has none of it. */
const inWhatFollows: Readonly<Record<string, string>> = {
  emit: "What happens is decided in a command; here stands only what an event changes",
  require: "What has happened cannot be refused any more: `require` stands in the command",
  send: "Commands are sent by sagas and policies: `policy NAME on EVENT { send … }`",
};
const instead: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "an `on` body": inWhatFollows,
  "a projection": inWhatFollows,
  "a command": inDecisions(),
  "a `create command`": inDecisions(),
  "an `any command`": inDecisions(),
};

function inDecisions(): Readonly<Record<string, string>> {
  return {
    "an assignment": "Emit an event, and say in its `on` clause what it changes; locals are written `let`",
    remove: "Emit an event, and say in its `on` clause what it changes",
    send: inWhatFollows["send"] ?? "",
    undo: inWhatFollows["send"] ?? "",
  };
}

export const statements = {
  ESDL2026: entry<{ readonly statement: string; readonly place: string }>({
    severity: "error",
    title: "A statement that does not belong here",
    message: ({ statement, place }) =>
      statement === "an assignment"
        ? `An assignment does not stand in ${place}`
        : `\`${statement}\` does not stand in ${place}`,
    help: ({ statement, place }) => instead[place]?.[statement],
    page: example(
      "Each body has its statements: commands require and emit, `on` bodies and projections assign, sagas assign and send. What is decided is kept apart from what follows of it.",
      `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { fee: decimal = 0 }
  rejection TooHigh "The fee is too high"
  event Booked { fee: decimal }
  create command Book(fee: decimal) { emit Booked(fee) }
  on Booked { fee }

  event FeeRaised { fee: decimal }
  command RaiseFee(amount: decimal) {
    @@
  }
  on FeeRaised { fee }
}
`,
      `fee = amount`,
      `emit FeeRaised(fee: amount)`,
    ),
  }),
  ESDL2027: entry<{ readonly name: string; readonly reason: string }>({
    severity: "error",
    title: "Something that cannot be changed",
    message: ({ name, reason }) => `\`${name}\` cannot be changed here: ${reason}`,
    page: example(
      "An identity and the key of an entity never change, a getter is computed, and the status moves by an arrow on the clause. Events and parameters are read only, and so are the fields of values, which are replaced as a whole.",
      `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { fee: decimal = 0 }
  rejection TooHigh "The fee is too high"
  event Booked { fee: decimal }
  create command Book(fee: decimal) { emit Booked(fee) }
  on Booked { fee }

  event FeeRaised { fee: decimal }
  command RaiseFee(amount: decimal) {
    emit FeeRaised(fee: amount)
  }
  on FeeRaised { @@ }
}
`,
      `event.fee = 1`,
      `fee = 1`,
    ),
  }),
  ESDL2028: entry<{ readonly element: string; readonly type: string }>({
    severity: "error",
    title: "Changing an element that may be missing",
    message: ({ element }) => `\`${element}\` may be missing`,
    help: ({ element }) =>
      `Say what then: \`${element} = (${element} ?? 0) + 1\`, or make sure first with \`if ….has(key)\``,
    page: example(
      "`+=` reads what it writes. An element of a map or keyed list may be missing, and then there is nothing to add to.",
      `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { doses: map<string, int> }
  event Booked
  event Given { drug: string }
  create command Book() { emit Booked() }
  command Give(drug: string) { emit Given(drug) }
  on Booked
  on Given { @@ }
}
`,
      `doses[event.drug] += 1`,
      `doses[event.drug] = (doses[event.drug] ?? 0) + 1`,
    ),
  }),
  ESDL2034: entry<{ readonly kind: string; readonly name: string; readonly aggregate: string }>({
    severity: "error",
    title: "Something of another aggregate",
    message: ({ kind, name, aggregate }) => `${name} is no ${kind} of ${aggregate}`,
    page: example(
      "A command emits events of its own aggregate and rejects with its own rejections: what an aggregate can say stands in it.",
      `
context Clinic
id VisitId
id BillId

aggregate Bill by billId: BillId {
  state { paid: bool = false }
  event Issued
  create command Issue() { emit Issued() }
  on Issued
}
aggregate Visit by visitId: VisitId {
  event Booked
  create command Book() { emit @@() }
  on Booked
}
`,
      `Bill.Issued`,
      `Booked`,
    ),
  }),
  ESDL2035: entry({
    severity: "error",
    title: "`as actor` where no event is at hand",
    message: () => "Nobody caused this input, so there is no actor",
    page: example(
      "`as actor` has a command judged for whoever caused the event at hand. At a timer or an answer there is no event, and the system acts.",
      `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  event Booked
  event Reminded
  create command Book() { emit Booked() }
  command Remind() { emit Reminded() }
  on Booked
  on Reminded
}
saga Reminder by visitId: VisitId {
  start on Booked -> waiting
  step waiting {
    after 1d -> done { send Remind(visitId)@@ }
  }
  end done
}
`,
      ` as actor`,
      ``,
    ),
  }),
  ESDL2036: entry<{ readonly name: string }>({
    severity: "error",
    title: "A short form without a field of that name",
    message: ({ name }) => `There is no \`event.${name}\` that \`${name}\` could be short for`,
    page: example(
      "A field alone is short for `field = event.field`: the event has to have a field of that name.",
      `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { fee: decimal = 0, raises: int = 0 }
  rejection TooHigh "The fee is too high"
  event Booked { fee: decimal }
  create command Book(fee: decimal) { emit Booked(fee) }
  on Booked { fee }

  event FeeRaised { fee: decimal }
  command RaiseFee(amount: decimal) {
    emit FeeRaised(fee: amount)
  }
  on FeeRaised { @@ }
}
`,
      `raises`,
      `fee, raises += 1`,
    ),
  }),
} as const;
