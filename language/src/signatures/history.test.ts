import { describe, expect, it } from "vitest";
import type { VersionSignature } from "./api.js";
import { programOf, reportsOf } from "./testing/program.js";
import { fieldsOf } from "./testing/show.js";

function historyOf(text: string, ref: string): readonly VersionSignature[] {
  const { signatures, reporter } = programOf(`context C\n${text}`);
  signatures.checkAll();
  expect(reporter.result()).toEqual([]);
  return signatures.versions(ref);
}

const shapes = (text: string, ref = "C.V"): readonly string[] => historyOf(text, ref).map(fieldsOf);

describe("the shapes of older versions", () => {
  it.each<[what: string, text: string, shapes: readonly string[]]>([
    ["without clauses there is one", "value V { a: int }", ["a: int"]],
    [
      "an added field was not there",
      "value V { a: int, b: int? version 2 { add b } }",
      ["a: int", "a: int, b: int?"],
    ],
    [
      "a removed one was",
      "value V { a: int version 2 { remove b: string } }",
      ["a: int, b: string", "a: int"],
    ],
    [
      "a renamed one stood in its place",
      "value V { a: int, c: int version 2 { rename b to a } }",
      ["b: int, c: int", "a: int, c: int"],
    ],
    [
      "a changed one had another type",
      "value V { a: int version 2 { change a from string = 1 } }",
      ["a: string", "a: int"],
    ],
    [
      "a field may be renamed and changed",
      "value V { a: int version 2 { change a from string = 1 rename b to a } }",
      ["b: string", "a: int"],
    ],
    [
      "two fields may change their names",
      "value V { a: int, b: string version 2 { rename a to b, rename b to a } }",
      ["b: int, a: string", "a: int, b: string"],
    ],
    [
      "steps add up over versions",
      "value V { c: int version 2 { rename a to b } version 3 { rename b to c } version 4 { remove x: bool } }",
      ["a: int, x: bool", "b: int, x: bool", "c: int, x: bool", "c: int"],
    ],
    [
      "what was added may have been renamed since",
      "value V { c: int, d: int version 2 { add b = 1 } version 3 { rename b to c } }",
      ["d: int", "b: int, d: int", "c: int, d: int"],
    ],
    [
      "what was removed may have been added before",
      "value V { d: int version 2 { add b = 1 } version 3 { remove b: int } }",
      ["d: int", "d: int, b: int", "d: int"],
    ],
    [
      "of a step by a function nothing is known",
      "value V { a: int version 2 via external }",
      ["a: int", "a: int"],
    ],
  ])("%s", (_, text, expected) => {
    expect(shapes(text)).toEqual(expected);
  });

  it("hold the versions that embedded types had then", () => {
    const line = "value Line { n: int, m: int version 2 { add n = 1 } version 3 { add m = 1 } }";
    expect(
      shapes(`${line}
value V {
  lines: Line[]
  one: Line
  version 2 { add one = Line(1, 1) }
  version 3 { adopt Line 2 }
  version 4 { remove old: map<string, Line> }
  version 5 { adopt Line 3 }
}`),
    ).toEqual([
      "lines: Line 1[], old: map<string, Line 1>",
      "lines: Line 1[], one: Line 1, old: map<string, Line 1>",
      "lines: Line 2[], one: Line 2, old: map<string, Line 2>",
      "lines: Line 2[], one: Line 2",
      "lines: Line[], one: Line",
    ]);
  });

  it("without adopt have always embedded the current version", () => {
    const text =
      "value Line { n: int version 2 { add n = 1 } }\nvalue V { line: Line, x: int version 2 { add x = 1 } }";
    expect(shapes(text)).toEqual(["line: Line", "line: Line, x: int"]);
  });

  it("of what is embedded are asked for by its version", () => {
    const { signatures } = programOf(`context C
value Inner { n: int version 2 { remove text: string } }
value Outer { inner: Inner version 2 { adopt Inner 2 } }`);
    expect(fieldsOf(signatures.value("C.Outer", 1))).toBe("inner: Inner 1");
    expect(fieldsOf(signatures.value("C.Inner", 1))).toBe("n: int, text: string");
    expect(fieldsOf(signatures.value("C.Inner"))).toBe("n: int");
    expect(signatures.value("C.Inner", 3)).toBeUndefined();
  });

  it("of entities keep their key", () => {
    const { signatures } = programOf(`context C
aggregate A by a: uuid {
  entity E by sku: string { n: int version 2 { rename code to sku } }
}`);
    expect(signatures.entity("C.A.E", 1)?.key.name).toBe("code");
    expect(signatures.entity("C.A.E")?.key.name).toBe("sku");
  });

  it("of sagas are those of their state", () => {
    const saga = `
aggregate A by a: uuid {
  event E
  create command Do() { emit E() }
  on E
}
saga S by a: uuid {
  state { n: int = 0 }
  start on E -> waiting
  step waiting { on E -> done }
  end done
  version 2 { add n = 0  rename step pausing to waiting }
  version 3 { remove step checking as waiting }
}`;
    expect(shapes(saga, "C.S")).toEqual(["", "n: int", "n: int"]);
  });
});

describe("a type that is embedded no more", () => {
  it("had the versions that were adopted, whatever became of it since", () => {
    const line = `value Line { n: int, m: int, o: int
  version 2 { add n = 1 } version 3 { add m = 1 } version 4 { add o = 1 } }`;
    const text = `${line}\nvalue V { n: int version 2 { adopt Line 2 } version 3 { remove line: Line } }`;
    expect(shapes(text)).toEqual(["n: int, line: Line 1", "n: int, line: Line 2", "n: int"]);
  });
});

describe("where the fields of a version come from", () => {
  it("is said for each of them", () => {
    const [, , , last] = historyOf(
      `value Line { n: int version 2 { add n = 1 } }
value V {
  lines: Line[]
  renamed: int
  changed: int
  added: int
  version 2 { adopt Line 2 }
  version 3 { rename before to renamed }
  version 4 { add added = 1, change changed from string = 2 }
}`,
      "C.V",
    );
    expect([...(last?.origins ?? [])].map(([name, { kind }]) => `${name} ${kind}`)).toEqual([
      "lines carried",
      "renamed carried",
      "changed changed",
      "added added",
    ]);
  });

  it("names the old field and the versions that it adopts", () => {
    const versions = historyOf(
      `value Line { n: int version 2 { add n = 1 } }
value V { lines: Line[], n: int version 2 { adopt Line 2, rename rows to lines } }`,
      "C.V",
    );
    expect(versions[1]?.origins.get("lines")).toEqual({
      kind: "carried",
      from: "rows",
      adopts: [{ ref: "C.Line", version: 2 }],
    });
    expect(versions[1]?.origins.get("n")).toEqual({ kind: "carried", from: "n", adopts: [] });
  });
});

describe("a version clause is refused", () => {
  it.each<[why: string, text: string, reports: readonly string[]]>([
    [
      "whose number leaves a gap, once",
      "value V { a: int, b: int version 3 { add a = 1 } version 4 { add b = 1 } }",
      ["ESDL4001 3"],
    ],
    [
      "whose number comes twice",
      "value V { a: int, b: int version 2 { add a = 1 } version 2 { add b = 1 } }",
      ["ESDL4001 2"],
    ],
    ["that is numbered 1", "value V { a: int version 1 { add a = 1 } }", ["ESDL4001 1"]],
    ["that adds what is not there", "value V { a: int version 2 { add b = 1 } }", ["ESDL4002 b"]],
    [
      "that adds what came later",
      "value V { a: int version 2 { add a = 1 } version 3 { add a = 1 } }",
      ["ESDL4002 a"],
    ],
    ["that renames to what is not there", "value V { a: int version 2 { rename x to b } }", ["ESDL4002 b"]],
    [
      "that changes what is not there",
      "value V { a: int version 2 { change b from int = 1 } }",
      ["ESDL4002 b"],
    ],
    ["that removes what is there", "value V { a: int version 2 { remove a: int } }", ["ESDL4003 a"]],
    ["that renames what is there", "value V { a: int, b: int version 2 { rename a to b } }", ["ESDL4003 a"]],
    ["that removes twice", "value V { a: int version 2 { remove b: int, remove b: int } }", ["ESDL4003 b"]],
    ["that adds twice", "value V { a: int version 2 { add a = 1, add a = 2 } }", ["ESDL4004 a"]],
    [
      "that removes an unknown type",
      "value V { a: int version 2 { remove b: Strange } }",
      ["ESDL1111 Strange"],
    ],
  ])("%s", (_, text, reports) => {
    expect(reportsOf(`context C\n${text}`)).toEqual(reports);
  });

  const line = "value Line { n: int, m: int version 2 { add n = 1 } version 3 { add m = 1 } }\nid Id";
  it.each<[why: string, clauses: string, reports: readonly string[]]>([
    ["that adopts what is no shape", "version 2 { adopt Id 2 }", ["ESDL1112 Id"]],
    ["that adopts the first version", "version 2 { adopt Line 1 }", ["ESDL4006 1"]],
    ["that adopts a version to come", "version 2 { adopt Line 4 }", ["ESDL4006 4"]],
    ["that skips the last version", "version 2 { adopt Line 2 }", ["ESDL4007 2"]],
    ["that goes two steps at a time", "version 2 { adopt Line 2, adopt Line 3 }", ["ESDL4004 Line"]],
    [
      "that adopts in the wrong order",
      "version 2 { adopt Line 3 } version 3 { adopt Line 2 }",
      ["ESDL4007 2"],
    ],
  ])("%s", (_, clauses, reports) => {
    expect(reportsOf(`context C\n${line}\nvalue V { line: Line ${clauses} }`)).toEqual(reports);
  });
});

describe("an enum's history", () => {
  it("says what every old name is read as today", () => {
    const { signatures, reporter } = programOf(`context C
enum Channel { web, store
  version 2 { rename shop to outlet }
  version 3 { rename outlet to store  remove phone as web }
  version 4 { remove fax as web }
}`);
    signatures.checkAll();
    expect(reporter.result()).toEqual([]);
    const channel = signatures.enum("C.Channel");
    expect(channel?.versions.map(({ members }) => members)).toEqual([
      ["web", "shop", "fax", "phone"],
      ["web", "outlet", "fax", "phone"],
      ["web", "store", "fax"],
      ["web", "store"],
    ]);
    expect(Object.fromEntries(channel?.formerly ?? [])).toEqual({
      shop: "store",
      outlet: "store",
      phone: "web",
      fax: "web",
    });
  });

  it.each([
    ["renames to nothing", "enum E { a version 2 { rename b to c } }", "ESDL4010 c"],
    ["removes as nothing", "enum E { a version 2 { remove b as c } }", "ESDL4010 c"],
    ["renames what is there", "enum E { a, b version 2 { rename a to b } }", "ESDL4003 a"],
    ["renames two to one", "enum E { a version 2 { rename b to a, rename c to a } }", "ESDL4004 a"],
    ["has a wrong number", "enum E { a version 4 { rename b to a } }", "ESDL4001 4"],
  ])("is refused when it %s", (_, text, report) => {
    expect(reportsOf(`context C\n${text}`)).toEqual([report]);
  });
});
