/** The properties can fail: generated code with one thing changed in it is found out. */
import { beforeAll, describe, expect, it } from "vitest";
import {
  checkedModel,
  compiled,
  sourcesIn,
  type Compiled,
  type Domain,
  type Edit,
} from "../support/generated.js";
import { validatorAgrees } from "./agreement.js";
import { decidesAlways, foldsAgree, type Runs } from "./suite.js";

const runs: Runs = { validators: 400, histories: 40, longest: 40 };

/** A change to one generated file, which must have what is to be changed. */
function edit(path: string, before: string | RegExp, after: string): Edit {
  return (file) => {
    if (!file.path.endsWith(path)) return file.text;
    const text = file.text.replace(before, after);
    if (text === file.text) throw new Error(`${path} has nothing like ${String(before)}`);
    return text;
  };
}

const withoutGuard = edit(
  "src/banking/account.ts",
  "compareDecimal(amount, available(state)) > 0",
  "state.accountId === amount",
);
const withoutInvariant = edit(
  "src/banking/account.ts",
  "if (compareDecimal(state.balance, negDecimal(state.overdraft)) < 0)",
  "if (state.balance === state.owner)",
);

const folders = { banking: "examples/banking/model", shop: "examples/shop/model" } as const;
const folds = (domain: Domain, aggregate: Compiled): Promise<unknown> => foldsAgree(domain, aggregate, runs);
const agreement = (command: string) => (domain: Domain, aggregate: Compiled) => {
  validatorAgrees(
    domain,
    aggregate,
    aggregate.decl.commands.find(({ name }) => name === command)!,
    runs.validators,
  );
};

interface Flaw {
  readonly what: string;
  readonly folder: keyof typeof folders;
  readonly aggregate: string;
  readonly edit: Edit;
  readonly property: (domain: Domain, aggregate: Compiled) => unknown;
  readonly says: RegExp;
}

const flaws: readonly Flaw[] = [
  {
    what: "an overdraft that nobody checks",
    folder: "banking",
    aggregate: "Banking.Account",
    // The guard of the command would hold it back without the invariant.
    edit: (file) => withoutInvariant({ ...file, text: withoutGuard(file) }),
    property: folds,
    says: /the invariants hold/u,
  },
  {
    what: "a fold that changes the state it was given",
    folder: "banking",
    aggregate: "Banking.Account",
    edit: edit(
      "src/banking/account.ts",
      "return apply(copyValue(state), event, meta);",
      "return apply(state, event, meta);",
    ),
    property: folds,
    says: /read only|Cannot|not extensible/u,
  },
  {
    what: "a pure fold that forgets a field",
    folder: "banking",
    aggregate: "Banking.Account",
    edit: edit(
      "src/banking/account.ts",
      "return apply(copyValue(state), event, meta);",
      'return event.type === "AccountFrozen" && state !== undefined ? state : apply(copyValue(state), event, meta);',
    ),
    property: folds,
    says: /fold in place/u,
  },
  {
    what: "a fold that is left to chance",
    folder: "shop",
    aggregate: "Sales.Product",
    edit: edit(
      "src/sales/product.ts",
      /draft\.stock = addInt\(draft\.stock, event\.data\.quantity\);/u,
      "draft.stock = addInt(draft.stock, event.data.quantity + Math.floor(Math.random() * 1000));",
    ),
    property: folds,
    says: /fold in place/u,
  },
  {
    what: "a validator with a looser bound than the schema",
    folder: "banking",
    aggregate: "Banking.Account",
    edit: edit(
      "src/banking/types.validators.ts",
      `compareCanonicalDecimal(value, "0") > 0`,
      `compareCanonicalDecimal(value, "-1") > 0`,
    ),
    property: agreement("Deposit"),
    says: /the schema accepts/u,
  },
  {
    what: "a validator with a tighter bound than the schema",
    folder: "shop",
    aggregate: "Sales.Product",
    edit: edit("src/sales/types.validators.ts", "<= 999", "<= 99"),
    property: agreement("ReceiveStock"),
    says: /deeply equal \[\]/u,
  },
  {
    what: "a validator that lets unknown members through",
    folder: "banking",
    aggregate: "Banking.Account",
    edit: edit(
      "src/banking/account.validators.ts",
      "refuseUnknown(input, freezeMembers, problems)",
      "void input",
    ),
    property: agreement("Freeze"),
    says: /the schema accepts/u,
  },
  {
    what: "a validator that does not normalise",
    folder: "banking",
    aggregate: "Banking.Account",
    edit: edit(
      "src/banking/account.validators.ts",
      "reason = readText(",
      "reason = ((text: unknown) => `${String(text)}.`)(",
    ),
    property: agreement("Freeze"),
    says: /canonical form|accept/u,
  },
  {
    what: "a decision that is left to chance",
    folder: "banking",
    aggregate: "Banking.Account",
    edit: edit(
      "src/banking/account.ts",
      "return accept([AccountFrozen({ reason })]);",
      "return accept([AccountFrozen({ reason: reason + String(Math.random()) })]);",
    ),
    property: (domain, aggregate) => {
      decidesAlways(domain, aggregate, runs.validators);
    },
    says: /strictly equal/u,
  },
];

describe.each(flaws)("the property notices $what", (flaw) => {
  let domain: Domain;
  beforeAll(async () => {
    domain = await compiled(checkedModel(sourcesIn(folders[flaw.folder])), flaw.edit);
  });

  it("and says what is wrong", async () => {
    const aggregate = domain.aggregates.find(({ decl }) => decl.ref === flaw.aggregate)!;
    const failure = await Promise.resolve()
      .then(() => flaw.property(domain, aggregate))
      .then(
        () => undefined,
        (error: unknown) => error,
      );
    expect(failure).toBeInstanceOf(Error);
    const error = failure as Error;
    expect(`${error.message}\n${String(error.cause)}`).toMatch(flaw.says);
  });
});

describe("an invariant whose guard is gone", () => {
  it("holds all the same", async () => {
    const domain = await compiled(checkedModel(sourcesIn(folders.banking)), withoutGuard);
    await folds(
      domain,
      domain.aggregates.find(({ decl }) => decl.ref === "Banking.Account")!,
    );
  });
});
