/** The pages that people also read in the repository: copied, with those links mended that lead out of the site. */
import { posix } from "node:path";
import type { Page } from "../page.js";
import { pageOfCode } from "./codes.js";

/** Where a page of the repository stands on the site. Links to a folder lead to its README. */
export function placeOf(file: string): string | undefined {
  if (file.startsWith("docs/") && file.endsWith(".md"))
    return file.slice("docs/".length).replace(/(^|\/)README\.md$/, "$1index.md");
  const example = /^examples\/(?:(\w+)\/)?(\w+)\.md$/.exec(file);
  if (example !== null) {
    const [, folder, name = ""] = example;
    const page =
      name === "README" ? (folder ?? "index") : [folder, name.toLowerCase()].filter(Boolean).join("-");
    return `examples/${page}.md`;
  }
  return others[file];
}

const others: Readonly<Record<string, string>> = {
  "CONTRIBUTING.md": "contributing.md",
  "SECURITY.md": "security.md",
  "CHANGELOG.md": "changelog.md",
  "vscode-extension/README.md": "vscode.md",
};

/** A page of the repository as a page of the site; `exists` tells files of the repository. */
export function documentPage(file: string, text: string, exists: (file: string) => boolean): Page {
  const path = placeOf(file);
  if (path === undefined) throw new Error(`${file} has no place on the site: see placeOf.`);
  return { path, text: outsideFences(text, (prose) => linkCodes(relink(prose, file, path, exists), path)) };
}

/** Leads from the code of a diagnostic or the name of a rule to its page. */
const linkCodes = (prose: string, path: string): string =>
  prose.replaceAll(/(?<!\[)`(ESDL\d{4}|[A-Z]+(?:_[A-Z]+)+)`(?!\])/g, (whole, code: string) => {
    const page = pageOfCode(code);
    return page === undefined ? whole : `[${whole}](${hrefOf(path, page)})`;
  });

/** From one page of the site to another. */
function hrefOf(from: string, to: string): string {
  const href = posix.relative(posix.dirname(from), to);
  return href.startsWith(".") ? href : `./${href}`;
}

/** The images that a page shows, by their paths in the repository. */
export const imagesOf = (file: string, text: string): readonly string[] =>
  [...text.matchAll(/!\[[^\]]*\]\(([^)\s:]+)\)/g)].map(([, target = ""]) => resolve(file, target));

const resolve = (file: string, target: string): string =>
  posix.normalize(posix.join(posix.dirname(file), target));

/** Leads links to where their targets stand on the site; what is not there, a folder of code for example, is only named. */
function relink(prose: string, file: string, path: string, exists: (file: string) => boolean): string {
  return prose.replaceAll(
    /(!?)\[((?:[^[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)/g,
    (whole, bang: string, label: string, target: string) => {
      if (/^(?:[a-z]+:|#)/.test(target)) return whole;
      const [to = "", anchor] = target.split("#");
      const named = resolve(file, to).replace(/\/$/, "");
      if (bang !== "") return `![${label}](/${named})`;
      const found = [named, `${named}/README.md`].find((one) => exists(one) && placeOf(one) !== undefined);
      if (found === undefined) return exists(named) ? label : whole;
      return `[${label}](${hrefOf(path, placeOf(found) ?? "")}${anchor === undefined ? "" : `#${anchor}`})`;
    },
  );
}

/** Changes a page's prose and leaves its blocks of code as they are. */
function outsideFences(text: string, change: (part: string) => string): string {
  return text
    .split(/^(`{3,}[^\n]*\n[\s\S]*?^`{3,}[ \t]*$)/m)
    .map((part, at) => (at % 2 === 0 ? change(part) : part))
    .join("");
}
