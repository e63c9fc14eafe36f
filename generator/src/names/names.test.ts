import fc from "fast-check";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { isDevice } from "./reserved.js";
import { exportName, fileNames, functionName, localName, nameScope, typeName } from "./index.js";

/** Names as the grammar has them, many of them awkward. */
const awkward =
  "default constructor __proto__ then Promise State Event Command Rejection Status decide evolve decider initialState definition state event class await arguments eval string any index types con nul com1 LPT9 URLMap UrlMap urlMap url_map Object readMoney v _ __ undefined NaN import module".split(
    " ",
  );
const name = fc.oneof(
  fc
    .tuple(fc.constantFrom(...awkward), fc.constantFrom("", "", "_", "__"))
    .map(([base, tail]) => base + tail),
  fc.stringMatching(/^[_a-zA-Z]\w{0,12}$/),
);

/** Syntax and binding errors of a module in strict mode. */
function errorsOf(text: string): readonly string[] {
  const { diagnostics = [] } = ts.transpileModule(text, {
    reportDiagnostics: true,
    compilerOptions: {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2023,
      verbatimModuleSyntax: true,
    },
  });
  return diagnostics.map((diagnostic) => ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n"));
}

describe.each([
  ["a type's name", typeName],
  ["an export's name", exportName],
  ["a local's name", localName],
  ["a generated function's name", (text: string) => functionName("read", text)],
])("%s", (_, map) => {
  it("never meets another one", () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(map(a) === map(b)).toBe(a === b);
      }),
      { numRuns: 2000 },
    );
  });

  it("depends on nothing but the name in the model", () => {
    fc.assert(
      fc.property(name, (a) => {
        expect(map(a)).toBe(map(a));
      }),
    );
  });

  it("can be bound in a module", () => {
    fc.assert(
      fc.property(name, (a) => {
        const text = map(a);
        expect(
          errorsOf(`export const ${text} = 1;\nexport function f(${text}: number) { return ${text}; }\n`),
        ).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

it("can be declared as a type and as a namespace of exports", () => {
  fc.assert(
    fc.property(name, (a) => {
      const text = exportName(a);
      expect(
        errorsOf(`export type ${text} = 1;\nexport interface I extends ${text} {}\n`).filter(
          (message) => !message.includes("extend"),
        ),
      ).toEqual([]);
      expect(errorsOf(`export * as ${typeName(a)} from "./x.js";\n`)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

it.each([
  [typeName, "Promise", "Promise_"],
  [typeName, "Promise_", "Promise__"],
  [typeName, "Order", "Order"],
  [typeName, "string", "string_"],
  [typeName, "Externals", "Externals_"],
  [typeName, "readMoney", "readMoney_"],
  [typeName, "reader", "reader"],
  [typeName, "constructor", "constructor_"],
  [typeName, "__proto__", "__proto___"],
  [exportName, "State", "State_"],
  [exportName, "then", "then_"],
  [exportName, "Deposit", "Deposit"],
  [localName, "default", "default_"],
  [localName, "amount", "amount"],
  [localName, "state", "state_"],
])("%o maps %s to %s", (map, from, to) => {
  expect(map(from)).toBe(to);
});

describe("file names", () => {
  it("are legal on every system, and differ by more than case", () => {
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 30 }), (names) => {
        const files = fileNames(names);
        const seen = new Set([...files.values()].map((file) => file.toLowerCase()));
        expect(seen.size).toBe(names.length);
        for (const file of files.values()) {
          expect(file).toMatch(/^[a-z0-9_][a-z0-9_-]*$/);
          expect(file.length).toBeLessThan(90);
          expect(isDevice(file)).toBe(false);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("do not depend on the order of the names", () => {
    const names = ["URLMap", "UrlMap", "Order", "order"];
    expect([...fileNames(names)].sort()).toEqual([...fileNames(names.toReversed())].sort());
  });

  it.each([
    ["AccountOverview", "account-overview"],
    ["URLMap", "url-map"],
    ["Order2", "order2"],
    ["Index", "index_"],
    ["Con", "con_"],
    ["_", "_"],
  ])("%s is %s", (from, to) => {
    expect(fileNames([from]).get(from)).toBe(to);
  });

  it("stay short", () => {
    expect(fileNames(["A".repeat(5000)]).get("A".repeat(5000))?.length).toBeLessThan(90);
  });

  it("tell names apart that look like hashed ones", () => {
    const hashed = [...fileNames(["Order", "ORDER"]).values()];
    const posing = hashed[0]!.replaceAll("-", "_");
    expect(new Set(fileNames(["Order", "ORDER", posing]).values()).size).toBe(3);
  });
});

describe("a scope of names", () => {
  it("gives one origin one name, and two origins two", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ maxLength: 3 }), name)), (claims) => {
        const scope = nameScope();
        const given = claims.map(([origin, preferred]) => [origin, scope.claim(origin, preferred)] as const);
        const byOrigin = new Map(given);
        for (const [origin, text] of given) expect(byOrigin.get(origin)).toBe(text);
        expect(new Set(byOrigin.values()).size).toBe(byOrigin.size);
      }),
    );
  });

  it("hides nothing of the scope around it", () => {
    const file = nameScope();
    file.claim("export Deposit", "Deposit");
    expect(nameScope(file).claim("local Deposit", "Deposit")).toBe("Deposit_");
  });
});
