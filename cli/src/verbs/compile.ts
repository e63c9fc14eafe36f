/** `esdl compile`: checks the model, generates its package and writes it; once, on every change, or only to compare. */
import {
  generate,
  intactText,
  isIntact,
  openFolder,
  write,
  writeScaffolds,
  type WriteReport,
} from "@esdl/generator";
import type { Model } from "@esdl/language/model";
import { join, relative, resolve } from "node:path";
import { checkSources } from "../checked.js";
import { ending, type Ending } from "../ending.js";
import { inputsOf, loadEmitters } from "../emitters.js";
import { exit, UsageError, type Exit, type Io } from "../io.js";
import { progress, working } from "../progress.js";
import { findingBlock } from "../report/finding.js";
import { count, problems } from "../report/report.js";
import { text } from "../report/text.js";
import { handwrittenParts, handwrittenReport, type Handwritten } from "../scaffolds.js";
import { readSources, slashes, type Sources } from "../sources.js";
import { style, visible, type Style } from "../style.js";
import { watch } from "../watch.js";
import { failed, mistaken, reportOf } from "./check.js";

export interface CompileFlags {
  readonly out?: string;
  readonly watch?: true;
  readonly check?: true;
  readonly force?: true;
  readonly updateScaffolds?: true;
  readonly emit?: "model";
}

export async function compile(paths: readonly string[], flags: CompileFlags, io: Io): Promise<Exit> {
  const refused = contradiction(flags);
  if (refused !== undefined) throw new UsageError(refused);
  if (flags.watch !== true) return compileOnce(paths, flags, io);
  return watch(paths, io, () => compileOnce(paths, flags, io));
}

function contradiction({
  watch: watching,
  check,
  force,
  updateScaffolds,
  emit,
  out,
}: CompileFlags): string | undefined {
  if (watching === true && check === true) return "--watch writes and --check does not; give one of them.";
  if (force === true && check === true)
    return "--force overwrites and --check writes nothing; give one of them.";
  if (updateScaffolds === true && check === true)
    return "--update-scaffolds writes and --check does not; give one of them.";
  if (emit === "model" && (watching ?? check ?? force ?? updateScaffolds ?? out) !== undefined) {
    return "--emit model prints and writes nothing; give it alone.";
  }
  return undefined;
}

async function compileOnce(paths: readonly string[], flags: CompileFlags, io: Io): Promise<Exit> {
  const since = performance.now();
  const sources = await readSources(io.cwd, paths);
  const paint = style(io.colour);
  const { diagnostics, model, lock } = working(io, sources, () => checkSources(sources));
  const checked = reportOf(sources, diagnostics, io.cwd, lock?.text);
  io.err(text(checked, paint));
  if (failed(diagnostics) || model === undefined) {
    ending(io, mistaken("Not compiled", checked));
    return exit.failed;
  }
  const warned = diagnostics.length === 0 ? [] : [problems(checked)];
  if (flags.emit === "model") {
    io.out(printed(model));
    return exit.ok;
  }

  const out = outOf(sources, flags, io.cwd);
  const place = slashes(relative(io.cwd, out)) || ".";
  const { config } = sources;
  const options = {
    packageName: config.packageName ?? "domain",
    emit: config.emit,
    modelRoot: slashes(relative(out, sources.root)) || ".",
  };
  const handwritten = await handwrittenParts(model, config, out, flags.updateScaffolds === true);
  if (handwritten !== undefined && handwritten.plan.refusals.length > 0) {
    io.err(refusalText(handwritten.plan.refusals, paint));
    ending(io, nothingWritten(place));
    return exit.failed;
  }
  const emitters = await loadEmitters(config);
  const inputs = inputsOf(model, options, emitters);
  const folder = openFolder(out, trustedRoot(sources, out));
  // What a build checks it takes from the model alone, and not from what an earlier run left on disk.
  const trusts = flags.check !== true;
  if (trusts && isIntact(folder, inputs)) {
    writeHandwritten(handwritten, flags, io, paint);
    ending(io, upToDate(place, folder.manifest.files.size, warned, since));
    return exit.ok;
  }

  const compiling = progress(io, "Compiling");
  const generated = generate(
    model,
    {
      ...options,
      ...(trusts ? { previous: (path: string) => intactText(folder, path) } : {}),
      onProgress: compiling.update,
    },
    emitters.map(({ emitter }) => emitter),
  );
  compiling.done();
  if (!generated.ok) {
    for (const finding of generated.findings)
      io.err(`${findingBlock(finding, model, sources, io.cwd, paint)}\n`);
    ending(io, nothingWritten(place));
    return exit.failed;
  }

  const writing = progress(io, "Writing");
  const root = trustedRoot(sources, out);
  const report = write(generated.files, out, {
    check: flags.check === true,
    force: flags.force === true,
    inputs,
    ...(root === undefined ? {} : { root }),
    onProgress: writing.update,
  });
  writing.done();
  io.err(report.refusals.length > 0 ? refusalText(report.refusals, paint) : changesText(report, paint));
  if (report.ok) writeHandwritten(handwritten, flags, io, paint);
  ending(io, endingOf(report, { place, warned, since, flags }));
  return report.ok ? exit.ok : exit.failed;
}

/** Last of all: the hand-written files, and what there is to say of them. */
function writeHandwritten(
  handwritten: Handwritten | undefined,
  { check, updateScaffolds }: CompileFlags,
  io: Io,
  paint: Style,
): void {
  if (handwritten === undefined) return;
  if (check === true) {
    io.err(
      handwrittenReport({ ...handwritten, plan: { ...handwritten.plan, create: [] } }, io.cwd, false, paint),
    );
    return;
  }
  writeScaffolds(handwritten.plan, handwritten.folder);
  io.err(handwrittenReport(handwritten, io.cwd, updateScaffolds === true, paint));
}

/** Spans are five numbers each: on one line they can be read. */
const printed = (model: Model): string =>
  `${JSON.stringify(model, undefined, 2).replace(/\[\s+(\d+),\s+(\d+),\s+(\d+),\s+(\d+),\s+(\d+)\s+\]/g, "[$1, $2, $3, $4, $5]")}\n`;

function outOf({ config }: Sources, { out }: CompileFlags, cwd: string): string {
  if (out !== undefined) return resolve(cwd, out);
  if (config.out !== undefined) return join(config.root, config.out);
  throw new UsageError('Say where to write: give --out DIR, or "out" in esdl.config.json.');
}

/** Inside the project no folder on the way to the output may be a link; where a person points elsewhere, it is theirs. */
const trustedRoot = ({ config }: Sources, out: string): string | undefined =>
  config.file !== undefined && !relative(config.root, out).startsWith("..") ? config.root : undefined;

const upToDate = (place: string, files: number, also: readonly string[], since: number): Ending => ({
  word: "Up to date",
  tone: also.length === 0 ? "good" : "warning",
  facts: [place, count(files, "file"), ...also],
  since,
});

const nothingWritten = (place: string): Ending => ({
  word: "Not compiled",
  tone: "error",
  facts: [`nothing was written to ${place}`],
});

interface Compiled {
  readonly place: string;
  /** What the model was warned of. */
  readonly warned: readonly string[];
  readonly since: number;
  readonly flags: CompileFlags;
}

function endingOf(report: WriteReport, { place, warned, since, flags }: Compiled): Ending {
  const { created, updated, deleted, unchanged } = report;
  if (report.refusals.length > 0) return nothingWritten(place);
  const changes = [
    [created.length, "new"],
    [updated.length, "changed"],
    [deleted.length, "deleted"],
    [unchanged, "unchanged"],
  ] as const;
  const counts = changes.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
  if (flags.check === true) {
    return report.ok
      ? upToDate(place, unchanged, warned, since)
      : {
          word: "Stale",
          tone: "error",
          facts: [`${place} is not what the model says`, ...counts],
          since,
          next: "Run `esdl compile`.",
        };
  }
  return {
    word: "Compiled",
    tone: warned.length === 0 ? "good" : "warning",
    facts: [place, ...counts, ...warned],
    since,
    next: isFirst(report) ? `${place}/README.md says how to import it.` : undefined,
  };
}

const isFirst = ({ updated, deleted, unchanged }: WriteReport): boolean =>
  updated.length + deleted.length + unchanged === 0;

/** The files that changed; a first compilation is summed up by its counts. */
function changesText(report: WriteReport, paint: Style): string {
  if (isFirst(report)) return "";
  const changes = [
    ...sourcesFirst(report.created).map((path) => `  ${paint.good("+")} ${path}\n`),
    ...sourcesFirst(report.updated).map((path) => `  ${paint.warning("~")} ${path}\n`),
    ...sourcesFirst(report.deleted).map((path) => `  ${paint.error("-")} ${path}\n`),
  ];
  const shown =
    changes.length > mostShown
      ? [...changes.slice(0, mostShown), `  … and ${changes.length - mostShown} more\n`]
      : changes;
  return shown.join("");
}

function refusalText(
  refusals: readonly { readonly message: string; readonly help: string }[],
  paint: Style,
): string {
  return refusals
    .map(
      ({ message, help }) =>
        `${paint.error("error")}: ${visible(message)}\n  ${paint.good("help")}: ${visible(help)}\n\n`,
    )
    .join("");
}

/** What is compiled from sources stands behind them: it says nothing new, and the list is cut. */
function sourcesFirst(paths: readonly string[]): readonly string[] {
  const isCompiled = (path: string): boolean => path.startsWith("dist/");
  return [...paths.filter((path) => !isCompiled(path)), ...paths.filter(isCompiled)];
}

const mostShown = 20;
