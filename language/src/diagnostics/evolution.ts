/** Diagnostics ESDL4xxx: versions of events, values, entities and enums. */

export const evolution = {} as const;
