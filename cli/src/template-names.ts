/** What `esdl init` can make: names alone, so that a call learns them without loading what makes them. */

export const templateNames = ["aggregate", "shop"] as const;
export type TemplateName = (typeof templateNames)[number];
