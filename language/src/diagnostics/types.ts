/** Diagnostics ESDL2xxx: types and expressions. */
import { calls } from "./calls.js";
import { expressions } from "./expressions.js";
import { statements } from "./statements.js";
import { values } from "./values.js";

export const types = { ...expressions, ...calls, ...values, ...statements } as const;
