import { describe, expect, it } from "vitest";
import { programOf, reportsOf } from "../signatures/testing/program.js";
import type { Names, Place, SymbolKind } from "./api.js";
import { typeKinds } from "./api.js";

const model = `
context Sales
uses Billing
id OrderId
id OfferId
role Customer
value Address { city: string }
function one(line: Line): int = 1
aggregate Order by orderId: OrderId {
  lifecycle placed -> cancelled
  entity Line by sku: string { quantity: int }
  event Placed { lines: Line[] }
  event Cancelled
  create command Place(lines: Line[]) { emit Placed(lines) }
  command Cancel() { emit Cancelled() }
  rejection TooLate
  on Placed -> placed
  on Cancelled -> cancelled
}
aggregate Offer by offerId: OfferId {
  lifecycle made -> cancelled
  event Made
  event Cancelled
  create command Make() { emit Made() }
  command Cancel() { emit Cancelled() }
  on Made -> made
  on Cancelled -> cancelled
}
aggregate Customer by name: string {
  event Met
  create command Meet() { emit Met() }
  on Met
}
--- billing.esdl
context Billing
public id PaymentId
id InnerId
value Fee { kind: FeeKind, amount: decimal }
value Secret { text: string }
enum FeeKind { fixed, relative }
aggregate Payment by paymentId: PaymentId {
  lifecycle pending -> taken
  state { secret: Secret? }
  public event Taken { fee: Fee }
  event Audited
  public create command Take(fee: Fee) { emit Taken(fee) }
  command Audit() { emit Audited() }
  rejection Refused
  on Taken -> pending
  on Audited
}
aggregate Ledger by ledgerId: InnerId {
  event Opened
  create command Open() { emit Opened() }
  on Opened
}
--- mail.esdl
context Mail
public external command Send(text: string)
`;

const anything: readonly SymbolKind[] = [
  ...typeKinds,
  "role",
  "function",
  "externalCommand",
  "aggregate",
  "event",
  "command",
  "rejection",
];

function find(names: Names, name: string, kinds: readonly SymbolKind[], from: string): string | undefined {
  const [context = "", aggregate] = from.split(".");
  const around = aggregate === undefined ? undefined : names.get("aggregate", from);
  const place: Place = around === undefined ? { context } : { context, aggregate: around };
  return names.find(name.split("."), kinds, place)?.ref;
}

describe("what a name means", () => {
  const { names } = programOf(model);
  it.each<[name: string, from: string, ref: string | undefined, kinds?: readonly SymbolKind[]]>([
    // within a context
    ["Address", "Sales", "Sales.Address"],
    ["Sales.Address", "Sales", "Sales.Address"],
    ["Line", "Sales.Order", "Sales.Order.Line"],
    ["Line", "Sales.Offer", "Sales.Order.Line"],
    ["Line", "Sales", "Sales.Order.Line"],
    ["Order.Line", "Sales", "Sales.Order.Line"],
    ["Sales.Order.Line", "Sales", "Sales.Order.Line"],
    ["Placed", "Sales", "Sales.Order.Placed"],
    ["Nothing", "Sales", undefined],
    // the own aggregate goes first; elsewhere two are one too many
    ["Cancelled", "Sales.Order", "Sales.Order.Cancelled"],
    ["Cancelled", "Sales.Offer", "Sales.Offer.Cancelled"],
    ["Cancelled", "Sales", undefined],
    ["Offer.Cancelled", "Sales", "Sales.Offer.Cancelled"],
    ["Status", "Sales.Offer", "Sales.Offer.Status"],
    ["Order.Status", "Sales.Offer", "Sales.Order.Status"],
    // places tell kinds apart
    ["Customer", "Sales", "Sales.Customer", ["role"]],
    ["Customer", "Sales", "Sales.Customer", ["aggregate"]],
    ["Address", "Sales", undefined, ["event"]],
    ["NotFound", "Sales", undefined, ["rejection"]],
    ["NotFound", "Sales", "NotFound", ["rejection", "builtInRejection"]],
    // other contexts: public names, and what these mention
    ["Billing.PaymentId", "Sales", "Billing.PaymentId"],
    ["Billing.Payment.Taken", "Sales", "Billing.Payment.Taken"],
    ["Billing.Taken", "Sales", "Billing.Payment.Taken"],
    ["Billing.Fee", "Sales", "Billing.Fee"],
    ["Billing.FeeKind", "Sales", "Billing.FeeKind"],
    ["Billing.Payment", "Sales", "Billing.Payment"],
    ["Billing.Refused", "Sales", "Billing.Payment.Refused"],
    ["PaymentId", "Sales", undefined],
    ["Billing.Secret", "Sales", undefined],
    ["Billing.InnerId", "Sales", undefined],
    ["Billing.Audited", "Sales", undefined],
    ["Billing.Audit", "Sales", undefined],
    ["Billing.Ledger", "Sales", undefined],
    // and only those that are used
    ["Mail.Send", "Sales", undefined],
    ["Sales.Address", "Billing", undefined],
  ])("%s in %s is %s", (name, from, ref, kinds = anything) => {
    expect(find(names, name, kinds, from)).toBe(ref);
  });
});

describe("a name that means nothing", () => {
  const value = (type: string, before = "") => `
context Shop
${before}
id OrderId
role Clerk
value Price { x: ${type} }
--- billing.esdl
context Billing
public id PaymentId
id InnerId
public aggregate Payment by paymentId: PaymentId {
  entity Part by n: int { share: decimal }
  public event Split { parts: Part[] }
  create command Divide(parts: Part[]) { emit Split(parts) }
  on Split
}
`;
  it.each([
    ["is misspelt", value("OderId"), "ESDL1111 OderId"],
    ["goes by another name here", value("boolean"), "ESDL1111 boolean"],
    ["has an unknown context", value("Biling.PaymentId"), "ESDL1111 Biling"],
    ["is unknown in its context", value("Billing.PaymntId", "uses Billing"), "ESDL1111 PaymntId"],
    ["has an unknown aggregate", value("Billing.Paymnt.Part", "uses Billing"), "ESDL1111 Paymnt"],
    ["is unknown in its aggregate", value("Billing.Payment.Prt", "uses Billing"), "ESDL1111 Prt"],
    ["goes too deep", value("Billing.Payment.Part.share", "uses Billing"), "ESDL1111 share"],
    ["is of another kind", value("Clerk"), "ESDL1112 Clerk"],
    ["is of another kind far away", value("Billing.Split", "uses Billing"), "ESDL1112 Split"],
    ["stands behind what holds nothing", value("OrderId.Part"), "ESDL1112 OrderId"],
    ["is not public", value("Billing.InnerId", "uses Billing"), "ESDL1114 InnerId"],
    ["is not public and bare", value("InnerId"), "ESDL1114 InnerId"],
    ["is of a context that is not used", value("Billing.PaymentId"), "ESDL1115 Billing"],
    ["is of a used context, but bare", value("PaymentId", "uses Billing"), "ESDL1116 PaymentId"],
    ["is of an unused context, and bare", value("PaymentId"), "ESDL1116 PaymentId"],
  ])("because it %s is reported where the mistake is", (_, text, report) => {
    expect(reportsOf(text)).toEqual([report]);
  });

  it.each([
    ["OderId", "", "OrderId"],
    ["boolean", "", "bool"],
    ["Billing.PaymntId", "uses Billing", "Billing.PaymentId"],
    ["PaymentId", "uses Billing", "Billing.PaymentId"],
    ["PaymntId", "uses Billing", "Billing.PaymentId"],
    ["Billing.PaymentId", "", "Billing.PaymentId"],
    ["PaymentId", "", "Billing.PaymentId"],
  ])("is mended by its fix: %s (%s) becomes %s", (wrong, before, right) => {
    const text = value(wrong, before);
    const { files, signatures, reporter } = programOf(text);
    signatures.checkAll();
    const file = files[0]!;
    const edits = [...(reporter.result()[0]?.fixes?.[0]?.edits ?? [])];
    expect(edits).not.toEqual([]);
    const offset = ({ line, column }: { line: number; column: number }) =>
      file.text
        .split("\n")
        .slice(0, line - 1)
        .join("\n").length +
      (line > 1 ? 1 : 0) +
      column -
      1;
    edits.sort((a, b) => offset(b.range.start) - offset(a.range.start));
    const mended = edits.reduce(
      (source, { range, text: by }) =>
        source.slice(0, offset(range.start)) + by + source.slice(offset(range.end)),
      file.text,
    );
    expect(mended).toContain(`x: ${right} `);
    expect(reportsOf(text.replace(file.text, mended))).toEqual([]);
  });
});

describe("declarations", () => {
  it.each([
    ["two types", "id A\nenum A { x }", ["ESDL1101 A"]],
    ["three of one name", "id A\nid A\nid A", ["ESDL1101 A", "ESDL1101 A"]],
    ["a role beside a type", "id A\nrole A", []],
    ["two roles", "role A\nrole A", ["ESDL1101 A"]],
    ["a function called min", "function min(a: int): int = a", ["ESDL1102 min"]],
    ["a type called string", "type string = int", ["ESDL1102 string"]],
    ["a role called anyone", "role anyone", ["ESDL1102 anyone"]],
  ])("%s", (_, text, reports) => {
    expect(reportsOf(`context C\n${text}\n`)).toEqual(reports);
  });

  it.each([
    ["an event and a command of one name", "event E\ncommand E() { }", ["ESDL1101 E"]],
    [
      "an entity called Status beside a lifecycle",
      "lifecycle a -> b\nentity Status by k: int { }",
      ["ESDL1101 Status"],
    ],
    ["a rejection that is built in", "rejection NotFound", ["ESDL1102 NotFound"]],
  ])("of an aggregate: %s", (_, text, reports) => {
    expect(reportsOf(`context C\naggregate A by a: uuid {\n${text}\n}\n`)).toEqual(reports);
  });

  it("of one context may stand in several files, in any order", () => {
    expect(reportsOf("context C\nvalue V { id: Id }\n--- b.esdl\ncontext C\nid Id\n")).toEqual([]);
  });

  it("of one name in two files of a context clash in the later file", () => {
    const { reporter } = programOf("context C\nid Id\n--- b.esdl\ncontext C\nid Id\n");
    expect(reporter.result().map(({ file }) => file)).toEqual(["b.esdl"]);
  });
});

describe("uses", () => {
  const three = (a: string, b: string, c: string) =>
    `context A\n${a}\nid X\n--- b.esdl\ncontext B\n${b}\nid X\n--- c.esdl\ncontext C\n${c}\nid X\n`;
  it.each([
    ["in a line are fine", three("uses B", "uses C", ""), []],
    ["that join are fine", three("uses B, C", "uses C", ""), []],
    ["in a circle of three are one mistake", three("uses B", "uses C", "uses A"), ["ESDL1108 A"]],
    [
      "in a circle are one mistake if one of them is no partnership",
      three("uses B as partnership", "uses C", "uses A as partnership"),
      ["ESDL1108 C"],
    ],
    [
      "in a circle of partners are fine",
      three("uses B as partnership", "uses C as partnership", "uses A as partnership"),
      [],
    ],
    ["of itself", three("uses A", "", ""), ["ESDL1106 A"]],
    ["twice", three("uses B\nuses B", "", ""), ["ESDL1107 B"]],
    ["of what does not exist", three("uses D", "", ""), ["ESDL1105 D"]],
    ["in a role of two words", three("uses B as customer supplier", "", ""), []],
    ["in a role that does not exist", three("uses B as friend", "", ""), ["ESDL1110 friend"]],
  ])("%s", (_, text, reports) => {
    expect(reportsOf(text)).toEqual(reports);
  });
});

describe("names in the source", () => {
  it("are remembered with what they mean, segment by segment", () => {
    const { names, signatures } = programOf(`
context Shop
uses Billing
value Price { x: Billing.Payment.Part }
--- billing.esdl
context Billing
aggregate Payment by paymentId: uuid {
  entity Part by n: int { share: decimal }
  public event Split { parts: Part[] }
  create command Divide(parts: Part[]) { emit Split(parts) }
  on Split
}
`);
    signatures.checkAll();
    const meant = [...names.resolutions].map(([name, target]) => [
      name.$refText,
      target.kind,
      "ref" in target ? target.ref : "",
    ]);
    expect(meant).toEqual([
      ["Billing", "context", ""],
      ["Billing", "context", ""],
      ["Payment", "aggregate", "Billing.Payment"],
      ["Part", "entity", "Billing.Payment.Part"],
      ["Part", "entity", "Billing.Payment.Part"],
      ["Part", "entity", "Billing.Payment.Part"],
    ]);
  });
});
