import { describe, expect, it } from "vitest";
import { programOf, reportsOf } from "./testing/program.js";
import { fieldsOf, show } from "./testing/show.js";

const around = (type: string, before = "") => `context C
id Id
id Isbn = string
type Quantity = int
type Day = date
enum Channel { web, store }
value Money { amount: decimal(2) }
aggregate Order by orderId: Id {
  lifecycle placed -> paid
  entity Line by sku: string { n: int }
}
${before}
value V { x: ${type} }`;

describe("a written type", () => {
  it.each([
    ["string", "string"],
    ["decimal", "decimal"],
    ["decimal(0)", "decimal(0)"],
    ["decimal(2)[]?", "decimal(2)[]?"],
    ["set<Money>", "set<Money>"],
    ["Id[][]", "Id[][]"],
    ["Line[]", "Line[]"],
    ["Order.Line?", "Line?"],
    ["Status", "Order.Status"],
    ["C.Order.Status", "Order.Status"],
    ["map<string, Money[]>", "map<string, Money[]>"],
    ["map<Id, int>", "map<Id, int>"],
    ["map<Day, int>", "map<Day, int>"],
    ["map<Channel, set<Id>>", "map<Channel, set<Id>>"],
    ["map<Order.Status, int>", "map<Order.Status, int>"],
  ])("%s is %s", (written, shown) => {
    const { signatures, reporter } = programOf(around(written));
    expect(show(signatures.value("C.V")?.fields[0]?.type)).toBe(shown);
    expect(reporter.result()).toEqual([]);
  });

  it.each([
    ["int(2)", "ESDL1201 2"],
    ["Quantity(2)", "ESDL1201 2"],
    ["decimal(1001)", "ESDL1202 1001"],
    ["int? ?", "ESDL1203 int? ?"],
    ["int?[]", "ESDL1204 int?"],
    ["set<int?>", "ESDL1204 int?"],
    ["map<string, int?>", "ESDL1204 int?"],
    ["map<int, int>", "ESDL1205 int"],
    ["map<Quantity, int>", "ESDL1205 Quantity"],
    ["map<Money, int>", "ESDL1205 Money"],
    ["map<decimal, int>", "ESDL1205 decimal"],
    ["map<Strange, int>", "ESDL1111 Strange"],
    ["V", "ESDL1209 V"],
    ["V[]", "ESDL1209 V"],
    ["map<string, V>?", "ESDL1209 V"],
  ])("%s is refused", (written, report) => {
    expect(reportsOf(around(written))).toEqual([report]);
  });

  it.each([
    ["values that contain each other, once", "value A { b: B }\nvalue B { a: A }", ["ESDL1209 A"]],
    [
      "two such pairs, twice",
      "value A { b: B }\nvalue B { a: A }\nvalue D { e: E }\nvalue E { d: D }",
      ["ESDL1209 A", "ESDL1209 D"],
    ],
    ["types over each other", "type A = B\ntype B = A", ["ESDL1209 A"]],
    ["a type that is a key of itself", "type A = map<A, int>", ["ESDL1208 map<A, int>"]],
    ["a type over a list", "type A = int[]", ["ESDL1208 int[]"]],
    ["a type over an optional", "type A = int?", ["ESDL1208 int?"]],
    ["a type over a value", "value B { n: int }\ntype A = B", ["ESDL1208 B"]],
    ["a type over a type over an enum", "enum E { x }\ntype B = E\ntype A = B", []],
    ["a value that stands twice in another", "value B { n: int }\nvalue A { x: B, y: B[] }", []],
  ])("is checked through declarations: %s", (_, text, reports) => {
    expect(reportsOf(`context C\n${text}`)).toEqual(reports);
  });

  it("is found under its brands", () => {
    const { signatures } = programOf(
      "context C\nid A\ntype B = decimal(2)\ntype D = B\ntype E = F\ntype F = E",
    );
    const under = (name: string) => show(signatures.underlying({ kind: "brand", ref: `C.${name}` }));
    expect([under("A"), under("B"), under("D"), under("E")]).toEqual([
      "uuid",
      "decimal(2)",
      "decimal(2)",
      "?",
    ]);
  });
});

describe("members", () => {
  const inAggregate = (members: string) =>
    `context C\nrole R\naggregate A by a: uuid {\nlifecycle open -> closed\n${members}\n}`;
  it.each([
    ["a state field called as the identity", "state { a: int }", ["ESDL1117 a"]],
    ["an event field called as the identity", "event E { a: int }", ["ESDL1117 a"]],
    ["a parameter called as the identity", "command D(a: int) { }", ["ESDL1117 a"]],
    ["a rejection field called as the identity", "rejection R { a: int }", []],
    ["a state field called status", "state { status: int }", ["ESDL1117 status"]],
    ["a getter called as a field", "state { n: int, get n: int = 1 }", ["ESDL1117 n"]],
    ["a field called as the key", "entity L by k: int { k: int }", ["ESDL1117 k"]],
    ["two invariants", "invariant I: true\ninvariant I: true", ["ESDL1117 I"]],
    ["one parameter twice", "command D(n: int, n: int) { }", ["ESDL1117 n"]],
    ["a field in an unknown status", "state { n: int in opn }", ["ESDL1118 opn"]],
    ["a command in an unknown status", "command D() in opn { }", ["ESDL1118 opn"]],
    ["an event field in a status", "event E { n: int in open }", ["ESDL1206 in open"]],
    ["a parameter in a status", "command D(n: int in open) { }", ["ESDL1206 in open"]],
    ["personal data of an unknown field", "event E { n: string personal of m }", ["ESDL1121 m"]],
    ["personal data of the identity", "event E { n: string personal of a }", []],
    ["a former name that is another event's", "event E formerly F\nevent F", ["ESDL4012 F"]],
    ["a former name that two events claim", "event E formerly G\nevent F formerly G", ["ESDL4012 G"]],
    [
      "a version of the state",
      "state { n: int version 2 { add n = 1 } }",
      ["ESDL4011 version 2 { add n = 1 }"],
    ],
  ])("are checked: %s", (_, members, reports) => {
    expect(reportsOf(inAggregate(members))).toEqual(reports);
  });

  it("carry their marks", () => {
    const { signatures } = programOf(`context C
type Email = string personal
aggregate A by a: uuid {
  lifecycle open -> closed -> gone
  state { owner: uuid, n: int in closed | gone = 1, mail: Email[], note: string personal of owner }
}`);
    const { fields } = signatures.aggregate("C.A")!.state;
    expect(fields.map(({ in: within, personal, hasDefault }) => ({ within, personal, hasDefault }))).toEqual([
      { hasDefault: false },
      { within: ["closed", "gone"], hasDefault: true },
      { personal: {}, hasDefault: false },
      { personal: { of: "owner" }, hasDefault: false },
    ]);
  });
});

describe("signatures", () => {
  const { signatures, reporter } = programOf(`context C
id Id
function twice(n: int): int = n + n
external function rate(day: date): decimal
external command Send(to: string) returns { receipt: string }
aggregate A by a: Id {
  lifecycle open | frozen -> closed, open -> frozen -> open
  state { n: int, get double: int = n + n }
  entity E by k: string { n: int, get half: int = n.div(2) }
  event Opened { n: int }
  rejection No { why: string }
  create command Open(n: int = 1) { emit Opened(n) }
  command Close() in open | frozen { }
  on Opened -> open { n }
}
projection P by (a: Id, day: date) { n: int = 0, get more: int = n + 1, query some(least: int) where n >= least }
saga S by a: Id {
  state { n: int }
  start on Opened -> waiting
  step waiting { after 1h -> over }
  step idle { after 1h -> over }
  end over, failed
}`);
  signatures.checkAll();

  it("are made without a complaint", () => {
    expect(reporter.result()).toEqual([]);
  });

  it("of an aggregate know its identity, statuses and moves", () => {
    const aggregate = signatures.aggregate("C.A");
    expect(aggregate?.identity).toMatchObject({ name: "a", role: "identity" });
    expect(aggregate?.lifecycle).toMatchObject({
      enum: "C.A.Status",
      statuses: ["open", "frozen", "closed"],
    });
    expect(aggregate?.lifecycle?.edges.map(({ from, to }) => `${from}-${to}`)).toEqual([
      "open-closed",
      "frozen-closed",
      "open-frozen",
      "frozen-open",
    ]);
    expect([...aggregate!.state.members.keys()]).toEqual(["n", "double"]);
  });

  it("of an entity begin with its key", () => {
    expect(fieldsOf(signatures.entity("C.A.E"))).toBe("k: string, n: int");
    expect(signatures.entity("C.A.E")?.getters.map(({ name }) => name)).toEqual(["half"]);
  });

  it("of commands leave the identity apart", () => {
    const open = signatures.command("C.A.Open");
    expect(fieldsOf({ fields: open!.params })).toBe("n: int");
    expect(open?.statuses).toBeUndefined();
    expect(signatures.command("C.A.Close")?.statuses).toEqual(["open", "frozen"]);
  });

  it("of functions and external commands know what comes back", () => {
    expect(show(signatures.function("C.twice")?.result)).toBe("int");
    expect(show(signatures.function("C.rate")?.result)).toBe("decimal");
    expect(fieldsOf(signatures.externalCommand("C.Send")?.returns)).toBe("receipt: string");
  });

  it("of projections keep keys and row apart", () => {
    const { keys, row } = signatures.projection("C.P")!;
    expect(fieldsOf({ fields: keys })).toBe("a: Id, day: date");
    expect([...row.members.keys()]).toEqual(["n", "more"]);
  });

  it("of sagas know steps and ends", () => {
    expect(signatures.saga("C.S")).toMatchObject({ steps: ["waiting", "idle"], ends: ["over", "failed"] });
  });

  it("of what does not exist are undefined", () => {
    expect(signatures.value("C.A")).toBeUndefined();
    expect(signatures.aggregate("C.Nothing")).toBeUndefined();
    expect(signatures.versions("C.A")).toEqual([]);
  });
});
