/** Diagnostics ESDL1xxx: files, contexts and names. */

export const names = {} as const;
