/** Diagnostics ESDL7xxx: scenarios. */

export const scenarios = {} as const;
