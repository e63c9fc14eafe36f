/** What holds of every model, held to models made up at random; how many is up to who calls it. */
import { generate } from "@esdl/generator";
import { checkModel, type Source } from "@esdl/language";
import type { Model } from "@esdl/language/model";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { expect, it } from "vitest";
import { writeOutput } from "../../generator/src/testing/output.js";
import { modelSchema } from "../../language/src/model/schema.js";
import { validatorAgrees, validatorIsTotal } from "../properties/agreement.js";
import { decidesAlways, executeAnswers, foldsAgree, type Runs } from "../properties/suite.js";
import { compiled } from "../support/generated.js";
import { randomModel } from "./model.js";

function right(sources: readonly Source[]): Model {
  const { model, diagnostics } = checkModel(sources);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  expect(
    errors.map(({ file, range, code, message }) => `${file}:${String(range.start.line)} ${code} ${message}`),
  ).toEqual([]);
  return model!;
}

const filesOf = (model: Model): readonly { readonly path: string; readonly text: string }[] => {
  const made = generate(model, { packageName: "generated", emit: ["ts"], modelRoot: ".." });
  expect(made.ok ? [] : made.findings.map(({ message }) => message)).toEqual([]);
  return made.ok ? made.files : [];
};

export interface Counts {
  readonly checked: number;
  readonly typed: number;
  readonly lived: number;
  readonly runs: Runs;
}

export function randomModelsHold({ checked, typed, lived, runs }: Counts): void {
  it(`${String(checked)} random models check, fit the schema of models, and generate the same again`, () => {
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(modelSchema);
    fc.assert(
      fc.property(randomModel, ({ sources }) => {
        const model = right(sources);
        const plain: unknown = JSON.parse(JSON.stringify(model));
        expect(validate(plain), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
        // Order never matters, and what reads a model needs nothing but its JSON.
        expect(right([...sources].reverse())).toEqual(model);
        expect(filesOf(plain as Model)).toEqual(filesOf(model));
      }),
      { numRuns: checked },
    );
  });

  it(`what ${String(typed)} random models compile to passes the strictest type check`, () => {
    fc.assert(
      // All at once: TypeScript reads its own library but once then.
      fc.property(fc.array(randomModel, { minLength: typed, maxLength: typed }), (models) => {
        const files = models.flatMap(({ sources }, at) =>
          filesOf(right(sources)).map(({ path, text }) => ({ path: `m${String(at)}/${path}`, text })),
        );
        const output = writeOutput(files);
        try {
          expect(output.typeErrors()).toEqual([]);
        } finally {
          output.remove();
        }
      }),
      { numRuns: 1, endOnFailure: true },
    );
  }, 600_000);

  it(`what is generated of ${String(lived)} random models keeps its promises`, async () => {
    await fc.assert(
      fc.asyncProperty(randomModel, async ({ sources }) => {
        const domain = await compiled(right(sources));
        for (const aggregate of domain.aggregates) {
          await foldsAgree(domain, aggregate, runs);
          decidesAlways(domain, aggregate, runs.validators);
          await executeAnswers(domain, aggregate, runs.validators);
          for (const command of aggregate.decl.commands) {
            validatorAgrees(domain, aggregate, command, runs.validators);
            validatorIsTotal(domain, aggregate, command, runs.validators);
          }
        }
      }),
      { numRuns: lived },
    );
  });
}
