export declare const folders: readonly [
  "language",
  "runtime",
  "simulator",
  "evolution",
  "generator",
  "language-server",
  "cli",
];
