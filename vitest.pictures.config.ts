import { defineConfig } from "vitest/config";
import { versions } from "./test/editor/prepare/installed.mjs";
import { settings } from "./test/editor/vscode/pictures/settings.js";

// Takes the pictures of the extension's README anew, in the newest VS Code.
export default defineConfig({
  test: {
    name: "pictures",
    include: ["test/editor/vscode/pictures/*.picture.ts"],
    globalSetup: ["./test/editor/vscode/setup.ts"],
    provide: { version: versions.at(-1), start: { settings } },
    bail: 1,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000, interval: 100 } },
  },
});
