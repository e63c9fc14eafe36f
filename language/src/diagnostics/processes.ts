/** Diagnostics ESDL5xxx and ESDL6xxx: projections, sagas and policies. */

export const processes = {} as const;
