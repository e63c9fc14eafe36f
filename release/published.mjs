/** The folders of the packages that are published, each after those that it needs. */
export const folders = [
  "language",
  "runtime",
  "simulator",
  "evolution",
  "generator",
  "language-server",
  "cli",
];
