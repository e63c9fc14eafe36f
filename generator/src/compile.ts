/** Generates and writes the package of a model, doing again only what its change asks for. */
import { createHash } from "node:crypto";
import { relative, resolve, sep } from "node:path";
import type { Model } from "@esdl/language/model";
import type { EmitOptions, Emitter, Finding } from "./emitter.js";
import { generate } from "./generate.js";
import { generatorVersion, typescriptVersion } from "./package/version.js";
import {
  intactText,
  isIntact,
  openFolder,
  write,
  type WriteOptions,
  type WriteReport,
} from "./writer/index.js";

export interface CompileOptions {
  /** Where the package is written. */
  readonly outDir: string;
  /** The folder that `Model.files` are relative to. No folder between it and `outDir` may be a symbolic link. */
  readonly root: string;
  readonly packageName: string;
  readonly emit: EmitOptions["emit"];
  /** Emitters besides our own. */
  readonly emitters?: readonly Emitter[];
  /** Writes nothing and says what would be written. Believes nothing that is on disk already. */
  readonly check?: boolean;
  /** Overwrites and deletes generated files that were edited by hand. */
  readonly force?: boolean;
  /** Called now and then in long work. */
  readonly onProgress?: (phase: "compiling" | "writing", done: number, total: number) => void;
}

export type CompileReport =
  /** The model cannot be generated; nothing was written. */
  | { readonly ok: false; readonly findings: readonly Finding[] }
  | (WriteReport & { readonly findings?: never });

/** @throws Error when the system fails while writing; running again completes. */
export function compile(model: Model, options: CompileOptions): CompileReport {
  const {
    outDir,
    root,
    packageName,
    emit,
    emitters = [],
    check = false,
    force = false,
    onProgress,
  } = options;
  const emitOptions: EmitOptions = {
    packageName,
    emit,
    modelRoot: relative(resolve(outDir), resolve(root)).split(sep).join("/") || ".",
  };
  // Emitters of others may change without a trace.
  const inputs = emitters.length === 0 ? fingerprint(model, emitOptions) : undefined;
  const folder = openFolder(outDir, root);
  if (!check && inputs !== undefined && isIntact(folder, inputs))
    return unchanged(folder.manifest.files.size);

  const generated = generate(
    model,
    {
      ...emitOptions,
      ...(check ? {} : { previous: (path: string) => intactText(folder, path) }),
      onProgress: (done, total) => onProgress?.("compiling", done, total),
    },
    emitters,
  );
  if (!generated.ok) return { ok: false, findings: generated.findings };
  const writeOptions: WriteOptions = {
    check,
    force,
    root,
    ...(inputs === undefined ? {} : { inputs }),
    onProgress: (done, total) => onProgress?.("writing", done, total),
  };
  return write(generated.files, outDir, writeOptions);
}

function fingerprint(model: Model, options: EmitOptions): string {
  const { packageName, emit, modelRoot } = options;
  return createHash("sha256")
    .update(JSON.stringify([generatorVersion, typescriptVersion, packageName, [...emit].sort(), modelRoot]))
    .update(JSON.stringify(model))
    .digest("hex");
}

function unchanged(files: number): WriteReport {
  return {
    ok: true,
    created: [],
    updated: [],
    deleted: [],
    unchanged: files,
    manifestChanged: false,
    refusals: [],
  };
}
