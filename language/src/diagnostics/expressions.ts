/** Diagnostics ESDL20xx: types and names in expressions. */
import { entry } from "./define.js";
import { example } from "./example.js";
import { list } from "./words.js";

export const expressions = {
  ESDL2001: entry<{ readonly expected: string; readonly found: string }>({
    severity: "error",
    title: "A value of another type than is expected",
    message: ({ expected, found }) => `Expected ${expected}, found ${found}`,
    page: example(
      "Every expression has a type, and what stands somewhere has to be what is expected there. An `int` becomes a `decimal` by itself, a `T` a `T?`, a branded value its base, and a base number its brand, to be checked when the command runs. Nothing else converts by itself: write `Sku(text)` for what has to be checked.",
      `
context Shop

type Sku = string where it matches /^[A-Z]{3}-[0-9]+$/

value Label { sku: Sku }

function label(text: string): Label = @@
`,
      `Label(text)`,
      `Label(Sku(text))`,
    ),
  }),
  ESDL2002: entry<{ readonly name: string; readonly place: string; readonly similar?: string }>({
    severity: "error",
    title: "An unknown name",
    message: ({ name, place }) => `There is no \`${name}\` in ${place}`,
    help: ({ similar }) => (similar === undefined ? undefined : `Did you mean \`${similar}\`?`),
    page: example(
      "A bare name is a local, a parameter, a field of the event at hand, or a field of the state. Nothing else is in scope; the identity of an event's aggregate is always written `event.orderId`.",
      `
context Shop

function twice(amount: decimal): decimal = @@
`,
      `2 * amuont`,
      `2 * amount`,
    ),
  }),
  ESDL2003: entry<{ readonly name: string; readonly choices: readonly string[] }>({
    severity: "error",
    title: "A name that could mean several things",
    message: ({ name }) => `\`${name}\` could mean several things here`,
    help: ({ choices }) =>
      `Write ${list(
        choices.map((choice) => `\`${choice}\``),
        "or",
      )}`,
    page: example(
      "In an `on` clause a bare name may be a field of the event or of the state, in a command a parameter or a field of the state. Where more than one matches, guessing would be wrong half of the time: say which is meant. The short form `fee` of an assignment needs nothing: it always takes the event's.",
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
  on FeeRaised { fee = @@ }
}
`,
      `fee + 1`,
      `event.fee + 1`,
    ),
  }),
  ESDL2004: entry<{ readonly name: string; readonly taken: string }>({
    severity: "error",
    title: "A name that hides another",
    message: ({ name, taken }) =>
      name === taken ? `\`${name}\` is taken already` : `\`${name}\` would hide \`${taken}\``,
    help: () => "Choose another name: nothing hides anything else",
    page: example(
      "A name means the same wherever it can be read: a `let`, a `for` or a lambda never hides a parameter, a field or another local. So nobody has to look twice which of the two is meant.",
      `
context Shop

function total(prices: decimal[], price: decimal): decimal = prices.sum(@@)
`,
      `price => price`,
      `p => p + price`,
    ),
  }),
  ESDL2005: entry<{ readonly name: string; readonly of: string; readonly similar?: string }>({
    severity: "error",
    title: "No such member",
    message: ({ name, of }) => `There is no \`${name}\` on ${of}`,
    help: ({ similar }) => (similar === undefined ? undefined : `Did you mean \`${similar}\`?`),
    page: example(
      "After a dot stands a field or getter of the value, or a property or method of its type.",
      `
context Shop

value Money { amount: decimal }

function amountOf(money: Money): decimal = money.@@
`,
      `amuont`,
      `amount`,
    ),
  }),
  ESDL2006: entry<{ readonly type: string }>({
    severity: "error",
    title: "An optional that is used as if it were there",
    message: ({ type }) => `This may be absent: it is ${type}`,
    help: () =>
      "Give a value for that case (`x ?? y`), reach into it with `?.`, or make sure first: `if x != none`",
    page: example(
      "An optional may be absent, and what needs a value has nothing to work with then. Give a value for that case with `??`, reach into the optional with `?.`, or prove that it is there: `if x != none`, `require x != none else …`, and what stands to the right of `and` knows it too.",
      `
context Shop

function withTip(price: decimal, tip: decimal?): decimal = price + @@
`,
      `tip`,
      `(tip ?? 0)`,
    ),
  }),
  ESDL2007: entry({
    severity: "error",
    title: "Dividing ints with `/`",
    message: () => "`/` does not divide ints",
    help: () => "Write `a.div(b)` for the whole part; make one of them a decimal for the fraction",
    page: example(
      "A quotient of two ints is no int, and rounding in silence has cost many a cent. `a.div(b)` says that the fraction is dropped; with a decimal on one side `/` keeps 34 significant digits.",
      `
context Shop

function half(n: int): int = @@
`,
      `n / 2`,
      `n.div(2)`,
    ),
  }),
  ESDL2008: entry<{
    readonly op: string;
    readonly left: string;
    readonly right: string;
    readonly hint?: string;
  }>({
    severity: "error",
    title: "An operator that does not take these",
    message: ({ op, left, right }) =>
      right === "" ? `\`${op}\` does not change ${left}` : `\`${op}\` does not take ${left} and ${right}`,
    help: ({ hint }) => hint,
    page: example(
      "Each operator takes certain types: numbers with numbers, text with text, an instant with a duration. Two different nominal types have nothing in common, though both be made of the same.",
      `
context Shop

id OrderId
id CustomerId

function same(order: OrderId, @@): bool = order == other
`,
      `other: CustomerId`,
      `other: OrderId`,
    ),
  }),
  ESDL2018: entry<{ readonly name: string; readonly place: string }>({
    severity: "error",
    title: "Something that does not exist in this place",
    message: ({ name, place }) => `\`${name}\` does not exist in ${place}`,
    page: example(
      "`now` and `newId()` are recorded with what they produce, so they exist in commands and sagas only; `caller` exists in commands, `meta` where an event is handled. An external function may be called in the bodies of commands and sagas only, so that replay never depends on it.",
      `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  state { bookedAt: instant }
  event Booked
  create command Book() { emit Booked() }
  on Booked { bookedAt = @@ }
}
`,
      `now`,
      `meta.occurredAt`,
    ),
  }),
  ESDL2019: entry<{ readonly name: string; readonly statuses: readonly string[] }>({
    severity: "error",
    title: "A field of other statuses",
    message: ({ name, statuses }) =>
      statuses.length === 0
        ? `\`${name}\` is a field of the state, which does not exist before the \`create command\``
        : `\`${name}\` exists only in ${list(statuses, "or")}, where this command is not allowed`,
    page: example(
      "A field `in s` exists only in that status. In a command that is allowed in other statuses only there is nothing to read; in a `create command` there is no state at all.",
      `
context Clinic
id VisitId

aggregate Visit by visitId: VisitId {
  lifecycle booked -> held, booked -> missed
  state { report: string in held }
  event Booked
  event Held { report: string }
  event Missed { note: string }
  create command Book() { emit Booked() }
  command Hold(text: string) in booked { emit Held(report: text) }
  command Miss(note: string) in booked { emit Missed(note: @@) }
  on Booked -> booked
  on Held -> held { report }
  on Missed -> missed
}
`,
      `report`,
      `note`,
    ),
  }),
  ESDL2023: entry<{ readonly what: string }>({
    severity: "error",
    title: "A value without a type",
    message: ({ what }) => `Nothing says of which type this \`${what}\` is`,
    help: () => "Use it where a type is expected, or name a field that has one",
    page: example(
      "`none` and `[]` fit many types. Where nothing is expected of them, nothing says which is meant.",
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
    let missing = @@
    require amount > missing.first ?? 0 else TooHigh
    emit FeeRaised(fee: amount)
  }
  on FeeRaised { fee }
}
`,
      `[]`,
      `[fee]`,
    ),
  }),
  ESDL2024: entry<{ readonly name: string; readonly type: string; readonly members: readonly string[] }>({
    severity: "error",
    title: "An unknown member of an enum",
    message: ({ name, type }) => `${type} has no member \`${name}\``,
    help: ({ members }) =>
      `Its members are ${list(
        members.map((member) => `\`${member}\``),
        "and",
      )}`,
    page: example(
      "Members of an enum are written bare where the enum is expected, and `Channel.web` elsewhere.",
      `
context Shop

enum Channel { web, store }

function isOnline(channel: Channel): bool = channel == @@
`,
      `Channel.wep`,
      `Channel.web`,
    ),
  }),
  ESDL2025: entry<{ readonly what: string }>({
    severity: "error",
    title: "Something that is no value",
    message: ({ what }) => `${what} is no value`,
    page: example(
      "Names of types, aggregates, events and commands stand for no value; `state`, `event` and their like are read field by field.",
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
  on FeeRaised { fee = @@ }
}
`,
      `event`,
      `event.fee`,
    ),
  }),
} as const;
