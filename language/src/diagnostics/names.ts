/** Diagnostics ESDL1xxx that the syntax does not give: names, contexts, and how types and members are declared. */
import { contexts } from "./contexts.js";
import { entry } from "./define.js";
import { members } from "./members.js";
import { list } from "./words.js";

const referred = {
  ESDL1101: entry<{ readonly name: string; readonly first: string; readonly where: string }>({
    severity: "error",
    title: "A name that is taken",
    message: ({ name, first, where }) => `${where} already has ${first} called ${name}`,
    help: () => "Give one of them another name",
    page: {
      why: "The types, functions, external commands, aggregates, projections, sagas and policies of a context share one name space, and so do the entities, events, commands and rejections of an aggregate: generated code exports them side by side. Roles are apart.",
      wrong: `
context Shop

id ProductId
value ProductId { text: string }
`,
      right: `
context Shop

id ProductId
value ProductCode { text: string }
`,
    },
  }),
  ESDL1102: entry<{ readonly name: string; readonly kind: string }>({
    severity: "error",
    title: "A name that means something else",
    message: ({ name, kind }) => `${name} is built in and cannot be the name of ${kind}`,
    help: () => "Give it another name",
    page: {
      why: "The scalar types, `set` and `map`, the functions `min`, `max` and `newId`, the grants `system` and `anyone`, and the rejections that every command can give (`NotFound`, `AlreadyExists`, `NotAllowed`, `Forbidden`, `InvariantViolated`, `Conflict`, `Invalid`) have their names already. A second meaning could not be told apart.",
      wrong: `
context Shop

role system
`,
      right: `
context Shop

role Operator
`,
    },
  }),
  ESDL1111: entry<{
    readonly name: string;
    /** Where it was looked for; empty for a bare name. */
    readonly within: string;
    readonly expected: string;
    readonly similar: string | undefined;
  }>({
    severity: "error",
    title: "A name that nothing has",
    message: ({ name, within, expected }) =>
      within === ""
        ? `There is no ${kindOf(expected)} called ${name}`
        : `${within} has no ${kindOf(expected)} called ${name}`,
    help: ({ similar, expected }) =>
      similar === undefined ? `Declare it, or name ${expected} that exists` : `Did you mean ${similar}?`,
    page: {
      why: "A bare name is looked for in the aggregate around it, then in its context, then in the context's other aggregates. `Order.Placed` is of the aggregate Order, `Sales.Customer` of the context Sales, `Sales.Order.Placed` of the aggregate Order of Sales.",
      wrong: `
context Shop

id ProductId
value Product { id: ProdcutId, title: string }
`,
      right: `
context Shop

id ProductId
value Product { id: ProductId, title: string }
`,
    },
  }),
  ESDL1112: entry<{ readonly name: string; readonly found: string; readonly expected: string }>({
    severity: "error",
    title: "A name of another kind",
    message: ({ name, found, expected }) => `${name} is ${found}; ${expected} is expected here`,
    page: {
      why: "What may stand in a place depends on the place: a field has a type, `emit` takes an event, `send` a command, `allow` a role.",
      wrong: `
context Shop

role Clerk
value Shift { clerk: Clerk, day: date }
`,
      right: `
context Shop

id ClerkId
value Shift { clerk: ClerkId, day: date }
`,
    },
  }),
  ESDL1113: entry<{ readonly name: string; readonly ways: readonly string[] }>({
    severity: "error",
    title: "A name that several have",
    message: ({ name, ways }) => `${name} may be ${list(ways, "or")}`,
    help: ({ ways }) => `Write ${list(ways, "or")}`,
    page: {
      why: "Events, commands, rejections and entities are unique within their aggregate only. Outside of it a bare name must belong to one aggregate of the context; otherwise the aggregate is written before it.",
      wrong: `
context Shop

id OrderId
id OfferId

aggregate Order by orderId: OrderId {
  event Cancelled
  create command CancelOrder() { emit Cancelled() }
  on Cancelled
}
aggregate Offer by offerId: OfferId {
  event Cancelled
  create command CancelOffer() { emit Cancelled() }
  on Cancelled
}
projection Days by day: date {
  cancelled: int = 0
  on Cancelled by meta.occurredAt.date { cancelled += 1 }
}
`,
      right: `
context Shop

id OrderId
id OfferId

aggregate Order by orderId: OrderId {
  event Cancelled
  create command CancelOrder() { emit Cancelled() }
  on Cancelled
}
aggregate Offer by offerId: OfferId {
  event Cancelled
  create command CancelOffer() { emit Cancelled() }
  on Cancelled
}
projection Days by day: date {
  cancelled: int = 0
  on Order.Cancelled by meta.occurredAt.date { cancelled += 1 }
}
`,
    },
  }),
  ESDL1114: entry<{ readonly name: string; readonly kind: string; readonly context: string }>({
    severity: "error",
    title: "A name that its context keeps to itself",
    message: ({ name, kind, context }) => `${name} is ${kind} of ${context} that is not public`,
    help: ({ context }) => `Mark it \`public\` in ${context}, or do without it`,
    page: {
      why: "A context promises to others only what it marks `public`, and the types that its public events and commands mention. All else may change at any time without asking anyone.",
      wrong: `
context Billing

value Rate { percent: int }
--- shop.esdl
context Shop
uses Billing

value Price { net: decimal(2), rate: Billing.Rate }
`,
      right: `
context Billing

public value Rate { percent: int }
--- shop.esdl
context Shop
uses Billing

value Price { net: decimal(2), rate: Billing.Rate }
`,
    },
  }),
  ESDL1115: entry<{ readonly context: string; readonly user: string }>({
    severity: "error",
    title: "A context that is not used",
    message: ({ context, user }) => `${user} does not use ${context}`,
    help: ({ context }) => `Add \`uses ${context}\` under the header`,
    page: {
      why: "`uses` under a header is the context map: it says whom this context depends on, before anything of theirs can be named.",
      wrong: `
context Billing

public value Rate { percent: int }
--- shop.esdl
context Shop

value Price { net: decimal(2), rate: Billing.Rate }
`,
      right: `
context Billing

public value Rate { percent: int }
--- shop.esdl
context Shop
uses Billing

value Price { net: decimal(2), rate: Billing.Rate }
`,
    },
  }),
  ESDL1116: entry<{
    readonly name: string;
    readonly context: string;
    readonly qualified: string;
    readonly used: boolean;
  }>({
    severity: "error",
    title: "A bare name of another context",
    message: ({ name, context }) => `${name} belongs to ${context}`,
    help: ({ qualified, used, context }) =>
      used ? `Write \`${qualified}\`` : `Write \`${qualified}\`, and \`uses ${context}\` under the header`,
    page: {
      why: "What belongs to another context is always written with that context's name, so that a dependency shows where it is.",
      wrong: `
context Billing

public value Rate { percent: int }
--- shop.esdl
context Shop
uses Billing

value Price { net: decimal(2), rate: Rate }
`,
      right: `
context Billing

public value Rate { percent: int }
--- shop.esdl
context Shop
uses Billing

value Price { net: decimal(2), rate: Billing.Rate }
`,
    },
  }),
} as const;

/** `event` of `an event`. */
const kindOf = (expected: string): string => expected.replace(/\ban? /g, "");

export const names = { ...referred, ...contexts, ...members } as const;
