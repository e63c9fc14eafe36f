/** The commands of the extension, as its package.json has them. */
export const commandIds = [
  "esdl.newModel",
  "esdl.check",
  "esdl.compile",
  "esdl.test",
  "esdl.diff",
  "esdl.restartServer",
  "esdl.showOutput",
  // Called by what the server shows above declarations; they take its arguments.
  "esdl.showReferences",
  "esdl.runScenario",
] as const;

export type CommandId = (typeof commandIds)[number];
