// The licences of all that is installed with the published packages, the driver of SQLite that users may bring included.
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { installedWith, type Installed } from "./installed.js";
import { folders, root } from "./published.js";

const { allowed, explained } = JSON.parse(readFileSync(join(root, "release/licences.json"), "utf8")) as {
  readonly allowed: readonly string[];
  readonly explained: Readonly<Record<string, string>>;
};

/** Whether an SPDX expression can be chosen to be allowed: `(MIT OR WTFPL)` can, `(MIT AND CC-BY-4.0)` cannot. */
function isAllowed(expression: string): boolean {
  const alternatives = expression.replace(/^\((.*)\)$/, "$1").split(" OR ");
  return alternatives.some((one) => one.split(" AND ").every((licence) => allowed.includes(licence)));
}

const key = ({ name, license }: Pick<Installed, "name" | "license">): string =>
  `${name} ${license ?? "none"}`;
const refused = (all: readonly Installed[]): readonly string[] =>
  all.filter(({ license }) => license === undefined || !isAllowed(license)).map(key);

const installed = [
  ...new Map(
    folders.flatMap((folder) => installedWith(folder, "all")).map((one) => [one.folder, one] as const),
  ).values(),
];

describe("the licences of what is installed with our packages", () => {
  it("are allowed, or explained in release/licences.json", () => {
    expect(installed.length).toBeGreaterThan(50);
    expect(refused(installed).filter((one) => explained[one] === undefined)).toEqual([]);
  });

  it("are explained for none that needs no explanation", () => {
    expect(Object.keys(explained).filter((one) => !refused(installed).includes(one))).toEqual([]);
  });

  it("are those that package-lock.json has", () => {
    const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
      readonly packages: Readonly<Record<string, { readonly license?: string }>>;
    };
    const different = installed
      .map((one) => [one, packages[relative(root, one.folder).replaceAll("\\", "/")]?.license] as const)
      .filter(([{ license }, locked]) => license !== locked)
      .map(([one, locked]) => `${key(one)}, and ${locked ?? "none"} in the lock`);
    expect(different).toEqual([]);
  });

  it("are refused where they ask for more, where one of two does, and where there is none", () => {
    const one = { name: "a", version: "1.0.0", folder: "/a" };
    const licences = ["GPL-3.0-only", "(MIT AND CC-BY-4.0)", undefined, "MIT", "(MIT OR WTFPL)"];
    expect(refused(licences.map((license) => ({ ...one, license })))).toEqual([
      "a GPL-3.0-only",
      "a (MIT AND CC-BY-4.0)",
      "a none",
    ]);
  });
});
