/** Tasks as plain data: what a `tasks.json` says, and the call of the command line that it stands for. */

export const verbs = ["check", "compile", "test"] as const;
export type Verb = (typeof verbs)[number];

export interface EsdlTask {
  readonly type: "esdl";
  readonly verb: Verb;
  /** Relative to the workspace folder; itself if it is left out. */
  readonly folder?: string;
  readonly watch?: boolean;
  readonly args?: readonly string[];
}

/** What is offered for each model. */
export const offered: readonly Omit<EsdlTask, "type" | "folder">[] = [
  { verb: "check" },
  { verb: "compile" },
  { verb: "compile", watch: true },
  { verb: "test" },
  { verb: "test", watch: true },
];

/** Undefined for what a person wrote wrongly. */
export function taskOf(definition: Readonly<Record<string, unknown>>): EsdlTask | undefined {
  const { verb, folder, watch, args } = definition;
  const known = verbs.find((each) => each === verb);
  if (known === undefined) return undefined;
  return {
    type: "esdl",
    verb: known,
    ...(typeof folder === "string" ? { folder } : {}),
    ...(typeof watch === "boolean" ? { watch } : {}),
    ...(Array.isArray(args) ? { args: args.map(String) } : {}),
  };
}

const inRoot = ({ folder = "." }: EsdlTask): boolean => folder === ".";

const flagsOf = ({ watch, args = [] }: EsdlTask): readonly string[] => [
  ...(watch === true ? ["--watch"] : []),
  ...args,
];

/** Called in the workspace folder, so that files are named from there, where editors look for them. */
export const argumentsOf = (task: EsdlTask): readonly string[] => [
  task.verb,
  ...(inRoot(task) ? [] : [`${task.folder ?? ""}/esdl.config.json`]),
  ...flagsOf(task),
];

/** `compile --watch - examples/shop`. */
export const nameOf = (task: EsdlTask): string =>
  `${[task.verb, ...flagsOf(task)].join(" ")}${inRoot(task) ? "" : ` - ${task.folder ?? ""}`}`;

/**
 * What finds in its output the problems that the language server does not tell anyhow: scenarios that fail, and what cannot
 * be compiled. Those of a check would all be listed twice.
 */
export const matchersOf = ({ verb, watch }: EsdlTask): readonly string[] =>
  verb === "check" ? [] : [watch === true ? "$esdl-run-watch" : "$esdl-run"];
