/** The pages of the API, written by TypeDoc from the docstrings: one for each entry point. */
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Application, type TypeDocOptions } from "typedoc";
import type { PluginOptions } from "typedoc-plugin-markdown";
import type { EntryPoint } from "../../../test/packages/published.js";
import type { Page } from "../page.js";

/**
 * @param scratch A folder that may be emptied and written to.
 * @throws Error where TypeDoc finds something wrong, a link that leads nowhere for example.
 */
export async function apiPages(
  root: string,
  entries: readonly EntryPoint[],
  scratch: string,
): Promise<readonly Page[]> {
  rmSync(scratch, { recursive: true, force: true });
  const options: TypeDocOptions & PluginOptions = {
    entryPoints: entries.map(({ source }) => join(root, source)),
    tsconfig: join(root, "site/tsconfig.api.json"),
    plugin: ["typedoc-plugin-markdown"],
    outputs: [{ name: "markdown", path: scratch }],
    router: "module",
    useHTMLAnchors: true,
    mergeReadme: true,
    entryFileName: "index",
    readme: "none",
    disableSources: true,
    excludeInternal: true,
    excludePrivate: true,
    excludeExternals: true,
    hideBreadcrumbs: true,
    hidePageHeader: true,
    useCodeBlocks: true,
    expandObjects: true,
    parametersFormat: "table",
    propertyMembersFormat: "table",
    typeDeclarationFormat: "table",
    sanitizeComments: true,
    validation: { notExported: false, invalidLink: true, notDocumented: false },
    treatWarningsAsErrors: true,
    groupOrder: ["Functions", "Classes", "Interfaces", "Type Aliases", "Variables"],
    logLevel: "Warn",
    name: "API",
  };
  const app = await Application.bootstrapWithPlugins(options);
  const project = await app.convert();
  if (project === undefined)
    throw new Error("TypeDoc could not read the sources; what is wrong stands above.");
  // TypeDoc calls a module after its folder; people import it by its specifier.
  const specifiers = new Map(
    entries.map(({ source, specifier }) => [source.replace(/(?:\/index)?\.ts$/, ""), specifier]),
  );
  for (const module of project.children ?? []) {
    const specifier = specifiers.get(module.name);
    if (specifier !== undefined) module.name = specifier;
  }
  app.validate(project);
  await app.generateOutputs(project);
  if (app.logger.hasErrors() || app.logger.hasWarnings())
    throw new Error("TypeDoc found something wrong in the docstrings; what it is stands above.");
  return readdirSync(scratch, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .map((path) => ({ path: `api/${path}`, text: readFileSync(join(scratch, path), "utf8") }));
}
