/**
 * Code lenses: how often each declaration is named, and how each scenario went. What a click does is the editor's: it says in
 * `experimental.commands.commands` of its capabilities which commands it knows, and lenses without one are read only.
 */
import type { ClientCapabilities, CodeLens, Command } from "vscode-languageserver";
import { type Analysis, ast } from "@esdl/language/editing";
import type { OpenModel } from "../models.js";
import { outlineOf, type Outlined } from "../outline/outline.js";
import { type Declared, type Reference, referencesTo } from "../references/references.js";
import { type FileRequest, rangeOf } from "../request.js";
import type { ScenarioOutcome } from "../scenarios/messages.js";
import type { Feature } from "./feature.js";

/** Arguments: the URI, the place of the declaration, the places that name it. */
export const showReferences = "esdl.showReferences";
/** Arguments: the URI, and the name of a scenario; all of the file without one. */
export const runScenario = "esdl.runScenario";

export const codeLensFeature: Feature = {
  capabilities: { codeLensProvider: {} },
  register: (connection, serve) => {
    connection.onCodeLens(
      serve.file(async (request) => {
        const model: OpenModel = await serve.modelOf(request.uri);
        const outcomes = serve.scenarios.outcomes(model, request.path);
        return codeLenses(request, outcomes, knownCommands(serve.client()));
      }),
    );
  },
};

export function knownCommands({ experimental }: ClientCapabilities): ReadonlySet<string> {
  const { commands } = (experimental ?? {}) as { readonly commands?: { readonly commands?: unknown } };
  return new Set(Array.isArray(commands?.commands) ? commands.commands.map(String) : []);
}

export function codeLenses(
  request: FileRequest,
  outcomes: ReadonlyMap<string, ScenarioOutcome>,
  commands: ReadonlySet<string>,
): CodeLens[] {
  const { settings, project, path, document } = request;
  const file = project.files.get(path);
  if (file === undefined) return [];
  const lens = (at: Outlined, command: Command): CodeLens => ({
    range: rangeOf(document, at.selection),
    command: commands.has(command.command) ? command : { title: command.title, command: "" },
  });
  const all = flat(outlineOf(file));
  return [
    ...(settings.codeLens.references
      ? all.flatMap((one) => {
          const symbol = symbolOf(one, request.analysis);
          return symbol === undefined ? [] : [lens(one, references(one, symbol, request))];
        })
      : []),
    ...(settings.codeLens.scenarios
      ? all
          .filter(({ node, name }) => ast.isScenarioDecl(node) && name !== "")
          .map((one) => lens(one, scenario(one, outcomes.get(one.name), request)))
      : []),
  ];
}

const flat = (outline: readonly Outlined[]): readonly Outlined[] =>
  outline.flatMap((one) => [one, ...flat(one.children)]);

/** Sagas and policies are named by nothing. */
function symbolOf({ node }: Outlined, { names }: Analysis): Declared | undefined {
  const symbol = ast.isNamed(node) ? names.declaredBy(node) : undefined;
  return symbol?.kind === "policy" || symbol?.kind === "saga" ? undefined : symbol;
}

function references(at: Outlined, symbol: Declared, request: FileRequest): Command {
  const { project, analysis, uri, uriOf, documentOf, document } = request;
  const found = referencesTo(symbol, project, analysis);
  const locations = found.map((reference: Reference) => ({
    uri: uriOf(reference.file),
    range: rangeOf(documentOf(reference.file), reference),
  }));
  return {
    title: found.length === 1 ? "1 reference" : `${String(found.length)} references`,
    command: showReferences,
    arguments: [uri, document.positionAt(at.selection.start), locations],
  };
}

/** So much of what is wrong stands on the line above the scenario. */
const longest = 80;

const scenario = (
  { name }: Outlined,
  outcome: ScenarioOutcome | undefined,
  { uri }: FileRequest,
): Command => ({
  title: outcome === undefined ? "▷ run" : titleOf(outcome),
  command: runScenario,
  arguments: [uri, name],
});

function titleOf({ status, message = "" }: ScenarioOutcome): string {
  if (status === "passed") return "✓ passed";
  const [first = ""] = message.split("\n");
  const short = first.length > longest ? `${first.slice(0, longest - 1)}…` : first;
  return `${status === "failed" ? "✗ failed" : "○ skipped"}${short === "" ? "" : `: ${short}`}`;
}
