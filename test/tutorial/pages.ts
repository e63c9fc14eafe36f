// The steps of all pages of the tutorial.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { pagesOf, stepsOf, type Step } from "./steps.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), "utf8");

export const tutorial: readonly Step[] = pagesOf("docs/tutorial.md", read).flatMap((page) =>
  stepsOf(page, read(page)),
);
