// Lint rules of the repository. The import table below is the architecture: which package may import which.
import { builtinModules } from "node:module";
import eslint from "@eslint/js";
import tseslint from "typescript-eslint";

const nodeBuiltIns = ["node:*", ...builtinModules.filter((name) => !name.startsWith("_"))];
const workspace = [
  "@esdl/language",
  "@esdl/language/*",
  "@esdl/runtime",
  "@esdl/runtime/*",
  "@esdl/simulator",
  "@esdl/evolution",
  "@esdl/generator",
  "@esdl/generator/*",
  "@esdl/language-server",
  "@esdl/language-server/*",
  "esdl",
];

/** Folder → the workspace packages it may import, and whether it may use what only Node has. */
const imports = [
  { files: "language/src/**", may: [], node: false },
  { files: "language/src/model/**", may: [], node: false, not: ["langium", "langium/*"] },
  { files: "runtime/src/**", may: [], node: true },
  { files: "runtime/src/values/**", may: [], node: false },
  { files: "simulator/src/**", may: ["@esdl/language/model", "@esdl/runtime/values"], node: false },
  { files: "evolution/src/**", may: ["@esdl/language/model"], node: false },
  { files: "generator/src/**", may: ["@esdl/language/model", "@esdl/evolution"], node: true },
  {
    files: "language-server/src/**",
    may: ["@esdl/language", "@esdl/language/*", "@esdl/simulator"],
    node: true,
  },
  {
    files: "cli/src/**",
    may: [
      "@esdl/language",
      "@esdl/language/*",
      "@esdl/simulator",
      "@esdl/evolution",
      "@esdl/generator",
      "@esdl/generator/escape",
      "@esdl/language-server",
      "@esdl/language-server/worker",
    ],
    node: true,
  },
  { files: "vscode-extension/src/**", may: [], node: true },
  {
    files: "site/src/**",
    may: ["@esdl/language", "@esdl/evolution", "@esdl/generator"],
    node: true,
  },
];

/** Workspace packages that a folder may not import, as patterns of `no-restricted-imports`. */
const forbidden = ({ files, may, node, not = [] }) => {
  const names = [...workspace.filter((name) => !may.includes(name)), ...(node ? [] : nodeBuiltIns), ...not];
  // A pattern such as `@esdl/language/*` must let through what is allowed by name.
  const group = [...names.filter((name) => name.includes("*")), ...may.map((name) => `!${name}`)];
  const message = "The import table in eslint.config.js forbids it.";
  return {
    files: [files],
    ignores: ["**/*.test.ts", "**/testing/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        { paths: names.filter((name) => !name.includes("*")), patterns: [{ group, message }] },
      ],
    },
  };
};

export default tseslint.config(
  {
    ignores: [
      "**/dist/",
      "**/generated/",
      "**/node_modules/",
      "site/pages/",
      "**/fixtures/",
      "coverage/",
      "cli/templates/",
      "examples/emitter/",
    ],
  },
  eslint.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      // `return report(…)` answers the undefined that stands for "reported already".
      "@typescript-eslint/no-confusing-void-expression": "off",
      eqeqeq: "error",
    },
  },
  {
    // They belong to no package.
    files: ["*.config.ts"],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { projectService: false } },
  },
  {
    // Assertions on what a test knows to be there read better than guards.
    files: ["**/*.test.ts", "test/**/*.ts"],
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
    },
  },
  {
    files: ["**/*.js", "**/*.mjs"],
    languageOptions: {
      globals: { process: "readonly", console: "readonly", URL: "readonly", performance: "readonly" },
    },
  },
  ...imports.map(forbidden),
);
