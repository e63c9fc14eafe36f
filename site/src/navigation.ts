/** What the site's sidebar shows, in its order: pages of `docs/` and the folders that are generated. A test holds it to both. */

/** A page by its path from the root of the site, without `.md`, and its name in the sidebar. */
export type Entry = readonly [page: string, title: string];

export interface Group {
  readonly title: string;
  readonly entries: readonly Entry[];
}

export const navigation: readonly Group[] = [
  {
    title: "Begin",
    entries: [
      ["tutorial", "Tutorial"],
      ["tutorial/1-project", "1. A project"],
      ["tutorial/2-aggregate", "2. An aggregate"],
      ["tutorial/3-scenario", "3. A scenario"],
      ["tutorial/4-projection", "4. A projection"],
      ["tutorial/5-service", "5. A service"],
      ["tutorial/6-saga", "6. A saga"],
      ["tutorial/7-release", "7. A second release"],
      ["tutorial/8-pull-request", "8. A pull request"],
      ["examples/index", "Examples"],
      ["editors", "Editors"],
    ],
  },
  {
    title: "The language",
    entries: [
      ["language/index", "The whole"],
      ["language/files", "Files, contexts, names"],
      ["language/words", "Names and words"],
      ["language/layout", "Layout"],
      ["language/scalars", "Scalars"],
      ["language/types", "Ids, types, enums"],
      ["language/collections", "Optionals and collections"],
      ["language/values", "Fields and values"],
      ["language/expressions", "Expressions"],
      ["language/functions", "Functions"],
      ["language/aggregates", "Aggregates"],
      ["language/commands", "Commands"],
      ["language/events", "Events"],
      ["language/statements", "Statements"],
      ["language/rules", "Rules"],
      ["language/versions", "Versions"],
      ["language/projections", "Projections"],
      ["language/sagas", "Sagas"],
      ["language/policies", "Policies"],
      ["language/external-commands", "External commands"],
      ["language/scenarios", "Scenarios"],
      ["reference/grammar", "Grammar in diagrams"],
      ["diagnostics/index", "Diagnostics"],
    ],
  },
  {
    title: "Guides",
    entries: [
      ["testing", "Testing"],
      ["pull-requests", "Evolution in pull requests"],
      ["operations", "Operating"],
      ["adopting", "Adopting in an existing service"],
      ["promises", "What each version promises"],
    ],
  },
  {
    title: "Reference",
    entries: [
      ["cli", "The command line"],
      ["reference/cli", "Every verb and flag"],
      ["reference/configuration", "esdl.config.json"],
      ["generated-code", "The generated package"],
      ["generated-tests", "Generated tests, and your own"],
      ["runtime", "The runtime"],
      ["sagas", "Running sagas and policies"],
      ["evolution", "Changing events for years"],
      ["reliability", "Reliability"],
      ["schema-comparison", "Comparing JSON Schemas"],
      ["changes/index", "Rules of esdl diff"],
      ["api/index", "API"],
      ["reference/exports", "Every export"],
    ],
  },
  {
    title: "How it works",
    entries: [
      ["how-it-works", "Of the compiler and runtime"],
      ["how-the-language-server-works", "The language server"],
      ["contributing", "Contributing"],
    ],
  },
];

/** Pages that are reached from another one only: each of a folder, through its index. */
export const folded = ["diagnostics/", "changes/", "api/", "examples/"] as const;

/** The sidebar as VitePress takes it. */
export const sidebar = navigation.map(({ title, entries }) => ({
  text: title,
  items: entries.map(([page, text]) => ({ text, link: `/${page.replace(/(^|\/)index$/, "$1")}` })),
}));
