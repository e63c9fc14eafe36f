import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EmittedFile } from "../emitter.js";
import { emitDist, isSource, type Dist } from "./dist.js";
import { decodeMappings, encodeMappings, type Segment } from "./source-map.js";

const account: EmittedFile = {
  path: "src/banking/account.ts",
  text: `/** An account. */
import type { Amount } from "./types.js";
import { zero, type Unused } from "./types.js";

/** Money came in. */
export interface MoneyDeposited {
  readonly type: "MoneyDeposited";
  readonly data: { readonly amount: Amount };
}
export const limit: Amount = zero;
export function evolve(amount: Amount, event: MoneyDeposited): Amount {
  const next = event.data.amount as Amount;
  return next ?? amount;
}
`,
  links: [{ line: 6, column: 18, span: [0, 12, 9, 12, 23] }],
};
const types: EmittedFile = {
  path: "src/banking/types.ts",
  text: 'export type Amount = string;\nexport type Unused = never;\nexport const zero: Amount = "0";\n',
};
const modelFiles = ["../model/banking.esdl"];
const texts = (dist: Dist): ReadonlyMap<string, string> =>
  new Map(dist.files.map(({ path, text }) => [path, text]));

describe("mappings", () => {
  const place = fc.nat(2 ** 20);
  const segment: fc.Arbitrary<Segment> = fc.record(
    { line: fc.nat(50), column: place, source: fc.record({ index: fc.nat(5), line: place, column: place }) },
    { requiredKeys: ["line", "column"] },
  );

  it("read back as they were written", () => {
    fc.assert(
      fc.property(fc.array(segment), (segments) => {
        const sorted = segments.toSorted((a, b) => a.line - b.line || a.column - b.column);
        expect(decodeMappings(encodeMappings(sorted))).toEqual(sorted);
      }),
    );
  });
});

describe("what is compiled", () => {
  it("is JavaScript, declarations and a map of each for every source", () => {
    const all = texts(emitDist([account, types], { modelFiles }));
    expect([...all.keys()].sort()).toEqual(
      ["account", "types"].flatMap((name) =>
        [".d.ts", ".d.ts.map", ".js", ".js.map"].map((end) => `dist/banking/${name}${end}`),
      ),
    );
    expect(all.get("dist/banking/types.js")).toBe(
      '\nexport const zero = "0";\n//# sourceMappingURL=types.js.map\n',
    );
    expect(all.get("dist/banking/types.d.ts")).toBe(
      "export type Amount = string;\nexport type Unused = never;\nexport declare const zero: Amount;\n" +
        "//# sourceMappingURL=types.d.ts.map\n",
    );
  });

  it("maps linked names into the model, and all else to its source", () => {
    const all = texts(emitDist([account], { modelFiles }));
    const map = JSON.parse(all.get("dist/banking/account.d.ts.map")!) as {
      sources: string[];
      mappings: string;
    };
    expect(map.sources).toEqual(["../../src/banking/account.ts", "../../../model/banking.esdl"]);
    const lines = all.get("dist/banking/account.d.ts")!.split("\n");
    const line = lines.findIndex((text) => text.includes("interface MoneyDeposited"));
    const segments = decodeMappings(map.mappings);
    const linked = segments.filter(({ source }) => source?.index === 1);
    expect(linked).toEqual([
      { line, column: lines[line]!.indexOf("MoneyDeposited"), source: { index: 1, line: 11, column: 8 } },
    ]);
    expect(segments.length).toBeGreaterThan(linked.length);
    expect(JSON.parse(all.get("dist/banking/account.js.map")!)).toMatchObject({
      sources: ["../../src/banking/account.ts"],
    });
  });

  it("is used again where nothing changed that it depends on", () => {
    const first = texts(emitDist([account, types], { modelFiles }));
    const compiled: number[] = [];
    const again = (
      sources: EmittedFile[],
      previous: ReadonlyMap<string, string> = first,
      files = modelFiles,
    ): Dist =>
      emitDist(sources, {
        modelFiles: files,
        previous: (path) => previous.get(path),
        onProgress: (_, total) => compiled.push(total),
      });
    expect(again([account, types]).files).toEqual(emitDist([account, types], { modelFiles }).files);
    expect(compiled).toEqual([]);

    const edited = { ...types, text: `${types.text}// more\n` };
    expect(texts(again([account, edited])).get("dist/banking/types.js")).toContain("// more");
    const moved = { ...account, links: [{ line: 6, column: 18, span: [0, 13, 9, 13, 23] as const }] };
    expect(texts(again([moved, types]))).toEqual(texts(emitDist([moved, types], { modelFiles })));
    expect(texts(again([account, types], first, ["../m.esdl"]))).not.toEqual(first);
    const lost = new Map([...first].filter(([path]) => path !== "dist/banking/account.js"));
    expect(texts(again([account, types], lost))).toEqual(first);
    // `types.ts` links to no file of the model, so that it does not matter where that stands.
    expect(compiled).toEqual([1, 1, 1, 1]);
  });

  it("is the same however many files there are", () => {
    const many = Array.from({ length: 205 }, (_, n) => ({ ...account, path: `src/banking/account${n}.ts` }));
    const all = emitDist(many, { modelFiles });
    expect(all.files).toHaveLength(820);
    const js = texts(emitDist([account], { modelFiles })).get("dist/banking/account.js")!;
    expect(texts(all).get("dist/banking/account204.js")).toBe(
      js.replace("account.js.map", "account204.js.map"),
    );
  });

  it.each([
    ["no TypeScript", "export const = 1;\n"],
    ["a type that only inference knows", "export const x = Math.max(1, 2);\n"],
  ])("is refused for %s", (_, text) => {
    const { errors } = emitDist([{ path: "src/x.ts", text }], { modelFiles });
    expect(errors[0]).toMatchObject({ path: "src/x.ts" });
  });

  it("is what stands below src", () => {
    expect(["src/a.ts", "src/a.d.ts", "src/a.json", "test/a.ts", "a.ts"].filter(isSource)).toEqual([
      "src/a.ts",
    ]);
  });
});
