/** How results of scenarios are shown; what they are is the simulator's business. */
import type { Model, ScenarioDecl, Span } from "@esdl/language/model";
import { checkModel } from "@esdl/language";
import type { CommandTrace, Failure, ScenarioResult } from "@esdl/simulator";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { style } from "../../style.js";
import { comparison } from "./comparison.js";
import { testFormats } from "./formats.js";
import type { TestReport } from "./report.js";

const source = `context Shop
id OrderId
aggregate Order by orderId: OrderId {
  state { paid: decimal = 0, refunded: decimal = 0 }
  rejection TooLarge "Only {left} can be refunded" { left: decimal }
  event Opened
  event Refunded { amount: decimal }
  create command Open() { emit Opened() }
  command Refund(amount: decimal) {
    let left = paid - refunded
    require amount <= left else TooLarge(left)
    emit Refunded(amount)
  }
  on Opened
  on Refunded { refunded += event.amount }
}
scenario "a refund cannot exceed the payment" for Order {
  given Opened()
  when Refund(amount: 21)
  then rejected TooLarge(left: 20)
}
`;

const model: Model = checkModel([{ path: "shop.esdl", text: source }]).model!;
const scenario: ScenarioDecl = model.contexts[0]!.scenarios[0]!;
const refund = model.contexts[0]!.aggregates[0]!.commands[1]!;

const trace: CommandTrace = {
  span: scenario.when[0]!.span,
  command: refund.ref,
  input: { orderId: "o", amount: "21" },
  before: { paid: "20", refunded: "0" },
  path: [
    { kind: "existence", span: refund.nameSpan, depth: 0, holds: true },
    { kind: "status", span: refund.nameSpan, depth: 0, holds: true },
    { kind: "let", span: refund.body[0]!.span, depth: 0, value: "20" },
    {
      kind: "require",
      span: refund.body[1]!.span,
      depth: 0,
      holds: false,
      comparisons: [
        { op: "<=", leftText: "amount", rightText: "left", left: "21", right: "20", holds: false },
      ],
    },
  ],
  outcome: {
    kind: "rejected",
    rejection: { type: "Shop.Order.TooLarge", message: "Only 20 can be refunded", data: { left: "20" } },
  },
};

const failure: Failure = {
  message: "Expected a rejection with another left",
  span: scenario.then[0]!.span,
  expected: [{ text: "rejected TooLarge(left: 21)", matches: false }],
  actual: [{ text: "rejected TooLarge(left: 20)", matches: false }],
  command: trace,
};

const reportOf = (...results: readonly ScenarioResult[]): TestReport => ({
  scenarios: results.map((result) => ({ file: "shop.esdl", line: 17, result, milliseconds: 1 })),
  sources: new Map([["shop.esdl", source]]),
  files: ["shop.esdl"],
  milliseconds: 3,
});

const result = (
  status: ScenarioResult["status"],
  more: Partial<ScenarioResult> = {},
  name = scenario.name,
): ScenarioResult => ({ context: "Shop", scenario: { ...scenario, name }, status, ...more });

const plain = style(false);

describe("as text", () => {
  it("a failure shows its line, both sides, the way through the guards with values, and the state", () => {
    expect(testFormats.text(reportOf(result("failed", { failure }), result("passed")), plain)).toBe(
      `failed: a refund cannot exceed the payment (Shop.Order)
  at shop.esdl:20:8
19 |   when Refund(amount: 21)
20 |   then rejected TooLarge(left: 20)
   |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Expected a rejection with another left

    expected                      actual
  ≠ rejected TooLarge(left: 21)   rejected TooLarge(left: 20)

  Refund with { orderId: "o", amount: "21" }
    state
      paid      "20"
      refunded  "0"
    ✓ 9: it exists, or does not, as the command needs
    ✓ 9: it is in a status that the command allows
    · 10: let left = paid - refunded  "20"
    ✗ 11: require amount <= left else TooLarge(left)  amount = "21" not <= left = "20"
    → rejected TooLarge { left: "20" }  Only 20 can be refunded

`,
    );
  });

  it("scenarios that were not run stand under the reason, and are not counted as passed", () => {
    const text = testFormats.text(reportOf(result("notYet", { reason: "it needs a saga" })), plain);
    expect(text).toBe(
      `not yet: it needs a saga
  shop.esdl:17 a refund cannot exceed the payment

`,
    );
  });

  it("where nothing fails there is nothing to show", () => {
    expect(testFormats.text(reportOf(result("passed")), plain)).toBe("");
  });
});

describe("side by side", () => {
  const line = (text: string, matches: boolean) => ({ text, matches });

  it("puts what is alike into one row, and what is missing or extra where it belongs", () => {
    const expected = [line("A()", true), line("B()", false), line("C()", true)];
    const actual = [line("A()", true), line("C()", true), line("D()", false)];
    expect(comparison(expected, actual, plain)).toEqual([
      "  expected   actual",
      "  A()        A()",
      "≠ B()",
      "  C()        C()",
      "≠            D()",
    ]);
  });

  it("puts them below each other where they are too long", () => {
    const long = "x".repeat(61);
    expect(comparison([line(long, false)], [line("y", false)], plain)).toEqual([
      "  expected",
      `≠ ${long}`,
      "  actual",
      "≠ y",
    ]);
  });

  it("shows every line of both sides once, in order, and marks all that differ", () => {
    const side = fc.array(fc.boolean(), { maxLength: 8 });
    fc.assert(
      fc.property(side, side, (a, b) => {
        // As many lines with their like on both sides, as the simulator promises.
        const alike = Math.min(a.filter(Boolean).length, b.filter(Boolean).length);
        const lines = (flags: readonly boolean[], name: string) => {
          let seen = 0;
          return flags.map((flag, index) => {
            const matches = flag && seen < alike;
            return matches ? line(`same${seen++}`, true) : line(`${name}${index}`, false);
          });
        };
        const [expected, actual] = [lines(a, "left"), lines(b, "right")];
        const rows = comparison(expected, actual, plain).slice(1);
        const words = rows.flatMap((row) => row.replace("≠", "").trim().split(/\s+/)).filter(Boolean);
        expect(words.filter((word) => word.startsWith("left"))).toEqual(
          expected.filter(({ matches }) => !matches).map(({ text }) => text),
        );
        expect(words.filter((word) => word.startsWith("right"))).toEqual(
          actual.filter(({ matches }) => !matches).map(({ text }) => text),
        );
        expect(rows.filter((row) => !row.startsWith("≠"))).toHaveLength(alike);
      }),
    );
  });
});

it("as JSON it is what the documentation says", () => {
  const json: unknown = JSON.parse(
    testFormats.json(reportOf(result("passed"), result("failed", { failure }))),
  );
  expect(json).toEqual({
    scenarios: [
      { file: "shop.esdl", line: 17, name: scenario.name, status: "passed" },
      { file: "shop.esdl", line: 17, name: scenario.name, status: "failed", message: failure.message },
    ],
    summary: { passed: 1, failed: 1 },
  });
});

describe("as JUnit's XML", () => {
  it("a file is a suite and a scenario a test", () => {
    const xml = testFormats.junit(
      reportOf(result("passed"), result("failed", { failure }), result("notYet", { reason: "later" })),
    );
    expect(xml.split("\n").slice(0, 4)).toEqual([
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<testsuites name="esdl test" tests="3" failures="1" errors="0" skipped="1" time="0.003">',
      '  <testsuite name="shop.esdl" tests="3" failures="1" errors="0" skipped="1" time="0.003">',
      '    <testcase name="a refund cannot exceed the payment" classname="Shop.Order" file="shop.esdl" line="17" time="0.001"/>',
    ]);
    expect(xml).toContain('<failure message="Expected a rejection with another left" type="scenario">');
    expect(xml).toContain("require amount &lt;= left");
    expect(xml).toContain('<skipped message="later"/>');
  });

  it("is well-formed whatever a scenario is called", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (name) => {
        const failing = { ...failure, message: name, help: `]]>${name}` };
        const xml = testFormats.junit(reportOf(result("failed", { failure: failing }, name)));
        // What XML 1.0 allows: tab, newline, and everything printable but lone surrogates and U+FFFE, U+FFFF.
        expect(xml).toMatch(/^[\t\n\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u);
        // Tags and text, nothing that opens or closes where it should not.
        const rest = xml
          .replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>/, "")
          .replaceAll(/<\/?[a-z]+(?: [a-z]+="(?:[^"<&]|&(?:amp|lt|gt|quot|apos|#9|#10);)*")*\/?>/g, "");
        expect(rest).toMatch(/^(?:[^<>&]|&(?:amp|lt|gt);)*$/u);
      }),
    );
  });
});

it("no format lets a terminal's commands through", () => {
  const name = "\u001b[2J\u001b]0;title\u0007 \u202e\u009b31m";
  const hostile: Failure = {
    ...failure,
    message: name,
    help: name,
    expected: [{ text: name, matches: false }],
    actual: [{ text: name, matches: false }],
    command: {
      ...trace,
      command: name,
      input: { [name]: name },
      before: { [name]: name },
      path: [{ kind: "allow", span: [9, 1, 1, 1, 1] satisfies Span, depth: 0, holds: false, detail: name }],
      outcome: { kind: "accepted", events: [{ event: name, data: { [name]: name } }] },
    },
  };
  for (const format of [testFormats.text, testFormats.junit, testFormats.json]) {
    const text = format(
      reportOf(result("failed", { failure: hostile }, name), result("notYet", { reason: name }, name)),
      plain,
    );
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  }
});
