/**
 * The package-lock.json that a published package would have by itself: its production dependencies at the versions of our own
 * lock, with our other packages as npm would install them from the registry. Pure.
 *
 * `npm sbom --omit dev` cannot be asked in the workspace: it leaves out whatever any of our packages also uses in development.
 */

/**
 * @param lock ours, as parsed.
 * @param folder of the package in the workspace, `runtime`.
 */
export function productionLock(lock, folder) {
  const { packages } = lock;
  /** Where a package finds another one: beside it, then further up. */
  const resolve = (from, name) => {
    for (let at = from; ; at = parentOf(at)) {
      const place = at === "" ? `node_modules/${name}` : `${at}/node_modules/${name}`;
      const found = packages[place];
      if (found !== undefined) return found.link ? found.resolved : place;
      if (at === "") return undefined;
    }
  };
  const reached = new Set();
  const visit = (place) => {
    if (reached.has(place)) return;
    reached.add(place);
    const {
      dependencies = {},
      optionalDependencies = {},
      peerDependencies = {},
      peerDependenciesMeta = {},
    } = packages[place];
    const mayLack = (name) => name in optionalDependencies || peerDependenciesMeta[name]?.optional === true;
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
      // What users bring themselves is none of ours.
      if (peerDependenciesMeta[name]?.optional === true) continue;
      const found = resolve(place, name);
      if (found !== undefined) visit(found);
      else if (!mayLack(name)) throw new Error(`package-lock.json lacks ${name}, which ${place} needs`);
    }
  };
  visit(folder);

  const laidOut = {};
  for (const place of [...reached].sort()) {
    const target = targetOf(place, folder, packages);
    if (target in laidOut) throw new Error(`Two packages would be ${target} beside ${folder}`);
    laidOut[target] = { ...packages[place], devDependencies: undefined, dev: undefined };
  }
  const { name, version } = packages[folder];
  return { name, version, lockfileVersion: 3, requires: true, packages: laidOut };
}

/** The folder above that may have a node_modules of its own; the root is "". */
const parentOf = (place) => place.slice(0, Math.max(0, place.lastIndexOf("/node_modules/")));

/** The place in the lock of the package itself: it is the root, our other packages lie in its node_modules. */
function targetOf(place, folder, packages) {
  const [workspace, ...rest] = place.split("/node_modules/");
  if (workspace.startsWith("node_modules/")) return place;
  const home = workspace === folder ? "" : `node_modules/${packages[workspace].name ?? workspace}`;
  return [home, ...rest.map((name) => `node_modules/${name}`)].filter((part) => part !== "").join("/");
}
