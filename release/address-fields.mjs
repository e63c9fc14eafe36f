/** What a package.json says of where the package is at home. The one place that knows how an address becomes that. Pure. */

/**
 * @param address of the repository, as one opens it in a browser: `https://github.com/owner/name`.
 * @param folder of the package in it.
 */
export function addressFields(address, folder) {
  const url = address.replace(/\/$/, "").replace(/\.git$/, "");
  return {
    homepage: `${url}/tree/main/${folder}#readme`,
    bugs: { url: `${url}/issues` },
    // npm compares it with where a package was built: provenance is refused when they differ.
    repository: { type: "git", url: `git+${url}.git`, directory: folder },
  };
}
