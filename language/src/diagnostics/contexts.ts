/** Diagnostics ESDL1105–1110: contexts and what they use. */
import { entry } from "./define.js";
import { list } from "./words.js";

export const contexts = {
  ESDL1105: entry<{ readonly name: string; readonly similar: string | undefined }>({
    severity: "error",
    title: "A context that does not exist",
    message: ({ name }) => `There is no context called ${name}`,
    help: ({ similar }) =>
      similar === undefined
        ? "A context exists as soon as a file begins with its header"
        : `Did you mean ${similar}?`,
    page: {
      why: "`uses` names contexts of this model: those that some file declares with `context NAME`.",
      wrong: `
context Billing

public id PaymentId
--- shop.esdl
context Shop
uses Biling

id OrderId
`,
      right: `
context Billing

public id PaymentId
--- shop.esdl
context Shop
uses Billing

id OrderId
`,
    },
  }),
  ESDL1106: entry<{ readonly context: string }>({
    severity: "error",
    title: "A context that uses itself",
    message: ({ context }) => `${context} cannot use itself`,
    help: () => "Remove it: everything in a context is visible in all files of it",
    page: {
      why: "`uses` speaks of other contexts. The files of one context see each other without it.",
      wrong: `
context Shop
uses Shop

id OrderId
`,
      right: `
context Shop

id OrderId
`,
    },
  }),
  ESDL1107: entry<{ readonly context: string }>({
    severity: "error",
    title: "A context that is used twice",
    message: ({ context }) => `${context} is used already`,
    help: () => "Remove one of the two",
    page: {
      why: "Once is enough. Several files of one context may each name the same one; one file may not.",
      wrong: `
context Billing

public id PaymentId
--- shop.esdl
context Shop
uses Billing, Billing

id OrderId
`,
      right: `
context Billing

public id PaymentId
--- shop.esdl
context Shop
uses Billing

id OrderId
`,
    },
  }),
  ESDL1108: entry<{ readonly contexts: readonly string[] }>({
    severity: "error",
    title: "Contexts that use one another",
    message: ({ contexts }) => `${list(contexts, "and")} use one another in a circle`,
    help: () => "Break the circle, or write `as partnership` on every use in it",
    page: {
      why: "Contexts that depend on one another cannot change alone. Where two teams really work as one, both say so: `as partnership`.",
      wrong: `
context Billing
uses Shop as partnership

public id PaymentId
--- shop.esdl
context Shop
uses Billing

public id OrderId
`,
      right: `
context Billing
uses Shop as partnership

public id PaymentId
--- shop.esdl
context Shop
uses Billing as partnership

public id OrderId
`,
    },
  }),
  ESDL1109: entry<{ readonly context: string; readonly role: string }>({
    severity: "error",
    title: "Two roles towards one context",
    message: ({ context, role }) => `Another file uses ${context} as ${role}`,
    help: () => "Say the role in one file, or the same one in all",
    page: {
      why: "A context has one relation to another, whichever of its files says so.",
      wrong: `
context Billing

public id PaymentId
--- one.esdl
context Shop
uses Billing as anticorruption

id OrderId
--- two.esdl
context Shop
uses Billing as shared kernel

id BasketId
`,
      right: `
context Billing

public id PaymentId
--- one.esdl
context Shop
uses Billing as anticorruption

id OrderId
--- two.esdl
context Shop
uses Billing

id BasketId
`,
    },
  }),
  ESDL1110: entry<{ readonly role: string; readonly similar: string | undefined }>({
    severity: "error",
    title: "A role that the context map does not know",
    message: ({ role }) => `${role} is no role of the context map`,
    help: ({ similar }) =>
      similar === undefined
        ? "The roles are conformist (which goes without saying), anticorruption, partnership, shared kernel and customer supplier"
        : `Did you mean ${similar}?`,
    page: {
      why: "The roles are those of a context map: `conformist` takes the other's model as it is, `anticorruption` keeps it at a distance, `partnership` changes together, `shared kernel` owns a part in common, and in `customer supplier` the one orders from the other.",
      wrong: `
context Billing

public id PaymentId
--- shop.esdl
context Shop
uses Billing as partner

id OrderId
`,
      right: `
context Billing

public id PaymentId
--- shop.esdl
context Shop
uses Billing as partnership

id OrderId
`,
    },
  }),
} as const;
