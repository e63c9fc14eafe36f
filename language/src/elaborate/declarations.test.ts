/** Expressions outside of bodies: conditions, defaults, getters, invariants, versions, handlers, queries, scenarios. */
import { describe, expect, it } from "vitest";
import { checkModel } from "../check-model.js";
import type { Context, Expr } from "../model/index.js";
import { print } from "./testing/print.js";

interface Parts {
  readonly top?: string;
  readonly state?: string;
  readonly inside?: string;
  readonly after?: string;
}

const model = ({ top = "", state = "", inside = "", after = "" }: Parts): string => `
context Clinic
id VisitId
${top}
role Nurse
enum Kind { first, follow }
aggregate Visit by visitId: VisitId {
  lifecycle booked -> held, booked -> missed
  state { owner: string, ${state} }
  ${inside}
  event Booked { owner: string }
  event Held { note: string? }
  event Missed
  create command Book(owner: string) { emit Booked(owner) }
  command Hold(note: string?) in booked allow Nurse where caller.id == owner { emit Held(note) }
  command Miss() in booked { emit Missed() }
  on Booked -> booked { owner }
  on Held -> held
  on Missed -> missed
}
${after}
`;

/** What is reported, as \`CODE what it points at\`. */
function reported(parts: Parts): readonly string[] {
  const text = model(parts);
  const lines = text.split("\n");
  return checkModel([{ path: "a.esdl", text }]).diagnostics.map(
    ({ code, range: { start, end } }) =>
      `${code} ${(lines[start.line - 1] ?? "").slice(start.column - 1, end.line === start.line ? end.column - 1 : undefined)}`,
  );
}

function context(parts: Parts): Context {
  const { model: made, diagnostics } = checkModel([{ path: "a.esdl", text: model(parts) }]);
  expect(diagnostics).toEqual([]);
  return made!.contexts[0]!;
}

const printed = (expr: Expr | undefined): string => (expr === undefined ? "" : print(expr));

describe("conditions and defaults", () => {
  const rows: readonly (readonly [string, string])[] = [
    ["type A = string where it.length <= 5 and it matches /^a/", ""],
    ["type A = string where it > 5", "ESDL2008 it > 5"],
    ["type A = string where owner == it", "ESDL2002 owner"],
    ["type A = string where it.length", "ESDL2001 it.length"],
    ["value V { n: int where it > 0 = 0 }", "ESDL2021 0"],
    ["value V { n: int? where it > 0 }", ""],
    ["value V { n: decimal(2) = 1.005 }", "ESDL2020 1.005"],
    ["value V { k: Kind = follow }", ""],
    ["value V { k: Kind = other }", "ESDL2024 other"],
    ["value V { a: int  b: int = a }", "ESDL2002 a"],
    ['value V { at: instant = "2026-01-01T00:00:00Z" }', ""],
    ['value V { at: instant = "2026-01-01" }', 'ESDL2020 "2026-01-01"'],
    ['value V { d: duration = "PT90M", e: duration = 2h }', ""],
    ['value V { id: VisitId = "x" }', 'ESDL2020 "x"'],
    ["value V { a: int  get b: int = a + 1  invariant C: b > a }", ""],
    ["value V { a: int  get b: string = a }", "ESDL2001 a"],
    ["value V { a: int  invariant C: a }", "ESDL2001 a"],
    ["function f(a: int): int = now", "ESDL2018 now"],
    ["external function f(a: int): int sample true", "ESDL2001 true"],
    ["external command C() returns { r: string } sample (r: 1)", "ESDL2001 1"],
    ["external command C() returns { r: string } sample ()", "ESDL2010 ()"],
  ];
  it.each(rows)("%s", (top, expected) => {
    expect(reported({ top })).toEqual(expected === "" ? [] : [expected]);
  });

  it("keep canonical texts", () => {
    const { values } = context({
      top: 'value V { d: duration = "PT90M", at: instant = "2026-01-01T00:00:00Z", n: decimal = 1.50 }',
    });
    expect(values[0]!.fields.map((field) => printed(field.default))).toEqual([
      '"PT1H30M"',
      '"2026-01-01T00:00:00.000Z"',
      '"1.5"',
    ]);
  });
});

describe("getters and invariants of a state", () => {
  const rows: readonly (readonly [Parts, string])[] = [
    [{ state: 'remark: string?  get short: bool = (remark ?? "").length < 5' }, ""],
    [{ state: "remark: string?  get short: bool = remark.length < 5" }, "ESDL2006 remark"],
    [{ inside: 'invariant A: status != held or owner != ""' }, ""],
    [{ inside: "invariant A: visitId == owner" }, "ESDL2008 visitId == owner"],
    [{ inside: "invariant A: caller.id == owner" }, "ESDL2018 caller"],
  ];
  it.each(rows)("%o", (parts, expected) => {
    expect(reported(parts)).toEqual(expected === "" ? [] : [expected]);
  });
});

describe("the caller's condition", () => {
  it("reads the state and the caller", () => {
    const hold = context({}).aggregates[0]!.commands.find(({ name }) => name === "Hold")!;
    expect(printed(hold.allow![0]!.where)).toBe("(caller.id == state.owner)");
  });
});

describe("handlers and queries", () => {
  const projection = (body: string): Parts => ({
    after: `projection Board by owner: string { n: int = 0  last: instant? ${body} }`,
  });
  const rows: readonly (readonly [string, string])[] = [
    ["on Booked by event.owner { n += 1 }", ""],
    ['on Booked where owner != "x" by event.owner { n += 1 }', ""],
    ["on Booked where n > 1 by event.owner { n += 1 }", "ESDL2002 n"],
    ["on Booked by event.visitId { n += 1 }", "ESDL2001 event.visitId"],
    ["on Booked by visitId { n += 1 }", "ESDL2002 visitId"],
    ["on Booked by (event.owner, event.owner) { n += 1 }", "ESDL2037 (event.owner, event.owner)"],
    ["on Held where note != none by note update { n += note.length }", ""],
    ["on Held by event.note update", "ESDL2006 event.note"],
    ["on Booked by event.owner  query q(min: int) where n >= min order by last desc limit min", ""],
    ["on Booked by event.owner  query q(n: int) where n > 1", "ESDL2003 n"],
    ["on Booked by event.owner  query q(n: int) where row.n > query.n limit row.n", "ESDL2018 row"],
    ["on Booked by event.owner  query q() order by missing", "ESDL2002 missing"],
  ];
  it.each(rows)("%s", (body, expected) => {
    expect(reported(projection(body))).toEqual(expected === "" ? [] : [expected]);
  });

  it("make the parts of a key explicit", () => {
    const { projections } = context({
      after:
        "projection Days by (day: date, owner: string) { n: int = 0  on Booked by (meta.occurredAt.date, event.owner) { n += 1 } }",
    });
    expect(projections[0]!.handlers[0]!.by.map(print)).toEqual([
      "meta.occurredAt.instant::date()",
      "event.owner",
    ]);
  });

  it("know what a saga's input brings", () => {
    const saga = (step: string): Parts => ({
      top: "external command Call() returns { line: string }",
      after: `saga Care by visitId: VisitId { state { line: string? } start on Booked -> calling { send Call() } step calling { ${step} } end done }`,
    });
    expect(
      reported(saga("on completed Call -> done { line = reply.line } on rejected Call -> done")),
    ).toEqual([]);
    expect(
      reported(saga("on completed Call -> done on rejected Call -> done { line = rejection.message }")),
    ).toEqual([]);
    expect(
      reported(saga("on completed Call -> done { line = reply.lime } on rejected Call -> done")),
    ).toEqual(["ESDL2005 lime"]);
    expect(
      reported(saga("on completed Call -> done on rejected Call -> done { line = meta.streamId }")),
    ).toEqual(["ESDL2018 meta"]);
    expect(
      reported(saga("on completed Call -> done { send Call() as actor } on rejected Call -> done")),
    ).toEqual(["ESDL2035 as"]);
  });
});

describe("version clauses", () => {
  const event = (members: string): Parts => ({
    top: 'value Fee { amount: decimal, currency: string  version 2 { add currency = "EUR" } }',
    inside: `event Billed { ${members} }  command Bill(fee: Fee) in held { emit Billed(fee) }  on Billed`,
  });
  const rows: readonly (readonly [string, string])[] = [
    [
      "fee: Fee  version 2 { remove cents: int add fee = Fee(old.cents / 100.0) } version 3 { adopt Fee 2 }",
      "",
    ],
    [
      'fee: Fee  version 2 { remove cents: int add fee = Fee(old.cents / 100.0, "CHF") } version 3 { adopt Fee 2 }',
      'ESDL2013 "CHF"',
    ],
    ["fee: Fee  version 2 { remove cents: int add fee = Fee(old.cents / 100.0) }", "ESDL2010 Fee"],
    ['fee: Fee  version 2 { remove cents: int add fee = Fee(cents / 100.0, "CHF") }', "ESDL2002 cents"],
    [
      "fee: Fee  kind: Kind = first  version 2 { remove again: bool add kind = if old.again then follow else first }",
      "",
    ],
    ["fee: Fee  at: instant?  version 2 { add at = meta.occurredAt }", ""],
    ["fee: Fee  at: instant?  version 2 { add at = now }", "ESDL2018 now"],
    ["fee: Fee  n: int? version 2 { change n from string = old.n.length }", ""],
    ["fee: Fee  n: int? version 2 { change n from string = old.n }", "ESDL2001 old.n"],
  ];
  it.each(rows)("%s", (members, expected) => {
    expect(reported(event(members))).toEqual(expected === "" ? [] : [expected]);
  });

  it("build what is inside an old value in the version that it holds", () => {
    const bill: Parts = {
      top: `value Fee { amount: decimal, currency: string  version 2 { add currency = "EUR" } }
            value Bill { fees: Fee[], first: Fee?  version 2 { rename all to fees  adopt Fee 2 } }`,
      inside: `event Billed { bill: Bill
          version 2 { remove cents: int[]  add bill = Bill(first: Fee(1), all: old.cents.map(c => Fee(amount: c / 100.0))) }
          version 3 { adopt Bill 2 }
        }
        command Charge(bill: Bill) in held { emit Billed(bill) }  on Billed`,
    };
    expect(reported(bill)).toEqual([]);
    const given = (args: string): Parts => ({
      ...bill,
      after: `scenario "s" for Visit { given Booked(owner: "a"), Billed version ${args} when Hold() then Held() }`,
    });
    expect(reported(given("2 (bill: Bill(all: [Fee(1)]))"))).toEqual([]);
    expect(reported(given('3 (bill: Bill(fees: [Fee(1, "EUR")]))'))).toEqual([]);
    expect(reported(given("3 (bill: Bill(fees: [Fee(1)]))"))).toEqual(["ESDL2010 Fee"]);
  });

  it("say of every field where it comes from", () => {
    const { aggregates } = context(
      event(
        "fee: Fee  n: int = 0  version 2 { rename m to n  remove cents: int  add fee = Fee(old.cents / 100.0) }  version 3 { adopt Fee 2 }",
      ),
    );
    const billed = aggregates[0]!.events.find(({ name }) => name === "Billed")!;
    const upcasts = billed.versions.map(({ clause }) =>
      clause?.upcast.map(({ name, value }) =>
        value.kind === "expr"
          ? `${name} = ${print(value.expr)}`
          : `${name} < ${value.from} ${value.adopts.map(({ ref, version }) => `${ref} ${String(version)}`).join()}`,
      ),
    );
    expect(upcasts).toEqual([
      undefined,
      ['fee = Clinic.Fee version 1(amount: (<intToDecimal>old.cents / "100"))', "n < m "],
      ["fee < fee Clinic.Fee 2", "n < n "],
    ]);
  });
});

describe("scenarios", () => {
  const scenario = (body: string): Parts => ({ after: `scenario "s" for Visit { ${body} }` });
  const rows: readonly (readonly [string, string])[] = [
    ['given Booked(owner: "a") when Hold() then Held()', ""],
    ["given Booked() when Hold() then Held()", "ESDL2010 Booked"],
    ["given Booked(owner: 1) when Hold() then Held()", "ESDL2001 1"],
    ['given Booked(owner: "a") when Hold(not: "x") then Held()', "ESDL2009 not"],
    ['given Booked(owner: "a") when Hold(note: none) then Held(note: none)', ""],
  ];
  it.each(rows)("%s", (body, expected) => {
    expect(reported(scenario(body))).toEqual(expected === "" ? [] : [expected]);
  });

  it("take any string for a uuid, and keep it as it is written", () => {
    const { scenarios } = context({
      after:
        'scenario "s" { given Visit "v" { Booked(owner: "a") } when Miss(visitId: "v") then Visit "v" { Missed() } }',
    });
    expect(printed(scenarios[0]!.given[0]!.id)).toBe('"v"');
  });
});
