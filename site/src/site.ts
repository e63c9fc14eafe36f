/** All pages of the site, from the repository as it stands. */
import type { Diagnostic, Source } from "@esdl/language";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { text as printed } from "../../cli/src/report/text.js";
import { style } from "../../cli/src/style.js";
import { exportRows } from "../../test/packages/exports.js";
import { entryPoints, root } from "../../test/packages/published.js";
import { esdlProgram } from "./esdl-program.js";
import type { Page } from "./page.js";
import { changePages } from "./pages/changes.js";
import { cliPages } from "./pages/cli.js";
import { configurationPages, type Schema } from "./pages/configuration.js";
import { diagnosticPages } from "./pages/diagnostics.js";
import { documentPage, imagesOf } from "./pages/documents.js";
import { exportPages } from "./pages/exports.js";
import { grammarPages } from "./pages/grammar.js";
import { homePage } from "./pages/home.js";

const read = (path: string): string => readFileSync(join(root, path), "utf8");

/** The files of the repository that are pages of the site. */
export const documents = (): readonly string[] =>
  globSync(
    [
      "docs/**/*.md",
      "examples/*.md",
      "examples/*/*.md",
      "CONTRIBUTING.md",
      "SECURITY.md",
      "CHANGELOG.md",
      "vscode-extension/README.md",
    ],
    {
      cwd: root,
      ignore: ["**/node_modules/**", "**/generated/**"],
    },
  ).sort();

/** Every page but those of the API, which TypeDoc writes. */
export const pages = (): readonly Page[] => [
  homePage(read("README.md")),
  ...documents().map((file) => documentPage(file, read(file), (one) => existsSync(join(root, one)))),
  ...cliPages(esdlProgram),
  ...configurationPages(JSON.parse(read("cli/config.schema.json")) as Schema),
  ...diagnosticPages(frame),
  ...changePages(),
  ...exportPages(exportRows(entryPoints())),
  ...grammarPages(read("language/src/grammar/esdl.langium")),
];

/** The images that the pages of the repository show. */
export const images = (): readonly string[] => documents().flatMap((file) => imagesOf(file, read(file)));

const frame = (diagnostic: Diagnostic, sources: readonly Source[]): string =>
  printed(
    { diagnostics: [diagnostic], sources: new Map(sources.map(({ path, text }) => [path, text])) },
    style(false),
  );
