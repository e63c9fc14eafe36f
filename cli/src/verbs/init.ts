/** `esdl init`: a small working project, made from a template; what the call leaves open is asked on a terminal. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { exit, UsageError, type Exit, type Io } from "../io.js";
import { packageSources } from "../packages.js";
import { slashes } from "../sources.js";
import { style, visible } from "../style.js";
import { meant } from "../suggest.js";
import { isSystemError, reasonOf } from "../system-errors.js";
import { packagesOfProjects, projectFiles, writeProject } from "../template.js";
import { templateNames, type TemplateName } from "../template-names.js";

export interface InitFlags {
  readonly name?: string;
  readonly template?: TemplateName;
  /** Ask nothing: what is left open takes its default. */
  readonly yes?: true;
}

interface About {
  /** What it is for, in a line of a list. */
  readonly what: string;
  /** What was made, in a sentence. */
  readonly made: string;
  /** The file to change first. */
  readonly model: string;
}

const templates: Readonly<Record<TemplateName, About>> = {
  aggregate: {
    what: "one aggregate: books that are lent",
    made: "a model of a library",
    model: "model/library.esdl",
  },
  shop: {
    what: "several contexts: orders, stock and payments, with a saga and a projection",
    made: "a model of a shop in three contexts",
    model: "model/sales.esdl",
  },
};
const defaultTemplate: TemplateName = "aggregate";

/** Entries that may be in a folder in which a project is begun; what the project has of the same name is left as it is. */
const harmless =
  /^(?:\.git|\.gitignore|\.gitattributes|\.editorconfig|\.github|\.vscode|\.idea|\.DS_Store|(?:LICEN[CS]E|README)(?:\.[a-z]+)?)$/i;

export async function init(dir: string | undefined, flags: InitFlags, io: Io): Promise<Exit> {
  const ask = flags.yes === true ? undefined : io.ask;
  const template = flags.template ?? (await askTemplate(ask, io)) ?? defaultTemplate;
  const place = dir ?? (await askFolder(ask, io)) ?? ".";
  const target = checkedFolder(place, io.cwd);
  const fallback = nameOf(basename(target));
  const name = checkedName(flags.name ?? (await askName(ask, fallback, io)) ?? fallback);

  const kept = written(template, name, target);
  io.err(reportOf({ template, name, target, kept }, io));
  return exit.ok;
}

// Questions.

type Ask = Io["ask"];

/** Asks until the answer is one. An empty answer takes the default, and so does a call that cannot ask. */
async function asked<Answer>(
  ask: Ask,
  question: string,
  read: (answer: string) => Answer,
  io: Io,
): Promise<Answer | undefined> {
  if (ask === undefined) return undefined;
  for (;;) {
    const answer = (await ask(question)).trim();
    if (answer === "") return undefined;
    try {
      return read(answer);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      io.err(`${visible(error.message)}\n`);
    }
  }
}

function askTemplate(ask: Ask, io: Io): Promise<TemplateName | undefined> {
  const paint = style(io.colour);
  const rows = templateNames.map(
    (name, index) => `  ${index + 1}  ${paint.strong(name.padEnd(9))}  ${templates[name].what}\n`,
  );
  return asked(ask, `Which template?\n${rows.join("")}Template (${defaultTemplate}): `, templateOf, io);
}

function templateOf(answer: string): TemplateName {
  const found = templateNames.find((name, index) => answer === name || answer === String(index + 1));
  if (found === undefined)
    throw new UsageError(
      `There is no template ${answer}. ${meant(answer, templateNames)}They are ${templateNames.join(" and ")}.`,
    );
  return found;
}

const askFolder = (ask: Ask, io: Io): Promise<string | undefined> =>
  asked(
    ask,
    "Folder (.): ",
    (answer) => {
      checkedFolder(answer, io.cwd);
      return answer;
    },
    io,
  );

const askName = (ask: Ask, fallback: string, io: Io): Promise<string | undefined> =>
  asked(ask, `Name of the package (${fallback}): `, checkedName, io);

// The folder.

/** @throws UsageError for a folder in which no project can be begun. */
function checkedFolder(place: string, cwd: string): string {
  const target = resolve(cwd, place);
  if (!existsSync(target)) return target;
  if (!statSync(target).isDirectory())
    throw new UsageError(`${place} is a file. Name a folder: esdl init my-app`);
  const inTheWay = entriesOf(target, place).filter((entry) => !harmless.test(entry));
  if (inTheWay.length > 0) {
    const shown = `${inTheWay.slice(0, 3).join(", ")}${inTheWay.length > 3 ? ", …" : ""}`;
    throw new UsageError(
      `${place === "." ? "This folder" : place} is not empty (${shown}). Name a new folder: esdl init my-app`,
    );
  }
  return target;
}

function entriesOf(target: string, place: string): readonly string[] {
  try {
    return readdirSync(target);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new UsageError(`${place} cannot be read: ${reasonOf(error)}.`);
  }
}

/** @throws UsageError when the file system refuses; then nothing was made. */
function written(template: TemplateName, name: string, target: string): readonly string[] {
  try {
    return writeProject(projectFiles(template, name, packageSources(target)), target);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new UsageError(`${target} cannot be written to: ${reasonOf(error)}. Nothing was made.`);
  }
}

// The name.

/** @throws UsageError for what npm takes for no name, or for that of a package that the project needs. */
function checkedName(name: string): string {
  if (packagesOfProjects().includes(name))
    throw new UsageError(
      `${name} is a package that the project needs, so it cannot have that name. Try ${nameOf(name)}.`,
    );
  if (!/^(?:@[a-z0-9-][a-z0-9._-]*\/)?[a-z0-9-][a-z0-9._-]*$/.test(name) || name.length > 200)
    throw new UsageError(
      `${JSON.stringify(name)} is not a package name: use lower-case letters, digits, "-" and "_". Try ${nameOf(name)}.`,
    );
  return name;
}

/** A text as a package's name. */
function nameOf(text: string): string {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[._-]+|-+$/g, "")
    .slice(0, 100);
  if (name === "") return "my-app";
  return packagesOfProjects().includes(name) ? `${name}-app` : name;
}

// What there is to say.

interface Made {
  readonly template: TemplateName;
  readonly name: string;
  readonly target: string;
  readonly kept: readonly string[];
}

function reportOf({ template, name, target, kept }: Made, { cwd, colour }: Io): string {
  const paint = style(colour);
  const { made, model } = templates[template];
  const place = slashes(relative(cwd, target));
  const steps = [
    ...(place === "" ? [] : [[`cd ${quoted(place)}`, ""]]),
    ["npm install", ""],
    ["npm start", "compiles the model and runs the app"],
    ["npm test", "runs the model's scenarios, and the tests in TypeScript"],
  ].map(([command = "", what = ""]) =>
    what === "" ? `  ${command}\n` : `  ${command.padEnd(11)}  ${paint.faint(`# ${what}`)}\n`,
  );
  return [
    `${paint.good("Made")} ${paint.strong(name)}: ${made}, an app on SQLite, tests, and a workflow for GitHub.\n`,
    ...(kept.length === 0
      ? []
      : [
          `Kept what was there: ${kept.join(", ")}. ${kept.includes(".gitignore") ? gitignoreHint : ""}`.trimEnd() +
            "\n",
        ]),
    ...workflowHint(target),
    `\nNext:\n${steps.join("")}\n`,
    `Then ${kept.includes("README.md") ? "" : "read README.md, "}change ${model}, and run \`npx esdl check\`.\n`,
  ].join("");
}

const gitignoreHint = "Add node_modules/, dist/, generated/ and *.db* to .gitignore.";

/** GitHub reads workflows at the root of a repository only. */
function workflowHint(target: string): readonly string[] {
  if (existsSync(join(target, ".git"))) return [];
  for (let at = dirname(target); ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) {
      const inside = slashes(relative(at, target));
      return [
        `GitHub reads workflows at the root of a repository only: move ${inside}/.github/workflows/esdl.yml there, and set its working-directory to ${inside}.\n`,
      ];
    }
    if (at === dirname(at)) return [];
  }
}

/** As a shell takes it for one word. */
const quoted = (path: string): string =>
  /^[\w./@%+:,-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
