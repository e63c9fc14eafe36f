/** The outline of files, and finding by name what all files declare. */
import { describe, expect, it } from "vitest";
import type { DocumentSymbol, Range } from "vscode-languageserver";
import { AstUtils, ast, tokensOf } from "@esdl/language/editing";
import { corpus } from "../../../test/models/corpus.js";
import { documentSymbols } from "../features/symbols.js";
import { projectOf, requestAt } from "../testing/request.js";
import { outlineOf, type Outlined } from "./outline.js";
import { search } from "./search.js";

const model = `context Shop

/// Money that is asked for.
value Price { amount: decimal(2), get twice: decimal(2) = amount * 2 }
enum Size { small, large, version 2 { remove huge as large } }

aggregate Order by orderId: uuid {
  lifecycle Open -> Closed, Open -> Lost
  state { price: Price?, note: string in Open }
  invariant cheap "not more than {amount}": price == none
  unique note
  rejection TooLate "late"
  event Opened { price: Price }
  retired event Started { at: instant } becomes nothing
  create command open(price: Price) { emit Opened(price) }
  on Opened -> Open { price = event.price }
}

projection Prices by orderId: uuid {
  price: Price?
  index price desc
  on Order.Opened { price = event.price }
  query dear(least: decimal(2)) limit 5
}

saga Watching by orderId: uuid {
  start on Order.Opened -> waiting
  step waiting { after 15m -> done }
  end done, lost
}

policy Cheer on Order.Opened { }

scenario "opens" for Order { when open(orderId: "1", price: Price(1.00)) then Opened(price: Price(1.00)) }
`;

const drawn = (symbols: readonly DocumentSymbol[], depth = 0): string =>
  symbols
    .map(({ name, detail, tags, children = [] }) => {
      const rest = [detail === undefined ? "" : `: ${detail}`, tags === undefined ? "" : " (gone)"].join("");
      return `${"  ".repeat(depth)}${name}${rest}\n${drawn(children, depth + 1)}`;
    })
    .join("");

const symbolsOf = (text: string): readonly DocumentSymbol[] =>
  documentSymbols(requestAt(projectOf([{ path: "a.esdl", text }]), "a.esdl", 0));

describe("the outline of a file", () => {
  it("lists all that is declared, as it is nested", () => {
    expect(drawn(symbolsOf(model))).toBe(`Shop
  Price
    amount: decimal(2)
    twice: decimal(2)
  Size
    small
    large
    version 2
  Order: by orderId: uuid
    orderId: uuid
    lifecycle
      Open
      Closed
      Lost
    state
      price: Price?
      note: string
    cheap: not more than {amount}
    unique note
    TooLate: late
    Opened
      price: Price
    Started: retired (gone)
      at: instant
    open: create (price: Price)
    on Opened -> Open
  Prices: by orderId: uuid
    orderId: uuid
    price: Price?
    index price
    on Order.Opened
    dear: (least: decimal(2))
  Watching: by orderId: uuid
    orderId: uuid
    start on Order.Opened -> waiting
    waiting: step
      after 15m
    done: end
    lost: end
  Cheer: on Order.Opened
  opens: for Order
`);
  });

  it("holds what documents a declaration, and points at its name", () => {
    const [context] = symbolsOf(model);
    const price = context?.children?.[0];
    expect(textIn(model, price?.range)).toMatch(/^\/\/\/ Money/);
    expect(textIn(model, price?.selectionRange)).toBe("Price");
  });

  it("begins with the declarations where the context has no name, and never has an empty name", () => {
    expect(drawn(symbolsOf("value Price { amount: int } event"))).toMatch(/^Price\n {2}amount: int\n/);
    expect(
      drawn(symbolsOf("context Shop\naggregate Order by id: uuid { event { a: int } command }")),
    ).toContain("event");
  });

  it.each(corpus)("has everything named of $name, each inside of what it belongs to", ({ sources }) => {
    const project = projectOf(sources);
    for (const { path, text } of sources) {
      const file = project.files.get(path);
      if (file === undefined) throw new Error(path);
      const outline = outlineOf(file);
      expectNested(outline, { start: 0, end: text.length });
      const listed = new Set(flat(outline).map(({ node }) => node));
      const missing = AstUtils.streamAllContents(file.root)
        .filter((node) => isListed(node) && !listed.has(node))
        .map((node) => `${node.$type} ${String(Reflect.get(node, "name"))}`)
        .toArray();
      expect(missing).toEqual([]);
    }
  });
});

/** What has a name, but for what is read where it is: parameters, locals, former names, and repeated mentions. */
const isListed = (node: object): boolean =>
  ast.isNamed(node) &&
  !ast.isParameter(node) &&
  !ast.isLoop(node) &&
  !ast.isLetStatement(node) &&
  !ast.isLambdaParam(node) &&
  !ast.isVersionStep(node) &&
  !ast.isEnumStep(node) &&
  !ast.isStatus(node);

const flat = (outline: readonly Outlined[]): readonly Outlined[] =>
  outline.flatMap((one) => [one, ...flat(one.children)]);

function expectNested(outline: readonly Outlined[], outer: { start: number; end: number }): void {
  let last = outer.start;
  for (const { name, range, selection, children } of outline) {
    expect(name).not.toBe("");
    expect(range.start).toBeGreaterThanOrEqual(last);
    expect(range.end).toBeLessThanOrEqual(outer.end);
    expect(selection.start).toBeGreaterThanOrEqual(range.start);
    expect(selection.end).toBeLessThanOrEqual(range.end);
    last = range.end;
    expectNested(children, range);
  }
}

function textIn(text: string, range: Range | undefined): string {
  if (range === undefined) return "";
  const lines = text.split("\n");
  const at = ({ line, character }: Range["start"]): number =>
    lines.slice(0, line).reduce((sum, { length }) => sum + length + 1, 0) + character;
  return text.slice(at(range.start), at(range.end));
}

describe("searching for a name", () => {
  const project = projectOf([
    { path: "shop.esdl", text: model },
    {
      path: "more.esdl",
      text: "context Billing\nvalue OpenPayment { amount: int }\nvalue Reopening { a: int }",
    },
  ]);
  const names = (query: string): readonly string[] =>
    search(project, query).map(({ found, within }) => [...within, found.name].join("."));

  it.each([
    ["Opened", ["Shop.Order.Opened"]],
    ["opened", ["Shop.Order.Opened"]],
    ["op", ["Billing.OpenPayment", "Billing.Reopening"]],
    ["OP", ["Billing.OpenPayment"]],
    ["order.op", ["Shop.Order.Opened", "Shop.Order.open", "Shop.Order.lifecycle.Open"]],
    ["opymt", ["Billing.OpenPayment"]],
    ["nothing like it", []],
  ])("of %s finds %j", (query, expected) => {
    for (const name of expected) expect(names(query)).toContain(name);
    if (expected.length === 0) expect(names(query)).toEqual([]);
  });

  it("puts the whole name first, then its beginning, the beginnings of its words, a piece of it", () => {
    const order = names("open");
    expect(order.slice(0, 2).toSorted()).toEqual(["Shop.Order.lifecycle.Open", "Shop.Order.open"]);
    expect(order.indexOf("Shop.Order.Opened")).toBeLessThan(order.indexOf("Billing.Reopening"));
    expect(names("op")[0]).not.toBe("Billing.Reopening");
  });

  it.each(corpus)("finds every name of $name by all of it and by its first letters", ({ sources }) => {
    const whole = projectOf(sources);
    const some = [
      ...new Set(
        tokensOf(sources[0]?.text ?? "").flatMap(({ kind, text }) => (kind === "name" ? [text] : [])),
      ),
    ];
    for (const name of some.slice(0, 20)) {
      const declared = [...whole.files.values()]
        .flatMap((file) => flat(outlineOf(file)))
        .some((one) => one.name === name);
      if (!declared) continue;
      expect(search(whole, name)[0]?.found.name.toLowerCase()).toBe(name.toLowerCase());
      expect(search(whole, name.slice(0, 3)).length).toBeGreaterThan(0);
    }
  });
});
