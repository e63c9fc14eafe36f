/** The files that a model asks a person for, as `esdl compile` makes and reports them. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { planScaffolds, scaffoldsOf, type ScaffoldPlan } from "@esdl/generator";
import type { Model } from "@esdl/language/model";
import type { Config } from "./config.js";
import { UsageError } from "./io.js";
import { slashes } from "./sources.js";
import { visible, type Style } from "./style.js";

export interface Handwritten {
  readonly folder: string;
  readonly plan: ScaffoldPlan;
}

/** What is to be made or changed; `undefined` when the configuration names no folder for it. */
export async function handwrittenParts(
  model: Model,
  config: Config,
  out: string,
  update: boolean,
): Promise<Handwritten | undefined> {
  if (config.handwritten === undefined) {
    if (update) throw new UsageError('Where to? Give "handwritten" in esdl.config.json, a folder.');
    return undefined;
  }
  const folder = join(config.root, config.handwritten);
  const inside = (parent: string): boolean => !slashes(relative(parent, folder)).startsWith("..");
  if (!inside(config.root) || inside(out)) {
    throw new UsageError(
      `"handwritten" in esdl.config.json must be a folder of its own inside ${config.root}, and not in the generated package.`,
    );
  }
  const module = (context: string): string => specifier(folder, out, config, context);
  const plan = await planScaffolds(scaffoldsOf(model), { folder, root: config.root, module, update });
  return { folder, plan };
}

/** What a context is imported as: through `imports` of the package around, where they lead to it, else by its path. */
function specifier(folder: string, out: string, { emit }: Config, context: string): string {
  const [built, end] = emit.includes("js") ? ["dist", "js"] : ["src", "ts"];
  const root = packageRoot(folder);
  if (root !== undefined) {
    const target = `./${slashes(relative(root, join(out, built, "*", `index.${end}`)))}`;
    const name = Object.entries(importsOf(root)).find(([, to]) => to === target)?.[0];
    if (name !== undefined) return name.replace("*", context);
  }
  const path = slashes(relative(folder, join(out, built, context, "index.js")));
  return path.startsWith(".") ? path : `./${path}`;
}

function packageRoot(from: string): string | undefined {
  for (let at = from; ; at = dirname(at)) {
    if (existsSync(join(at, "package.json"))) return at;
    if (at === dirname(at)) return undefined;
  }
}

function importsOf(root: string): Readonly<Record<string, unknown>> {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const imports =
      typeof manifest === "object" && manifest !== null && "imports" in manifest
        ? manifest.imports
        : undefined;
    return typeof imports === "object" && imports !== null ? { ...imports } : {};
  } catch {
    // A broken package.json is for others to complain of.
    return {};
  }
}

/** What there is to say of hand-written files; nothing when they are as the model asks. */
export function handwrittenReport(
  { folder, plan }: Handwritten,
  cwd: string,
  updated: boolean,
  paint: Style,
): string {
  const place = (path: string): string => visible(slashes(relative(cwd, join(folder, path))));
  const made = plan.create.map(
    ({ path }) => `${paint.good("Made")} ${place(path)}: what is in it is yours to write.\n`,
  );
  const changed = plan.update.map(
    ({ path }) => `${paint.good("Added to")} ${place(path)}: what the model has gained.\n`,
  );
  const said = plan.differences.flatMap(({ path, missing, vanished, changed: other, unreadable }) => {
    const warning = (what: string, help: string): string =>
      `${paint.warning("warning")}: ${place(path)} ${visible(what)}\n  ${paint.good("help")}: ${visible(help)}\n`;
    return [
      ...(missing.length === 0 || updated
        ? []
        : [
            warning(`lacks ${missing.join(", ")}`, "Run `esdl compile --update-scaffolds` to have it added."),
          ]),
      ...(vanished.length === 0
        ? []
        : [
            warning(
              `has ${vanished.join(", ")}, which the model does not have any more`,
              "Delete what nothing else needs.",
            ),
          ]),
      ...other.map(({ name, has, takes }) =>
        warning(`has ${name}(${has}), and the model says (${takes})`, "Change its parameters by hand."),
      ),
      ...unreadable.map((name) =>
        warning(
          `has no \`export const ${name} = { … }\` whose members can be read`,
          "Nothing is added to it. Write the members out in an object of that name, or add new ones by hand.",
        ),
      ),
    ];
  });
  return [...made, ...changed, ...said].join("");
}
