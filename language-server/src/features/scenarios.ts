/** `esdl/scenarios` and `esdl/runScenarios`: what an editor's list of tests shows, and what it starts. */
import { ast } from "@esdl/language/editing";
import type { CancellationToken, Range } from "vscode-languageserver";
import type { OpenModel } from "../models.js";
import type { ScenarioOutcome } from "../scenarios/messages.js";
import type { Feature, Serve } from "./feature.js";

export interface ListedScenario {
  readonly uri: string;
  readonly name: string;
  /** The whole scenario. */
  readonly range: Range;
}

/** How a scenario of a file went, as editors are told. */
export type TestedScenario = ListedScenario & Omit<ScenarioOutcome, "path">;

interface Wanted {
  readonly uris?: readonly string[];
  readonly names?: readonly string[];
}

export const scenariosFeature: Feature = {
  capabilities: {},
  register: (connection, serve) => {
    connection.onRequest(
      "esdl/scenarios",
      serve.models(async (models, params: { readonly uri?: string } | null) => {
        const uri = params?.uri;
        if (uri === undefined) return { scenarios: models.flatMap((model) => listed(model)) };
        const model = await serve.modelOf(uri);
        return { scenarios: listed(model, [model.pathOf(uri) ?? ""]) };
      }),
    );
    connection.onRequest(
      "esdl/runScenarios",
      serve.models(async (models, params: Wanted | null, token) => {
        const results: TestedScenario[] = [];
        for (const [model, paths] of await chosen(models, params?.uris, serve)) {
          if (token.isCancellationRequested) break;
          results.push(...(await run(model, { paths, names: params?.names }, token, serve)));
        }
        return { results };
      }),
    );
  },
};

/** The models that files belong to, with their paths there; all models, with all that they have, where no file is named. */
async function chosen(
  models: readonly OpenModel[],
  uris: readonly string[] | undefined,
  serve: Serve,
): Promise<ReadonlyMap<OpenModel, readonly string[] | undefined>> {
  if (uris === undefined) return new Map(models.map((model) => [model, undefined]));
  const found = new Map<OpenModel, string[]>();
  for (const uri of uris) {
    const model = await serve.modelOf(uri);
    const paths = found.get(model) ?? [];
    const path = model.pathOf(uri);
    found.set(model, path === undefined ? paths : [...paths, path]);
  }
  return found;
}

async function run(
  model: OpenModel,
  {
    paths,
    names,
  }: { readonly paths: readonly string[] | undefined; readonly names: readonly string[] | undefined },
  token: CancellationToken,
  { scenarios }: Serve,
): Promise<readonly TestedScenario[]> {
  const outcomes = await scenarios.run(model, { paths, names }, () => token.isCancellationRequested);
  if (outcomes !== undefined) return outcomes.map((outcome) => tested(model, outcome));
  return listed(model, paths)
    .filter(({ name }) => names?.includes(name) !== false)
    .map((scenario) => ({
      ...scenario,
      status: "skipped",
      message: "The model has errors: mend them first",
    }));
}

export const tested = ({ uriOf }: OpenModel, { path, ...outcome }: ScenarioOutcome): TestedScenario => ({
  uri: uriOf(path),
  ...outcome,
});

/** The scenarios that stand in files, also while they are half typed. */
function listed({ project, uriOf }: OpenModel, paths?: readonly string[]): readonly ListedScenario[] {
  return [...(paths ?? project.files.keys())].flatMap((path) =>
    (project.files.get(path)?.root.declarations ?? []).flatMap((node) => {
      const range = node.$cstNode?.range;
      return ast.isScenarioDecl(node) && range !== undefined && node.name !== ""
        ? [{ uri: uriOf(path), name: node.name, range }]
        : [];
    }),
  );
}
