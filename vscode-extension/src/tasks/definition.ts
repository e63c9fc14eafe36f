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

export const argumentsOf = ({ verb, watch, args = [] }: EsdlTask): readonly string[] => [
  verb,
  ...(watch === true ? ["--watch"] : []),
  ...args,
];

/** `compile --watch - examples/shop`. */
export const nameOf = (task: EsdlTask): string => {
  const { folder = "." } = task;
  return `${argumentsOf(task).join(" ")}${folder === "." ? "" : ` - ${folder}`}`;
};

/** What finds mistakes in its output. */
export const matchersOf = ({ verb, watch }: EsdlTask): readonly string[] =>
  ["$esdl", ...(verb === "test" ? ["$esdl-scenario"] : [])].map((name) =>
    watch === true ? `${name}-watch` : name,
  );
