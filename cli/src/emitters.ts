/** Emitters of the user's own: loaded by `compile` when the configuration names them, since they are code. */
import { generatorVersion, type EmitOptions, type Emitter } from "@esdl/generator";
import type { Model } from "@esdl/language/model";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Config } from "./config.js";
import { UsageError } from "./io.js";

export interface LoadedEmitter {
  readonly emitter: Emitter;
  /** Changes when the module's own text does. */
  readonly hash: string;
}

/** @throws UsageError when a module cannot be loaded or holds no emitter. */
export async function loadEmitters({ root, emitters }: Config): Promise<readonly LoadedEmitter[]> {
  return Promise.all(
    emitters.map(async (name) => {
      const file = resolve(root, name);
      const hash = hashOf(readModule(file, name));
      let loaded: unknown;
      try {
        // The hash lets `--watch` see an emitter that was edited.
        loaded = await import(`${pathToFileURL(file).href}?${hash}`);
      } catch (error) {
        throw new UsageError(
          `The emitter ${name} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
      const emitter =
        typeof loaded === "object" && loaded !== null && "default" in loaded ? loaded.default : undefined;
      if (!isEmitter(emitter)) {
        throw new UsageError(
          `The emitter ${name} must have a default export { name, emit(model, options) }.`,
        );
      }
      return { emitter, hash };
    }),
  );
}

/** Fingerprint of everything that the package is made from. */
export function inputsOf(model: Model, options: EmitOptions, emitters: readonly LoadedEmitter[]): string {
  const { contexts, ...rest } = model;
  const hash = createHash("sha256");
  hash.update(JSON.stringify([generatorVersion, options, emitters.map((emitter) => emitter.hash), rest]));
  // One at a time: the text of a large model is larger than the model.
  for (const context of contexts) hash.update(JSON.stringify(context));
  return hash.digest("hex");
}

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

function readModule(file: string, name: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new UsageError(
      `There is no emitter ${name}; paths in "emitters" are relative to esdl.config.json.`,
    );
  }
}

function isEmitter(value: unknown): value is Emitter {
  return (
    typeof value === "object" &&
    value !== null &&
    "name" in value &&
    typeof value.name === "string" &&
    "emit" in value &&
    typeof value.emit === "function"
  );
}
