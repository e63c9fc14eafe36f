// What the reference shows of generated code is what the generator makes of the samples on the same page.
import { checkModel } from "@esdl/language";
import { generate } from "@esdl/generator";
import { describe, expect, it } from "vitest";
import { type Block, codeOf, pages, samplesOf, where } from "./pages.js";

const excerptsOf = (page: string): readonly Block[] =>
  page.startsWith("docs/language/") ? codeOf(page, "ts").filter(({ label }) => label.includes("/")) : [];

/** Layout, and commas before closing brackets, are the generator's own matter. */
const plain = (text: string): string => text.replace(/,(?=\s*[)\]}])/g, "").replace(/\s+/g, "");

/** The parts of an excerpt that are not in the text, or not in this order. */
function missingFrom(text: string, excerpt: string): readonly string[] {
  const whole = plain(text);
  let from = 0;
  return excerpt.split(/^\s*\/\/ …$/m).filter((part) => {
    const wanted = plain(part).replace(/,$/, "");
    const at = whole.indexOf(wanted, from);
    if (at >= 0) from = at + wanted.length;
    return at < 0;
  });
}

function filesOf(page: string): ReadonlyMap<string, string> {
  const { model } = checkModel(samplesOf(page));
  const generated = model && generate(model, { packageName: "domain", emit: ["ts"], modelRoot: "." });
  if (generated?.ok !== true) throw new Error(`The samples of ${page} generate nothing`);
  return new Map(generated.files.map(({ path, text }) => [path.replace(/^src\//, ""), text]));
}

const withExcerpts = pages.filter((page) => excerptsOf(page).length > 0);

describe("the generated code in the documentation", () => {
  it("is shown for most constructs", () => {
    expect(withExcerpts.length).toBeGreaterThan(12);
  });

  it.each(withExcerpts)("%s shows what the generator makes", (page) => {
    const files = filesOf(page);
    const wrong = excerptsOf(page).flatMap((block) => {
      const file = files.get(block.label);
      if (file === undefined) return [`${where(block)}: no file ${block.label}`];
      return missingFrom(file, block.text).map((part) => `${where(block)}: not in ${block.label}:\n${part}`);
    });
    expect(wrong).toEqual([]);
  });

  it("is looked at closely", () => {
    expect(
      missingFrom("const a = [\n  1,\n];\nconst b = 2;\n", "const a = [1];\n// …\nconst b = 2;\n"),
    ).toEqual([]);
    expect(missingFrom("const a = 1;\nconst b = 2;\n", "const b = 2;\n// …\nconst a = 1;\n")).toHaveLength(1);
    expect(missingFrom("const a = 1;\n", "const a = 2;\n")).toHaveLength(1);
  });
});
