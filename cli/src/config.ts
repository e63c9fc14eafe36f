/** `esdl.config.json`: found upward, checked key by key against one table, which also makes the published JSON Schema. */
import { type Mode, modes, type Suppression } from "@esdl/evolution";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UsageError } from "./io.js";

export const configName = "esdl.config.json";

/** A configuration with its defaults filled in. */
export interface Config {
  /** The folder of the configuration; the model's paths and `out` are relative to it. */
  readonly root: string;
  /** The file itself; absent when none was found. */
  readonly file?: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly out?: string;
  readonly emit: readonly ("ts" | "js")[];
  readonly packageName?: string;
  /** The folder of what a person writes for the model: external functions and commands. */
  readonly handwritten?: string;
  readonly requireAllow: boolean;
  /** What `esdl diff` looks at. */
  readonly compatibility: Mode;
  /** Findings of `diff`, `check` and `compile` that are acknowledged. */
  readonly suppressions: readonly Suppression[];
  /** Paths of modules whose default export is an emitter; loaded by `compile` only, since they are code. */
  readonly emitters: readonly string[];
}

type Kind = "text" | "flag" | "texts" | "emits" | "mode" | "suppressions";

/** Every key: what it holds and what it means. Keys that are not here are mistakes. */
const keys: Readonly<
  Record<string, { readonly kind: Kind; readonly description: string; readonly default?: unknown }>
> = {
  $schema: { kind: "text", description: "Where an editor finds the schema of this file." },
  include: {
    kind: "texts",
    description: "Globs of the model's files, relative to this file.",
    default: ["**/*.esdl"],
  },
  exclude: {
    kind: "texts",
    description: "Globs of files to leave out; node_modules and out always are.",
    default: [],
  },
  out: { kind: "text", description: "The folder that `esdl compile` writes the generated package to." },
  emit: {
    kind: "emits",
    description: '["ts", "js"] writes sources, JavaScript and declarations; ["ts"] writes the sources alone.',
    default: ["ts", "js"],
  },
  packageName: { kind: "text", description: "The name in the generated package.json." },
  handwritten: {
    kind: "text",
    description:
      "The folder for external functions and commands, inside this file's folder. `esdl compile` makes files there once and never overwrites them.",
  },
  requireAllow: {
    kind: "flag",
    description: "Makes a command without `allow` an error.",
    default: false,
  },
  compatibility: {
    kind: "mode",
    description:
      "What `esdl diff` looks at: whether the new model reads what is stored (backward), consumers of the older one read what is new (forward), or both (full); against the last released version, or against each (-transitive).",
    default: "backward",
  },
  suppressions: {
    kind: "suppressions",
    description:
      "Findings that are acknowledged, each by its fingerprint, with a reason and the last day on which it counts.",
    default: [],
  },
  emitters: {
    kind: "texts",
    description: "Modules with emitters of your own, relative to this file. They are run by `esdl compile`.",
    default: [],
  },
};

const kinds: Readonly<
  Record<Kind, { readonly is: (value: unknown) => boolean; readonly words: string; readonly schema: object }>
> = {
  text: {
    is: (value) => typeof value === "string" && value !== "",
    words: "text",
    schema: { type: "string", minLength: 1 },
  },
  flag: { is: (value) => typeof value === "boolean", words: "true or false", schema: { type: "boolean" } },
  texts: {
    is: (value) => Array.isArray(value) && value.every((item) => typeof item === "string" && item !== ""),
    words: "a list of texts",
    schema: { type: "array", items: { type: "string", minLength: 1 } },
  },
  mode: {
    is: (value) => (modes as readonly unknown[]).includes(value),
    words: `one of ${modes.join(", ")}`,
    schema: { enum: [...modes] },
  },
  suppressions: {
    is: (value) => Array.isArray(value) && value.every(isSuppression),
    words: 'a list of { "finding": "0123456789abcdef", "reason": "why", "until": "YYYY-MM-DD" }',
    schema: {
      type: "array",
      items: {
        type: "object",
        properties: {
          finding: { type: "string", pattern: "^[0-9a-f]{16}$", description: "The fingerprint." },
          reason: { type: "string", minLength: 1 },
          until: { type: "string", format: "date", description: "The last day on which it counts." },
        },
        required: ["finding", "reason", "until"],
        additionalProperties: false,
      },
    },
  },
  emits: {
    is: (value) =>
      Array.isArray(value) && value.includes("ts") && value.every((item) => item === "ts" || item === "js"),
    words: '["ts"] or ["ts", "js"]',
    schema: { enum: [["ts"], ["ts", "js"], ["js", "ts"]] },
  },
};

function isSuppression(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { finding, reason, until, ...rest } = value as Readonly<Record<string, unknown>>;
  const isDay =
    typeof until === "string" &&
    /^\d{4}-\d{2}-\d{2}$/.test(until) &&
    !Number.isNaN(Date.parse(`${until}T00:00:00Z`));
  return (
    Object.keys(rest).length === 0 &&
    typeof finding === "string" &&
    /^[0-9a-f]{16}$/.test(finding) &&
    typeof reason === "string" &&
    reason.trim() !== "" &&
    isDay
  );
}

/** The JSON Schema of the file, published with the package. */
export const configSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: "urn:esdl:config",
  title: "Configuration of ESDL",
  type: "object",
  properties: Object.fromEntries(
    Object.entries(keys).map(([key, { kind, description, default: fallback }]) => [
      key,
      { ...kinds[kind].schema, description, ...(fallback === undefined ? {} : { default: fallback }) },
    ]),
  ),
  additionalProperties: false,
};

/** The nearest configuration in `from` or above it. Without one, the defaults, rooted at `from`. */
export function findConfig(from: string): Config {
  const file = findConfigFile(from);
  return file === undefined ? complete(from, {}) : readConfig(file);
}

/** Where the nearest configuration is, whatever is in it. */
export function findConfigFile(from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const file = join(folder, configName);
    if (existsSync(file)) return file;
    if (folder === dirname(folder)) return undefined;
  }
}

/** What counts where a configuration in `root` says nothing. */
export const defaultConfig = (root: string): Config => complete(root, {});

/** @throws UsageError that says which key is wrong and what it takes. */
export const readConfig = (file: string): Config => configFrom(readFileSync(file, "utf8"), file);

/** The configuration of a text that stands, or stood, in `file`. */
export function configFrom(text: string, file: string): Config {
  const values = parse(text, file);
  for (const [key, value] of Object.entries(values)) {
    const row = Object.hasOwn(keys, key) ? keys[key] : undefined;
    if (row === undefined) {
      throw new UsageError(
        `${file}: unknown key ${JSON.stringify(key)}${nearest(key)} The keys are ${Object.keys(keys).join(", ")}.`,
      );
    }
    if (!kinds[row.kind].is(value)) throw new UsageError(`${file}: "${key}" takes ${kinds[row.kind].words}.`);
  }
  return { ...complete(dirname(file), values), file };
}

function complete(root: string, values: Readonly<Record<string, unknown>>): Config {
  const filled: Record<string, unknown> = {};
  for (const [key, { default: fallback }] of Object.entries(keys)) {
    const value = values[key] ?? fallback;
    if (value !== undefined && key !== "$schema") filled[key] = value;
  }
  return { root, ...(filled as unknown as Omit<Config, "root">) };
}

function parse(text: string, file: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (error) {
    throw new UsageError(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new UsageError(`${file} must hold one object, { … }.`);
  }
  return value as Readonly<Record<string, unknown>>;
}

function nearest(key: string): string {
  const match = Object.keys(keys).find(
    (known) => known.toLowerCase() === key.toLowerCase() || known.startsWith(key) || key.startsWith(known),
  );
  return match === undefined ? "." : `; did you mean "${match}"?`;
}
