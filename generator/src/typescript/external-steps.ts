/** Steps that are left to functions of TypeScript: `version 5 via external`. */
import type { Context } from "@esdl/language/model";
import { commented, type File } from "./file.js";
import type { Doc } from "./layout.js";
import { atVersion, evolvingIn, type Evolving, type Symbols } from "./symbols.js";
import { methodName } from "./types.js";
import { versionType } from "./upcasters.js";

/** A step of a shape to a version, made by a function that the application is given. */
export interface ExternalStep {
  readonly evolving: Evolving;
  readonly version: number;
}

/** The steps of a context that are external. */
export function externalStepsOf(context: Context): readonly ExternalStep[] {
  return evolvingIn(context).flatMap((evolving) =>
    evolving.shape.versions.flatMap(({ version, clause }) =>
      clause?.via === undefined ? [] : [{ evolving, version }],
    ),
  );
}

/** Its name among the externals: as written, or told apart by its aggregate where others have it. */
export function externalStepName({ evolving, version }: ExternalStep, symbols: Symbols): string {
  return symbols.of("external", atVersion(evolving.key, version)).name;
}

/** The member of `Externals`. */
export function externalStepDoc(step: ExternalStep, file: File): Doc {
  const { evolving, version } = step;
  const name = methodName(externalStepName(step, file.symbols));
  const [from, to] = [versionType(evolving, version - 1, file), versionType(evolving, version, file)];
  return commented(
    `Brings \`${evolving.name}\` from version ${String(version - 1)} to version ${String(version)}. It is called at every read, and must answer valid data.`,
    `${name}(old: ${from}, meta: ${file.runtimeType("EventMeta")}): ${to};`,
  );
}
