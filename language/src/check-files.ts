/** The phases of the check over parsed files: names and signatures, then bodies, assembly and checks, one by one. */
import { type Checks, createChecks } from "./checks/index.js";
import { checkStructure } from "./checks/structure.js";
import type { Assembly } from "./declarations/assembly.js";
import { createDeclarations, type Declarations, isTop } from "./declarations/declarations.js";
import { assembleModel } from "./declarations/model.js";
import type { Diagnostic, Fix } from "./diagnostics/diagnostic.js";
import { createLocator, type Locator, type ParsedFile } from "./diagnostics/locate.js";
import { createReporter, resolveFix, sortDiagnostics } from "./diagnostics/report.js";
import { createElaborator } from "./elaborate/elaborator.js";
import { type Declaration, isModel, type Model as FileNode } from "./generated/ast.js";
import type { Model } from "./model/index.js";
import { createProgram } from "./signatures/program.js";
import type { SyntaxFix } from "./syntax/fixes.js";
import type { SyntaxProblem } from "./syntax/problem.js";

/** How a model is checked. */
export interface CheckOptions {
  /** Commands without `allow` are errors. */
  readonly requireAllow?: boolean | undefined;
}

/** What checking a model answers. */
export interface Checked {
  /** Sorted by file and position. */
  readonly diagnostics: readonly Diagnostic[];
  /** There if and only if no diagnostic is an error. */
  readonly model?: Model;
}

/** A file with its tree and what is wrong with its syntax. */
export interface SourceFile extends ParsedFile {
  readonly root: FileNode;
  readonly problems: readonly SyntaxProblem[];
}

/** In the order of their paths, which the model's order follows. */
export const inOrder = <F extends ParsedFile>(files: Iterable<F>): readonly F[] =>
  [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));

/** Checks files that are in order. Each step is one declaration or so, for those who have other things to do as well. */
export function* checkFiles(
  files: readonly SourceFile[],
  options: CheckOptions,
): Generator<undefined, Checked> {
  const locate = createLocator(files);
  const located = files.flatMap((file) => syntaxDiagnostics(file, locate));
  // In a damaged tree names and types are guesswork: what follows from the damage would bury it.
  if (located.some(({ severity }) => severity === "error")) return { diagnostics: sortDiagnostics(located) };

  const { report, result } = createReporter(locate);
  const program = createProgram(
    files.map((file) => file.root),
    report,
  );
  for (const symbol of program.names.symbols.values()) {
    program.signatures.check(symbol);
    yield;
  }
  program.signatures.checkCircles(program.names.symbols.values());
  const elaborate = createElaborator(program, report, locate);
  const assembly: Assembly = { ...program, elaborate, report, locate, origins: new Map() };
  const declarations = createDeclarations(assembly);
  const checks = createChecks(assembly, declarations, options.requireAllow ?? false);
  for (const file of files) {
    checkStructure(file, report, locate);
    for (const node of file.root.declarations) {
      checkDeclaration(node, assembly, declarations, checks);
      yield;
    }
  }
  const model = assembleModel(assembly, declarations);
  checks.model(model);

  const diagnostics = sortDiagnostics([...located, ...result()]);
  const wrong = diagnostics.some(({ severity }) => severity === "error");
  return wrong ? { diagnostics } : { diagnostics, model };
}

/** All that can be said of one declaration by itself. */
export function checkDeclaration(
  node: Declaration,
  { names }: Assembly,
  declarations: Declarations,
  checks: Checks,
): void {
  if (node.$type === "ScenarioDecl") {
    declarations.scenario(node);
    checks.scenario(node);
    return;
  }
  const symbol = names.declaredBy(node);
  if (symbol === undefined || !isTop(symbol)) return;
  declarations.of(symbol);
  checks.declaration(symbol);
}

export function syntaxDiagnostics(file: SourceFile, locate: Locator): readonly Diagnostic[] {
  return file.problems.map((problem) => {
    const { code, severity, message, help, start, end } = problem;
    const fixes = problem.fixes ?? (code === "ESDL1006" ? headersFor(file, locate) : []);
    return {
      ...locate.range({ file: file.path, start, end }),
      severity,
      code,
      message,
      ...(help === undefined ? {} : { help }),
      ...(fixes.length === 0 ? {} : { fixes: fixes.map((fix) => placed(fix, file, locate)) }),
    };
  });
}

const placed = ({ title, edits }: SyntaxFix, { path: file }: SourceFile, locate: Locator): Fix =>
  resolveFix(locate, {
    title,
    edits: edits.map((edit) => {
      const at = { file, start: edit.start, end: edit.end };
      return "remove" in edit ? { remove: at } : { at, text: edit.text };
    }),
  });

/** The contexts that there are; where there are none, one that is called as the file. */
function headersFor({ path }: SourceFile, { files }: Locator): readonly SyntaxFix[] {
  const others = new Set(files.flatMap(({ root }) => (isModel(root) && root.name !== "" ? [root.name] : [])));
  const base = path.slice(path.lastIndexOf("/") + 1).replace(/\.\w+$/, "");
  const own = base.replaceAll(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, letter: string) =>
    letter.toUpperCase(),
  );
  const name = /^[A-Za-z]/.test(own) ? own : `Context${own}`;
  return [...new Set([...[...others].slice(0, 3), name])].map((context) => ({
    title: `Write \`context ${context}\``,
    edits: [{ start: 0, end: 0, text: `context ${context}\n\n` }],
  }));
}

/** The answer of steps that nobody waits between. */
export function finish<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
