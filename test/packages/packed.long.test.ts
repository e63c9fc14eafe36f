// Every published package as npm packs it, and one generated package: what is in the tarball, and what publint and
// "are the types wrong" say of it. Each check is seen to fail on a package that is wrong.
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { checkModel } from "@esdl/language";
import { generate, write } from "@esdl/generator";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import { publint } from "publint";
import ts from "typescript";
import { afterAll, describe, expect, it } from "vitest";
import { pack, type Packed } from "./pack.js";
import { entryPoints, folders, manifestOf, root } from "./published.js";
import { filesUnder } from "./sources.js";

const scratch = mkdtempSync(join(tmpdir(), "esdl-packed-"));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

/** What publint has to say, suggestions too. */
async function linted({ tarball }: Packed): Promise<readonly string[]> {
  const bytes = tarball.buffer.slice(tarball.byteOffset, tarball.byteOffset + tarball.byteLength);
  const { messages } = await publint({ strict: true, pack: { tarball: bytes as ArrayBuffer } });
  return messages.map(({ code, path }) => `${code} at ${path.join(".")}`);
}

/** What is wrong with the types for those who import ES modules, by Node's rules or a bundler's: the profile `esm-only`. */
async function typeProblems({ tarball }: Packed): Promise<readonly string[]> {
  const result = await checkPackage(createPackageFromTarballData(tarball));
  if (result.types === false) return ["no types"];
  const ignored = ["node10", "node16-cjs"];
  return result.problems
    .filter((problem) => !("resolutionKind" in problem && ignored.includes(problem.resolutionKind)))
    .map((problem) => `${problem.kind} ${"entrypoint" in problem ? problem.entrypoint : ""}`);
}

/** What is wrong with what is in a tarball. */
function contentProblems({ paths, read }: Packed): readonly string[] {
  const manifest = JSON.parse(read("package.json")) as {
    readonly exports?: object;
    readonly bin?: object;
    readonly types?: string;
  };
  const named = textsIn([manifest.exports, manifest.bin, manifest.types])
    .map((path) => posix.normalize(path))
    .filter((path) => !path.includes("*"));
  const missing = ["README.md", "LICENSE", ...named].filter((path) => !paths.has(path));
  // Templates of `esdl init` bring a test along: it is their point.
  const own = [...paths].filter((path) => !path.startsWith("templates/"));
  const unwanted = own.filter((path) =>
    /\.test\.|\.tsbuildinfo$|\/fixtures\/|^src\/(?!testing\/).*\/testing\/|^test\/|\.(tgz|log|db)$/.test(
      path,
    ),
  );
  const lost = own
    .filter((path) => path.endsWith(".map"))
    .flatMap((path) => {
      const { sources } = JSON.parse(read(path)) as { readonly sources: readonly string[] };
      return sources
        .map((source) => posix.join(posix.dirname(path), source))
        .filter((source) => !paths.has(source))
        .map((source) => `${path} leads to ${source}, which is missing`);
    });
  const unmapped = own.filter((path) => /^dist\/.*\.js$/.test(path) && !paths.has(`${path}.map`));
  return [
    ...missing.map((path) => `${path} is missing`),
    ...unwanted.map((path) => `${path} is not for users`),
    ...lost,
    ...unmapped.map((path) => `${path} has no map: is its source gone?`),
  ];
}

const textsIn = (value: unknown): readonly string[] =>
  typeof value === "string"
    ? [value]
    : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(textsIn)
      : [];

const packed = new Map<string, Packed>();
const packedOf = (folder: string): Packed => {
  const known = packed.get(folder) ?? pack(join(root, folder), scratch);
  packed.set(folder, known);
  return known;
};

describe.each(folders)("%s, as it is packed", (folder) => {
  it("holds what it says it has, and nothing that users have no use for", () => {
    expect(contentProblems(packedOf(folder))).toEqual([]);
  });

  it("has nothing that publint finds", async () => {
    expect(await linted(packedOf(folder))).toEqual([]);
  });

  it("has types that are right wherever it can be imported", async () => {
    expect(await typeProblems(packedOf(folder))).toEqual([]);
  });
});

it("type-checks in a project that has nothing but the packages and what they depend on, libraries included", () => {
  const project = join(scratch, "consumer");
  const own = folders.filter((folder) => folder !== "cli");
  for (const folder of own) {
    const { paths, read } = packedOf(folder);
    for (const path of [...paths].filter((path) => /\.d\.ts$|package\.json$/.test(path))) {
      const file = join(project, "node_modules", manifestOf(folder).name, path);
      mkdirSync(join(file, ".."), { recursive: true });
      writeFileSync(file, read(path));
    }
  }
  const declared = own.flatMap((folder) => Object.keys(manifestOf(folder).dependencies ?? {}));
  for (const name of new Set([...declared, "@types/node"])) {
    const link = join(project, "node_modules", name);
    if (existsSync(link)) continue;
    mkdirSync(join(link, ".."), { recursive: true });
    symlinkSync(join(root, "node_modules", name), link, "junction");
  }
  const file = join(project, "index.ts");
  const lines = entryPoints().map(({ specifier }, at) => `export * as all${at} from "${specifier}";`);
  writeFileSync(file, lines.join("\n"));
  writeFileSync(join(project, "package.json"), JSON.stringify({ type: "module" }));
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    lib: ["lib.es2023.d.ts"],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    noEmit: true,
    types: ["node"],
  };
  const program = ts.createProgram([file], options);
  const ours = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(project));
  expect(ours.length).toBeGreaterThan(100);
  const problems = [
    ...program.getOptionsDiagnostics(),
    ...ours.flatMap((one) => [
      ...program.getSyntacticDiagnostics(one),
      ...program.getSemanticDiagnostics(one),
    ]),
  ].map(
    (one) =>
      `${one.file?.fileName.slice(project.length) ?? ""}: ${ts.flattenDiagnosticMessageText(one.messageText, " ")}`,
  );
  expect(problems).toEqual([]);
});

describe("the package that is generated from the shop", () => {
  const home = join(scratch, "shop");
  const model = join(root, "examples/shop/model");
  const generated = (): Packed => {
    const sources = filesUnder(model, /\.esdl$/).map((path) => ({
      path,
      text: readFileSync(join(model, path), "utf8"),
    }));
    const made = generate(checkModel(sources).model!, {
      packageName: "shop-domain",
      emit: ["ts", "js"],
      modelRoot: "../model",
    });
    if (!made.ok) throw new Error("the shop cannot be generated");
    write(made.files, home);
    return pack(home, scratch);
  };

  it("has nothing that publint or the check of its types finds, and brings no tests", async () => {
    const shop = generated();
    expect(await linted(shop)).toEqual([]);
    expect(await typeProblems(shop)).toEqual([]);
    expect([...shop.paths].filter((path) => path.startsWith("test"))).toEqual([]);
    expect(shop.paths).toContain("README.md");
  });
});

describe("a package that is wrong", () => {
  const made = (name: string, manifest: object, files: Readonly<Record<string, string>>): Packed => {
    const home = join(scratch, name);
    const complete = { name, version: "1.0.0", type: "module", license: "MIT", ...manifest };
    for (const [path, text] of Object.entries({ ...files, "package.json": JSON.stringify(complete) })) {
      mkdirSync(join(home, path, ".."), { recursive: true });
      writeFileSync(join(home, path), text);
    }
    return pack(home, scratch);
  };

  it("is found out for what is missing, what is too much, and maps that lead nowhere", () => {
    const wrong = made(
      "wrong-content",
      { exports: { ".": "./dist/index.js", "./gone": "./dist/gone.js" } },
      {
        "README.md": "",
        "dist/index.js": "",
        "dist/index.js.map": JSON.stringify({ sources: ["../src/index.ts"] }),
        "dist/left-over.js": "",
        "dist/.tsbuildinfo": "",
        "src/some/a.test.ts": "",
        "src/some/testing/help.ts": "",
        "src/some/fixtures/a.json": "",
      },
    );
    expect([...contentProblems(wrong)].sort()).toEqual([
      "LICENSE is missing",
      "dist/.tsbuildinfo is not for users",
      "dist/gone.js is missing",
      "dist/index.js.map leads to src/index.ts, which is missing",
      "dist/left-over.js has no map: is its source gone?",
      "src/some/a.test.ts is not for users",
      "src/some/fixtures/a.json is not for users",
      "src/some/testing/help.ts is not for users",
    ]);
  });

  it("is found out by publint for an export that does not exist", async () => {
    const wrong = made("wrong-exports", { exports: { ".": "./gone.js" } }, { "index.js": "" });
    expect(await linted(wrong)).toContain("FILE_DOES_NOT_EXIST at exports..");
  });

  it("is found out for declarations that do not resolve", async () => {
    const wrong = made(
      "wrong-types",
      { exports: { ".": { types: "./index.d.ts", default: "./index.js" } } },
      { "index.js": "export const a = 1;", "index.d.ts": 'export * from "./gone.js";' },
    );
    expect(await typeProblems(wrong)).toEqual(
      expect.arrayContaining([expect.stringContaining("InternalResolutionError")]),
    );
  });
});
