/**
 * From sources to the checked model: parse, names and signatures, bodies, assembly, checks. Pure: the same sources give
 * the same answer, in whatever order they come.
 */
import { checkAssembled } from "./checks/index.js";
import { checkStructure } from "./checks/structure.js";
import type { Assembly } from "./declarations/assembly.js";
import { assembleModel } from "./declarations/model.js";
import type { Diagnostic } from "./diagnostics/diagnostic.js";
import { createLocator, type ParsedFile } from "./diagnostics/locate.js";
import { createReporter, sortDiagnostics } from "./diagnostics/report.js";
import { createElaborator } from "./elaborate/elaborator.js";
import type { Model as FileNode } from "./generated/ast.js";
import type { Model } from "./model/index.js";
import { createProgram } from "./signatures/program.js";
import type { SyntaxProblem } from "./syntax/services.js";
import { syntax } from "./syntax/shared.js";

/** One file of a model. */
export interface Source {
  /** How diagnostics and the model name the file; any text, best relative with `/`. */
  readonly path: string;
  readonly text: string;
}

export interface CheckOptions {
  /** Commands without `allow` are errors. */
  readonly requireAllow?: boolean | undefined;
}

export interface Checked {
  /** Sorted by file and position. */
  readonly diagnostics: readonly Diagnostic[];
  /** There if and only if no diagnostic is an error. */
  readonly model?: Model;
}

/** A model whose files change one at a time: only what changed is parsed again. */
export interface Workspace {
  /** Adds a file or replaces its text. */
  set(path: string, text: string): void;
  remove(path: string): void;
  /** As `checkModel` on the files as they are; remembered until one of them changes. */
  check(): Checked;
}

/** Checks a whole model. Never throws for what is in a source. Of two sources with one path the last counts. */
export function checkModel(sources: readonly Source[], options: CheckOptions = {}): Checked {
  const workspace = createWorkspace(options);
  for (const { path, text } of sources) workspace.set(path, text);
  return workspace.check();
}

interface File extends ParsedFile {
  readonly root: FileNode;
  readonly problems: readonly SyntaxProblem[];
}

export function createWorkspace(options: CheckOptions = {}): Workspace {
  const files = new Map<string, File>();
  let last: Checked | undefined;
  return {
    set: (path, text) => {
      if (files.get(path)?.text === text) return;
      const { ast, problems } = syntax().parse(text);
      files.set(path, { path, text, root: ast, problems });
      last = undefined;
    },
    remove: (path) => {
      if (files.delete(path)) last = undefined;
    },
    check: () => {
      const sorted = [...files.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
      return (last ??= checkFiles(sorted, options));
    },
  };
}

function checkFiles(files: readonly File[], options: CheckOptions): Checked {
  const locate = createLocator(files);
  const broken = files.flatMap((file) => file.problems.map((problem) => syntaxDiagnostic(file, problem)));
  const located = broken.map(({ place, ...rest }): Diagnostic => ({ ...locate.range(place), ...rest }));
  // In a damaged tree names and types are guesswork: what follows from the damage would bury it.
  if (located.some(({ severity }) => severity === "error")) return { diagnostics: sortDiagnostics(located) };

  const { report, result } = createReporter(locate);
  const program = createProgram(
    files.map((file) => file.root),
    report,
  );
  program.signatures.checkAll();
  const elaborate = createElaborator(program, report, locate);
  const assembly: Assembly = { ...program, elaborate, report, locate, origins: new Map() };
  for (const file of files) checkStructure(file, report, locate);
  const assembled = assembleModel(assembly);
  checkAssembled(assembled, assembly, options.requireAllow ?? false);

  const diagnostics = sortDiagnostics([...located, ...result()]);
  const wrong = diagnostics.some(({ severity }) => severity === "error");
  return wrong ? { diagnostics } : { diagnostics, model: assembled.model };
}

function syntaxDiagnostic(file: File, problem: SyntaxProblem) {
  const { code, severity, message, help, start, end } = problem;
  const place = { file: file.path, start, end };
  return { place, severity, code, message, ...(help === undefined ? {} : { help }) };
}
