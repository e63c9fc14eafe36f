/** Syntax that the fast way does not know; TypeScript itself then takes the file. */
export class Unsupported extends Error {}
