/** Diagnostics ESDL3xxx: aggregates. */
import { events } from "./aggregate-events.js";
import { headers } from "./aggregate-headers.js";
import { lifecycles } from "./aggregate-lifecycles.js";
import { rules } from "./aggregate-rules.js";
import { states } from "./aggregate-states.js";

export const aggregates = { ...events, ...lifecycles, ...states, ...headers, ...rules } as const;
