/** Runs emitters: refusals first, then files, their paths judged, then what is compiled from them. Pure. */
import { posix } from "node:path";
import type { Model } from "@esdl/language/model";
import type { EmitOptions, EmittedFile, Emitter, Finding } from "./emitter.js";
import { refusedNames } from "./names/package-names.js";
import { emitDist, isSource } from "./package/dist.js";
import { foldPath, wrongPath } from "./writer/paths.js";

/** What `generate` is told besides the model. */
export interface GenerateOptions extends EmitOptions {
  /** Texts of an earlier run by path, to be used again where they would be the same; the result does not depend on it. */
  readonly previous?: (path: string) => string | undefined;
  /** Called now and then with how many files have been compiled to JavaScript, and of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** The files of a package, or what stands in the way of them. Nothing is given when anything was found. */
export type Generated =
  | { readonly ok: true; readonly files: readonly EmittedFile[] }
  | { readonly ok: false; readonly findings: readonly Finding[] };

/** Generates the files of a model by these emitters alone. Nothing is given when anything was found. */
export function runEmitters(
  model: Model,
  generateOptions: GenerateOptions,
  emitters: readonly Emitter[],
): Generated {
  const { packageName, emit, modelRoot, previous, onProgress } = generateOptions;
  const options: EmitOptions = { packageName, emit, modelRoot };
  const refused = [
    ...refusedNames(model),
    ...emitters.flatMap((emitter) => [...(emitter.refuse?.(model, options) ?? [])]),
  ];
  if (refused.length > 0) return { ok: false, findings: refused };

  const findings: Finding[] = [];
  const files: EmittedFile[] = [];
  const owners = new Map<string, Emitter>();
  for (const emitter of emitters) {
    for (const file of run(emitter, model, options, findings)) {
      const folded = foldPath(file.path);
      const other = owners.get(folded);
      const wrong = wrongPath(file.path);
      if (wrong !== undefined) {
        findings.push(
          fault(emitter, `gives the path ${JSON.stringify(file.path)}, which is not allowed: ${wrong}`),
        );
      } else if (other !== undefined) {
        const twice = other === emitter ? "twice" : `as the emitter \`${other.name}\` does`;
        findings.push(fault(emitter, `gives \`${file.path}\` ${twice}`));
      } else {
        owners.set(folded, emitter);
        files.push(file);
      }
    }
  }
  if (findings.length > 0 || !emit.includes("js")) return answer(files, findings);

  const dist = emitDist(
    files.filter(({ path }) => isSource(path)),
    {
      modelFiles: model.files.map((file) => posix.join(modelRoot, file)),
      ...(previous === undefined ? {} : { previous }),
      ...(onProgress === undefined ? {} : { onProgress }),
    },
  );
  for (const { path, message } of dist.errors) {
    const emitter = owners.get(foldPath(path));
    findings.push(fault(emitter, `gives \`${path}\`, which TypeScript cannot compile: ${message}`));
  }
  for (const { path } of dist.files) {
    const emitter = owners.get(foldPath(path));
    if (emitter !== undefined)
      findings.push(fault(emitter, `gives \`${path}\`, which is compiled from \`src/\``));
  }
  return answer([...files, ...dist.files], findings);
}

function answer(files: readonly EmittedFile[], findings: readonly Finding[]): Generated {
  return findings.length > 0 ? { ok: false, findings } : { ok: true, files };
}

/** An emitter's files with `\n` as line ends; what goes wrong in it is a finding. */
function run(
  emitter: Emitter,
  model: Model,
  options: EmitOptions,
  findings: Finding[],
): readonly EmittedFile[] {
  const files: EmittedFile[] = [];
  try {
    for (const file of emitter.emit(model, options)) {
      // Emitters may be plain JavaScript.
      const { path, text }: { readonly path: unknown; readonly text: unknown } = file;
      if (typeof path === "string" && typeof text === "string") {
        files.push(text.includes("\r") ? { ...file, text: text.replaceAll("\r\n", "\n") } : file);
      } else {
        findings.push(fault(emitter, "gives something that is no `{ path, text }`"));
      }
    }
  } catch (error) {
    findings.push(fault(emitter, `failed: ${error instanceof Error ? error.message : String(error)}`));
  }
  return files;
}

function fault(emitter: Emitter | undefined, what: string): Finding {
  return {
    message: `The emitter \`${emitter?.name ?? "?"}\` ${what}`,
    help: "Mend the emitter or remove it from `emitters`; report it to its author, with the model.",
  };
}
