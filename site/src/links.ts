/** Finds the links of a built site that lead nowhere: to a page, an anchor, a script or an image that is not there. */
import { posix } from "node:path";

export interface Broken {
  /** The page that has the link, from the root of the site. */
  readonly page: string;
  readonly link: string;
  readonly why: "no such file" | "no such anchor";
}

/** @param files The site's files by their paths from its root; those that are no pages may be empty. */
export function brokenLinks(files: ReadonlyMap<string, string>): readonly Broken[] {
  const anchors = new Map([...files].map(([path, html]) => [path, new Set(values(html, "id"))]));
  return [...files].flatMap(([page, html]) =>
    page.endsWith(".html")
      ? [...new Set([...values(html, "href"), ...values(html, "src")])]
          .filter((link) => !/^(?:[a-z]+:|\/\/)/.test(link))
          .flatMap((link) => brokenAt(page, link, anchors))
      : [],
  );
}

function brokenAt(
  page: string,
  link: string,
  anchors: ReadonlyMap<string, ReadonlySet<string>>,
): readonly Broken[] {
  const [path = "", anchor = ""] = link.split("#");
  const there = anchors.get(path === "" ? page : fileOf(page, decodeURIComponent(path)));
  if (there === undefined) return [{ page, link, why: "no such file" }];
  if (anchor === "" || there.has(decodeURIComponent(anchor))) return [];
  return [{ page, link, why: "no such anchor" }];
}

/** The file that a server answers a path with. */
function fileOf(page: string, path: string): string {
  const file = path.startsWith("/") ? path.slice(1) : posix.normalize(posix.join(posix.dirname(page), path));
  return file === "" || file === "." || file.endsWith("/") ? posix.join(file, "index.html") : file;
}

/** The values of an attribute, as they stand in HTML that was written by a program. */
const values = (html: string, attribute: string): readonly string[] =>
  [...html.matchAll(new RegExp(`\\s${attribute}="([^"]*)"`, "g"))].map(([, value = ""]) =>
    value.replaceAll("&amp;", "&").replaceAll("&quot;", '"').replaceAll("&#39;", "'"),
  );
