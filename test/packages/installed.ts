/** What is installed with the published packages in production, as it lies on the disk: found as Node finds it. */
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Manifest, root } from "./published.js";

/** An installed package. */
export interface Installed {
  readonly name: string;
  readonly version: string;
  readonly license: string | undefined;
  /** Its folder, with symbolic links followed. */
  readonly folder: string;
}

interface Dependent extends Manifest {
  readonly license?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/** The packages that one in a folder of the repository needs, itself left out; with `peers` those too that its users may bring. */
export function installedWith(folder: string, peers: "required" | "all"): readonly Installed[] {
  const start = realpathSync(join(root, folder));
  const found = new Map<string, Installed>();
  const visit = (at: string): void => {
    if (found.has(at)) return;
    const manifest = JSON.parse(readFileSync(join(at, "package.json"), "utf8")) as Dependent;
    const { name, version, license } = manifest;
    found.set(at, { name, version, license, folder: at });
    for (const needed of namesOf(manifest, peers)) {
      const next = resolved(at, needed);
      if (next !== undefined) visit(next);
      else if (manifest.optionalDependencies?.[needed] === undefined)
        throw new Error(`${needed}, which ${name} needs, is not installed`);
    }
  };
  visit(start);
  found.delete(start);
  return [...found.values()].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

/** `langium@4.4.0` */
export const nameOf = ({ name, version }: Installed): string => `${name}@${version}`;

function namesOf(manifest: Dependent, peers: "required" | "all"): readonly string[] {
  const { dependencies, optionalDependencies, peerDependencies = {}, peerDependenciesMeta = {} } = manifest;
  const own = Object.keys(peerDependencies).filter(
    (name) => peers === "all" || peerDependenciesMeta[name]?.optional !== true,
  );
  return [...Object.keys({ ...dependencies, ...optionalDependencies }), ...own];
}

function resolved(from: string, name: string): string | undefined {
  for (let at = from; ; at = dirname(at)) {
    const folder = join(at, "node_modules", name);
    if (existsSync(join(folder, "package.json"))) return realpathSync(folder);
    if (dirname(at) === at) return undefined;
  }
}
