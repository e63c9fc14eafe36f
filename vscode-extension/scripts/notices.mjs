/** The licences of what was bundled: which packages those are, and the text that goes with the extension. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Licences that may be bundled into a program under the MIT licence; another one has to be looked at by a person first. */
const allowed = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "ISC",
  "MIT",
]);

/** The folders of the packages of which something is in the bundles, each with what its package.json and licence say. */
export async function packagesIn(metafiles) {
  const folders = new Set(
    metafiles.flatMap(({ outputs }) =>
      Object.values(outputs).flatMap(({ inputs }) =>
        Object.entries(inputs).flatMap(([path, { bytesInOutput }]) =>
          bytesInOutput > 0 ? folderOf(path) : [],
        ),
      ),
    ),
  );
  return Promise.all([...folders].sort().map(read));
}

/** `…/node_modules/@a/b/lib/c.js` is in `…/node_modules/@a/b`. */
const folderOf = (path) => path.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.slice(0, 1) ?? [];

async function read(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const files = (await readdir(folder)).filter((file) => /^(?:licen[cs]e|notice)(?:[.-].*)?$/i.test(file));
  const texts = await Promise.all(files.sort().map((file) => readFile(join(folder, file), "utf8")));
  return { name, version, license, text: texts.join("\n").trim() };
}

/**
 * One text for all of them, in which the same licence stands once.
 * @throws Error for a package whose licence is not known to be fine.
 */
export function noticesOf(packages) {
  const refused = packages.filter(({ license }) => !allowed.has(license));
  if (refused.length > 0)
    throw new Error(
      `Look at these licences, and add them to scripts/notices.mjs if they are fine: ${refused
        .map(({ name, version, license }) => `${name} ${version} (${license ?? "none"})`)
        .join(", ")}`,
    );
  const byText = new Map();
  for (const { name, version, license, text } of packages) {
    const own = text === "" ? `Licensed under ${license}.` : text.replaceAll("\r\n", "\n");
    byText.set(own, [...(byText.get(own) ?? []), `${name} ${version}: ${license}`]);
  }
  const blocks = [...byText].map(([text, names]) => `${[...new Set(names)].join("\n")}\n\n${text}`);
  const line = `\n\n${"─".repeat(80)}\n\n`;
  return `${["The extension has in it parts of these packages.", ...blocks].join(line)}\n`;
}
