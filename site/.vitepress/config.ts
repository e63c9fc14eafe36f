/** How VitePress builds the site: from `pages`, which `src/main.ts` writes, into `dist`. Nothing is fetched from elsewhere. */
import { slug } from "github-slugger";
import { readFileSync } from "node:fs";
import { defineConfig } from "vitepress";
import { sidebar } from "../src/navigation.js";

const grammar = JSON.parse(
  readFileSync(new URL("../../vscode-extension/syntaxes/esdl.tmLanguage.json", import.meta.url), "utf8"),
) as object;

export default defineConfig({
  title: "ESDL",
  description:
    "Event-sourced aggregates, read models and sagas, declared; typed TypeScript that runs on an event store.",
  lang: "en",
  head: [["link", { rel: "icon", href: "/esdl.png" }]],
  srcDir: "pages",
  outDir: "dist",
  cacheDir: "../node_modules/.cache/esdl-site",
  metaChunk: true,
  markdown: {
    languages: [{ ...grammar, name: "esdl" } as never],
    // Links with an anchor work in the repository as well.
    anchor: { slugify: (text) => slug(text) },
  },
  themeConfig: {
    nav: [
      { text: "Tutorial", link: "/tutorial" },
      { text: "Language", link: "/language/" },
      { text: "Command line", link: "/cli" },
      { text: "Runtime", link: "/runtime" },
    ],
    sidebar,
    outline: [2, 3],
    search: { provider: "local" },
    footer: { message: "MIT licence" },
  },
});
