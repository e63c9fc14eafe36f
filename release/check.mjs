/**
 * `npm run release:check`: what is still missing before the packages can be published, a line each. Says nothing of what the tests
 * say. Exit status: 0 nothing is missing, 1 something is.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { addressFields } from "./address-fields.mjs";
import { folders } from "./published.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const git = (...args) => execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();
const manifests = folders.map((folder) => JSON.parse(readFileSync(`${root}${folder}/package.json`, "utf8")));
const [{ version, repository }] = manifests;
const address = /^git\+(.*)\.git$/.exec(repository?.url ?? "")?.[1];

const isAt = (manifest, folder) =>
  Object.entries(addressFields(address, folder)).every(([name, value]) =>
    isDeepStrictEqual(manifest[name], value),
  );
const pending = readdirSync(`${root}.changeset`).filter((file) => file.endsWith(".md")).length;

const missing = [
  address === undefined &&
    "The packages have no address. Run: npm run release:address -- https://github.com/owner/name",
  address !== undefined &&
    !manifests.every((manifest, at) => isAt(manifest, folders[at])) &&
    `The packages have different addresses. Run: npm run release:address -- ${address}`,
  pending > 0 && `${pending} changesets wait to become a version. Run: npx changeset version && npm install`,
  !manifests.every((manifest) => manifest.version === version) && "The packages have different versions.",
  git("status", "--porcelain") !== "" && "The working tree has changes that are not committed.",
  git("tag", "--list", `v${version}`) !== "" &&
    `There is a tag v${version} already: raise the version first.`,
].filter((line) => line !== false);

for (const line of missing) console.log(line);
process.exitCode = missing.length > 0 ? 1 : 0;
