/** From commands over events and those who handle them to commands again. */
import { describe, expect, it } from "vitest";
import { AstUtils } from "@esdl/language/editing";
import type { CallHierarchyItem } from "vscode-languageserver";
import { corpus } from "../../../test/models/corpus.js";
import { incoming, outgoing, prepared } from "../features/call-hierarchy.js";
import type { PlaceRequest } from "../request.js";
import { projectOf, requestAt, requestAtCaret, textAt } from "../testing/request.js";
import { isCaller } from "./calls.js";

const shop = `context Shop
function double(n: int): int = n + n
aggregate Order by orderId: uuid {
  state { total: int = 0 }
  event Placed { total: int }
  event Paid
  create command Place(total: int) { emit Pla<|>ced(total: double(total)) }
  any command Pay() { emit Paid() }
  on Placed { total = double(event.total) }
  on Paid { }
}
saga Paying by orderId: uuid {
  start on Order.Placed -> waiting { send Order.Pay(orderId) }
  step waiting { on completed Order.Pay -> done after 1h -> done { send Order.Pay(orderId) } }
  end done
}
scenario "places" for Order { when Place(total: 1) then Placed(total: 2) }
`;

const requestOf = (name: string): PlaceRequest => {
  const text = shop.replace("<|>", "");
  return requestAt(projectOf([{ path: "a.esdl", text }]), "a.esdl", text.indexOf(name));
};

const item = (request: PlaceRequest): CallHierarchyItem => {
  const [first] = prepared(request);
  if (first === undefined) throw new Error("nothing is here");
  return first;
};

const into = (request: PlaceRequest): readonly string[] =>
  incoming(request, item(request)).map(
    ({ from, fromRanges }) => `${from.name} ${from.detail ?? ""} ${String(fromRanges.length)}`,
  );
const outOf = (request: PlaceRequest): readonly string[] =>
  outgoing(request, item(request)).map(
    ({ to, fromRanges }) => `${to.name} ${to.detail ?? ""} ${String(fromRanges.length)}`,
  );

describe("the call hierarchy", () => {
  it("begins with what is named at a place, else with what the place is in", () => {
    const request = requestAtCaret([{ path: "a.esdl", text: shop }]);
    expect(item(request)).toMatchObject({ name: "Placed", detail: "Shop.Order" });
    expect(item(requestOf("emit Paid"))).toMatchObject({ name: "Pay", detail: "Shop.Order" });
    expect(prepared(requestOf("context"))).toEqual([]);
  });

  it("leads from a command to its events, to those who handle them, and to what they send", () => {
    expect(outOf(requestOf("Place(total"))).toEqual(["Placed Shop.Order 1", "double Shop 1"]);
    expect(outOf(requestOf("Placed {"))).toEqual([
      "on Placed Shop.Order 1",
      "on Order.Placed -> waiting Shop.Paying 1",
    ]);
    expect(outOf(requestOf("on Order.Placed"))).toEqual(["Pay Shop.Order 1"]);
    expect(outOf(requestOf("Pay()"))).toEqual([
      "Paid Shop.Order 1",
      "on completed Order.Pay -> done Shop.Paying.waiting 1",
    ]);
  });

  it("leads back as well, and has scenarios among those that command", () => {
    expect(into(requestOf("Placed {"))).toEqual(["Place Shop.Order 1"]);
    expect(into(requestOf("Pay()"))).toEqual([
      "on Order.Placed -> waiting Shop.Paying 1",
      "after 1h Shop.Paying.waiting 1",
    ]);
    expect(into(requestOf("Place(total"))).toEqual(["places Shop 1"]);
    expect(into(requestOf("on Order.Placed"))).toEqual(["Placed Shop.Order 1"]);
    expect(into(requestOf("double"))).toEqual(["Place Shop.Order 1", "on Placed Shop.Order 1"]);
  });

  it("points at names in the text of what calls", () => {
    const request = requestOf("Placed {");
    const [handler] = outgoing(request, item(request));
    expect(
      textAt(request, { uri: item(request).uri, range: handler?.fromRanges[0] ?? item(request).range }),
    ).toBe("Placed");
  });
});

describe.each(corpus)("in $name", ({ sources }) => {
  it("whatever leads to something is led back to, from there", () => {
    const project = projectOf(sources);
    const keyOf = ({ uri, name, selectionRange }: CallHierarchyItem): string =>
      `${uri} ${name} ${JSON.stringify(selectionRange)}`;
    const [out, back] = [new Set<string>(), new Set<string>()];
    for (const { path } of sources) {
      const request = requestAt(project, path, 0);
      const nodes = AstUtils.streamAllContents(request.analysis.file.root).filter(isCaller).toArray();
      for (const node of nodes) {
        const [own] = prepared(requestAt(project, path, request.analysis.locate.offsets(node).start));
        if (own === undefined) throw new Error(node.$type);
        for (const { to } of outgoing(request, own)) out.add(`${keyOf(own)} => ${keyOf(to)}`);
        for (const { from } of incoming(request, own)) back.add(`${keyOf(from)} => ${keyOf(own)}`);
      }
    }
    expect([...out].sort()).toEqual([...back].sort());
  });
});
