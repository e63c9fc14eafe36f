/**
 * `npm run release:address -- https://github.com/owner/name`: sets the address of the repository in every published package. It is
 * not in them yet, since there is none; `npm run release:check` refuses to go on without.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { addressFields } from "./address-fields.mjs";
import { folders } from "./published.mjs";

const [address = ""] = process.argv.slice(2);
if (!/^https:\/\/[^/]+\/[^/]+\/[^/]+$/.test(address)) {
  console.error(
    "Give the address of the repository: npm run release:address -- https://github.com/owner/name",
  );
  process.exit(2);
}
for (const folder of folders) {
  const path = new URL(`../${folder}/package.json`, import.meta.url);
  const entries = Object.entries(JSON.parse(readFileSync(path, "utf8")));
  const fields = addressFields(address, folder);
  const others = entries.filter(([name]) => !(name in fields));
  const at = others.findIndex(([name]) => name === "license");
  const next = Object.fromEntries([...others.slice(0, at), ...Object.entries(fields), ...others.slice(at)]);
  writeFileSync(path, `${JSON.stringify(next, null, 2)}\n`);
}
