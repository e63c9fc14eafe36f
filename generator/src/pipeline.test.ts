import { describe, expect, it } from "vitest";
import type { EmitOptions, EmittedFile, Emitter } from "./emitter.js";
import { packageEmitter } from "./package/package.js";
import { runEmitters } from "./pipeline.js";
import { aggregateDecl, at, context, field, model, scalar } from "./testing/build.js";

const options: EmitOptions = { packageName: "domain", emit: ["ts"], modelRoot: ".." };
const banking = model(context("Banking", { doc: "Accounts | and `money`." }), context("Con"));

const giving = (name: string, ...files: readonly unknown[]): Emitter => ({
  name,
  emit: () => files as EmittedFile[],
});

/** What emitters give together: paths, or what was found. */
function run(emitters: readonly Emitter[], given: Partial<EmitOptions> = {}): readonly string[] {
  const result = runEmitters(banking, { ...options, ...given }, emitters);
  return result.ok ? result.files.map(({ path }) => path) : result.findings.map(({ message }) => message);
}

describe("emitters", () => {
  it("give their files one after the other", () => {
    const b = giving("b", { path: "b.md", text: "b\n" }, { path: "a.md", text: "a\n" });
    expect(run([giving("a", { path: "src/x.ts", text: "export {};\n" }), b])).toEqual([
      "src/x.ts",
      "b.md",
      "a.md",
    ]);
  });

  it("know the options, and nothing of how they are run", () => {
    let seen: unknown;
    const emitter: Emitter = {
      name: "curious",
      emit: (_, given) => {
        seen = given;
        return [];
      },
    };
    runEmitters(banking, { ...options, previous: () => "", onProgress: () => undefined }, [emitter]);
    expect(seen).toEqual(options);
  });

  it("may end lines as Windows does", () => {
    const result = runEmitters(banking, options, [giving("a", { path: "a.md", text: "a\r\nb\r\n" })]);
    expect(result).toMatchObject({ ok: true, files: [{ path: "a.md", text: "a\nb\n" }] });
  });

  const a = { path: "a.md", text: "" };
  it.each<[string, readonly Emitter[], string]>([
    [
      "one path of two",
      [giving("one", a), giving("two", a)],
      "The emitter `two` gives `a.md` as the emitter `one` does",
    ],
    ["a path twice", [giving("one", a, { path: "A.md", text: "" })], "The emitter `one` gives `A.md` twice"],
    [
      "a path that leads out",
      [giving("one", { path: "../a.md", text: "" })],
      'The emitter `one` gives the path "../a.md", which is not allowed: it leads out of the folder',
    ],
    [
      "something else",
      [giving("one", { path: "a.md" })],
      "The emitter `one` gives something that is no `{ path, text }`",
    ],
    ["nothing at all", [giving("one", undefined)], "The emitter `one` failed:"],
    [
      "what is no TypeScript",
      [giving("one", { path: "src/x.ts", text: "export const = 1;\n" })],
      "The emitter `one` gives `src/x.ts`, which TypeScript cannot compile",
    ],
    [
      "what is compiled",
      [
        giving("one", { path: "src/x.ts", text: "export {};\n" }),
        giving("two", { path: "dist/x.js", text: "" }),
      ],
      "The emitter `two` gives `dist/x.js`, which is compiled from `src/`",
    ],
  ])("are refused for %s", (_, emitters, message) => {
    const found = run(emitters, { emit: ["ts", "js"] });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(message);
  });

  it("are refused together with what they say themselves, before anything is emitted", () => {
    const picky: Emitter = {
      name: "picky",
      *refuse() {
        yield { message: "no contexts, please", help: "Remove them." };
      },
      emit: () => {
        throw new Error("not reached");
      },
    };
    expect(run([picky])).toEqual(["no contexts, please"]);
  });

  it("do not see a model whose members cannot be named", () => {
    const proto = field("__proto__", scalar("string"), { nameSpan: at(7, 3, "__proto__") });
    const hostile = model(
      context("C", {
        aggregates: [
          aggregateDecl("C.A", field("id", scalar("uuid")), { state: { fields: [proto], getters: [] } }),
        ],
      }),
    );
    const result = runEmitters(hostile, options, [giving("a")]);
    expect(result).toMatchObject({ ok: false, findings: [{ span: [0, 7, 3, 7, 12] }] });
  });
});

describe("the package's own files", () => {
  const textOf = (path: string, given: Partial<EmitOptions> = {}): string => {
    const result = runEmitters(banking, { ...options, ...given }, [packageEmitter]);
    return (result.ok ? result.files : []).find((file) => file.path === path)!.text;
  };

  it("export each context by a path of its own", () => {
    expect(JSON.parse(textOf("package.json"))).toMatchObject({
      name: "domain",
      type: "module",
      exports: { "./banking": "./src/banking/index.ts", "./con_": "./src/con_/index.ts" },
    });
    expect(JSON.parse(textOf("package.json", { emit: ["js", "ts"] }))).toMatchObject({
      exports: { "./banking": { types: "./dist/banking/index.d.ts", default: "./dist/banking/index.js" } },
    });
  });

  it("say what is in the package", () => {
    expect(textOf("README.md")).toContain(
      '| Banking | `import { banking } from "domain/banking"` | Accounts \\| and \\`money\\`. |',
    );
  });
});
