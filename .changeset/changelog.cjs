/**
 * How a change is written into a changelog: as it was told, without the commit, which says nothing to readers. All packages are
 * released together and ask for exactly each other's version, so nothing is said of that either.
 */
module.exports = {
  getReleaseLine: async ({ summary }) => {
    const [first, ...rest] = summary.trim().split("\n");
    return [`- ${first}`, ...rest.map((line) => (line === "" ? "" : `  ${line}`))].join("\n");
  },
  getDependencyReleaseLine: async () => "",
};
