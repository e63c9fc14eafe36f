/** Diagnostics ESDL2xxx: types and expressions. */

export const types = {} as const;
