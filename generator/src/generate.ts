/** From a checked model to the files of its package. Pure: nothing is read or written. */
import type { Model } from "@esdl/language/model";
import type { Emitter } from "./emitter.js";
import { jsonSchemaEmitter } from "./json-schema/index.js";
import { packageEmitter } from "./package/package.js";
import { runEmitters, type Generated, type GenerateOptions } from "./pipeline.js";
import { arbitrariesEmitter } from "./arbitraries/index.js";
import { testsEmitter } from "./tests/index.js";
import { typescriptEmitter } from "./typescript/index.js";

/** The emitters of every package, in the order of their files. */
export const ownEmitters: readonly Emitter[] = [
  typescriptEmitter,
  arbitrariesEmitter,
  testsEmitter,
  jsonSchemaEmitter,
  packageEmitter,
];

/**
 * Generates the files of a model.
 * @param emitters further ones besides our own; their files join the package.
 */
export function generate(
  model: Model,
  options: GenerateOptions,
  emitters: readonly Emitter[] = [],
): Generated {
  return runEmitters(model, options, [...ownEmitters, ...emitters]);
}
