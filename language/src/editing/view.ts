/**
 * What files mean, as they are at one time. All that they declare is in one table; the rest is found out file by file, and
 * of other files what a file's own meaning takes.
 */
import type { AstNode } from "langium";
import { checkDeclaration, type CheckOptions, syntaxDiagnostics } from "../check-files.js";
import { createChecks } from "../checks/index.js";
import { checkStructure } from "../checks/structure.js";
import type { Assembly } from "../declarations/assembly.js";
import { createDeclarations, isTop } from "../declarations/declarations.js";
import { createLocator, type Locator, type OffsetLocation } from "../diagnostics/locate.js";
import { createReporter, type Report, sortDiagnostics } from "../diagnostics/report.js";
import { createElaborator } from "../elaborate/elaborator.js";
import type { Observer } from "../elaborate/environment.js";
import type * as ast from "../generated/ast.js";
import type { DeclaredKind, Names, SymbolOf } from "../names/api.js";
import { createProgram } from "../signatures/program.js";
import type { Analysis, Observed, ProjectFile, Seen, SeenArguments, SeenBody } from "./api.js";

export interface View {
  /** Of a path that is there; with an offset, of the declaration around it alone. */
  analyse(path: string, offset?: number): Analysis;
}

/** A file, of which perhaps only some declarations count. */
export interface ViewFile extends ProjectFile {
  readonly declarations?: readonly ast.Declaration[];
}

/** The tree of a file, without the declarations that do not count. */
const modelOf = ({ root, declarations }: ViewFile): ast.Model =>
  declarations === undefined ? root : { ...root, declarations: [...declarations] };

/** `files` in order. */
export function createView(files: readonly ViewFile[], options: CheckOptions): View {
  const damaged = new Set(files.filter(isDamaged).map(({ path }) => path));
  const locate = createLocator(files, { lenient: true });
  const { report, hidden, result } = createQuietReporter(locate, damaged);
  const program = createProgram(files.map(modelOf), report);
  const { names, signatures } = program;
  const { observer, observed } = createObserver();
  const elaborate = createElaborator(program, report, locate, observer);
  const assembly: Assembly = { ...program, elaborate, report, locate, origins: new Map(), unjudged: hidden };
  const declarations = createDeclarations(assembly);
  const checks = createChecks(assembly, declarations, options.requireAllow ?? false);

  const look = (file: ProjectFile): void => {
    const symbols = symbolsOf(file.root, names);
    for (const symbol of symbols) signatures.check(symbol);
    signatures.checkCircles(symbols);
    checkStructure(file, report, locate);
    for (const node of file.root.declarations) checkDeclaration(node, assembly, declarations, checks);
  };
  const lookAt = (file: ProjectFile, offset: number): void => {
    const node = file.root.declarations.findLast(
      ({ $cstNode: place }) => place !== undefined && place.offset <= offset,
    );
    if (node === undefined) return;
    if (node.$type === "ScenarioDecl") {
      declarations.scenario(node);
      return;
    }
    const symbol = names.declaredBy(node);
    if (symbol === undefined || symbol.kind === "role") return;
    for (const part of withMembers(symbol, names)) signatures.check(part);
    if (isTop(symbol)) declarations.of(symbol);
  };
  const seesDamage = seeing(files.filter(isDamaged), names);
  const done = new Map<string, Analysis>();
  return {
    analyse: (path, offset) => {
      const known = done.get(path);
      if (known !== undefined) return known;
      const file = files.find((candidate) => candidate.path === path);
      if (file === undefined) throw new Error(`${path} is none of the files`);
      if (offset === undefined) look(file);
      else lookAt(file, offset);
      const isJudged = !seesDamage(file);
      const semantic = isJudged ? result().filter((diagnostic) => diagnostic.file === path) : [];
      const analysis: Analysis = {
        file,
        names,
        signatures,
        locate,
        diagnostics: sortDiagnostics([...syntaxDiagnostics(file, locate), ...semantic]),
        isJudged,
        targetOf: (name) => names.resolutions.get(name),
        observed: { ...observed, types: elaborate.types },
      };
      done.set(path, analysis);
      return analysis;
    },
  };
}

const isDamaged = ({ problems }: ProjectFile): boolean =>
  problems.some(({ severity }) => severity === "error");

/** What a file declares, what its aggregates do among it. */
const symbolsOf = (root: ast.Model, names: Names): readonly SymbolOf<DeclaredKind>[] =>
  root.declarations.flatMap((node) => {
    const symbol = node.$type === "ScenarioDecl" ? undefined : names.declaredBy(node);
    if (symbol === undefined || symbol.kind === "role") return [];
    return withMembers(symbol, names);
  });

const withMembers = (symbol: SymbolOf<DeclaredKind>, names: Names): readonly SymbolOf<DeclaredKind>[] => [
  symbol,
  ...(symbol.kind === "aggregate" ? names.membersOf(symbol.ref) : []),
];

/**
 * Whether one of `damaged` belongs to a context that a file can see: what follows from the damage would be guesswork, and
 * would bury it.
 */
function seeing(damaged: readonly ProjectFile[], { contexts }: Names): (file: ProjectFile) => boolean {
  const contextsOfDamage = new Set(damaged.map(({ root }) => root.name));
  const answers = new Map<string, boolean>();
  return ({ root }) => {
    const known = answers.get(root.name);
    if (known !== undefined) return known;
    const seen = new Set([root.name]);
    for (const name of seen) for (const used of contexts.get(name)?.uses ?? []) seen.add(used.context);
    const answer = [...seen].some((name) => contextsOfDamage.has(name));
    answers.set(root.name, answer);
    return answer;
  };
}

/** A reporter that says nothing of damaged files, nor of what cannot be judged. */
function createQuietReporter(locate: Locator, damaged: ReadonlySet<string>) {
  const reporter = createReporter(locate);
  let unjudged: OffsetLocation | undefined;
  const isUnjudged = ({ file, start, end }: OffsetLocation): boolean =>
    file === unjudged?.file && start >= unjudged.start && end <= unjudged.end;
  const report: Report = (code, at, params, fixes) => {
    const place = locate.offsets(at);
    if (damaged.has(place.file) || isUnjudged(place)) return undefined;
    return reporter.report(code, at, params, fixes);
  };
  const hidden = (node: AstNode, look: () => void): void => {
    const outer = unjudged;
    unjudged = locate.offsets(node);
    look();
    unjudged = outer;
  };
  return { report, hidden, result: reporter.result };
}

function createObserver(): { readonly observer: Observer; readonly observed: Omit<Observed, "types"> } {
  const expressions = new Map<AstNode, Seen>();
  const statements = new Map<ast.Statement, SeenBody>();
  const blocks = new Map<ast.Block, SeenBody>();
  const args = new Map<ast.Arguments, SeenArguments>();
  return {
    observer: {
      expression: (node, env, expected) => expressions.set(node, { env, expected }),
      statement: (node, env, rules) => statements.set(node, { env, rules }),
      block: (node, env, rules) => blocks.set(node, { env, rules }),
      args: (node, env, slots, binding) => args.set(node, { env, slots, binding }),
    },
    observed: { expressions, statements, blocks, args },
  };
}
