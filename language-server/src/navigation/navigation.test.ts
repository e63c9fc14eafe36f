/** Definitions, references and new names, on models whose words stand for several things. */
import { readdirSync, readFileSync } from "node:fs";
import { checkModel, format } from "@esdl/language";
import { createProject } from "@esdl/language/editing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  definitions,
  implementations,
  references,
  renamed,
  typeDefinitions,
} from "../features/navigation.js";
import { requestAt, requestAtCaret, type Texts, textAt } from "../testing/request.js";
import { edited, rename } from "./rename.js";
import { mentions } from "./targets.js";

const shop = `context Shop
uses Billing
id OrderId
enum Channel { web, store }
value Money { amount: decimal, currency: string }
aggregate Order by orderId: OrderId {
  lifecycle placed -> paid, placed | paid -> cancelled
  state { customer: string, total: Money, channel: Channel = web }
  rejection TooLate "After {days} days" { days: int }
  event Placed {
    customer: string
    total: Money
    version 2 { rename client to customer }
  }
  event Paid { }
  event Cancelled { reason: string }
  create command Place(customer: string, total: Money) { emit Placed(customer, total) }
  command Pay() in placed { emit Paid() }
  command Cancel(reason: string, days: int) in placed | paid {
    require days < 3 else TooLate(days)
    emit Cancelled(reason: reason)
  }
  on Placed -> placed { customer, total }
  on Paid -> paid
  on Cancelled -> cancelled
}
scenario "pays" for Order {
  given Placed version 1 (client: "c", total: Money(5, "CHF"))
  when Pay()
  then Paid(), state (status: paid)
}
`;
const billing = "context Billing\npublic type Amount = int\n";
const at = (before: string, after = ""): Texts => {
  const offset = shop.indexOf(before + after) + before.length;
  expect(offset).toBeGreaterThanOrEqual(before.length);
  return [
    { path: "shop.esdl", text: `${shop.slice(0, offset)}<|>${shop.slice(offset)}` },
    { path: "billing.esdl", text: billing },
  ];
};

describe("the definition", () => {
  const found = (files: Texts): readonly string[] => {
    const request = requestAtCaret(files);
    return definitions(request).map(
      ({ uri, range }) => `${textAt(request, { uri, range })} ${range.start.line + 1}`,
    );
  };
  it.each([
    ["of a type", at("total: Mo"), ["Money 5"]],
    ["of a status is its first mention", at("command Pay() in pla"), ["placed 7"]],
    ["of a context is its header", at("uses Bil"), ["Billing 1"]],
    [
      "of an argument that is short for two things is both",
      at("emit Placed(cust"),
      ["customer 17", "customer 11"],
    ],
    [
      "of an assignment that is short for two things is both",
      at("-> placed { cust"),
      ["customer 8", "customer 11"],
    ],
    ["of a field's earlier name is the step that changed it", at("version 1 (cli"), ["client 13"]],
    ["of a placeholder is the field", at('"After {da'), ["days 9"]],
    ["of an enum member", at("channel: Channel = we"), ["web 4"]],
    ["of a word of the language is nothing", at("life"), []],
  ])("%s", (_, files, expected) => {
    expect(found(files)).toEqual(expected);
  });

  it("of what an expression is of, is its types", () => {
    const request = requestAtCaret(at("emit Placed(customer, to"));
    expect(typeDefinitions(request).map((location) => textAt(request, location))).toEqual(["Money"]);
  });

  it("of how an event is taken, is its `on` clause", () => {
    const request = requestAtCaret(at("event Can"));
    expect(implementations(request).map(({ range }) => range.start.line + 1)).toEqual([25]);
  });
});

describe("references", () => {
  it("are all mentions under the name of today, each once", () => {
    const request = requestAtCaret(at("event Placed {\n    cust"));
    const lines = references(request, true).map(({ range }) => range.start.line + 1);
    expect(lines).toEqual([11, 13, 17, 23]);
    expect(references(request, false)).toHaveLength(3);
  });
});

describe("a new name", () => {
  const after = (files: Texts, name: string, released: readonly string[] = []): string => {
    const request = requestAtCaret(files);
    return renamed(request, name, new Set(released))
      .documentChanges.flatMap(({ textDocument: { uri }, edits }) =>
        edits.map((edit) =>
          "newText" in edit ? `${textAt(request, { uri, range: edit.range })} => ${edit.newText}` : "",
        ),
      )
      .join("; ");
  };
  it("of a field is spelled out where one word stood for two things", () => {
    expect(after(at("event Placed {\n    cust"), "buyer")).toBe(
      "customer => buyer; customer => buyer; customer => buyer: customer; customer => customer = event.buyer",
    );
    expect(after(at("state { cust"), "buyer")).toBe("customer => buyer; customer => buyer = event.customer");
    expect(after(at("create command Place(cust"), "buyer")).toBe(
      "customer => buyer; customer => customer: buyer",
    );
  });

  it("of a rejection's field reaches its message", () => {
    expect(after(at('days" { da'), "left")).toBe("days => left; days => left; days => left: days");
  });

  it("of a context reaches the files that use it", () => {
    expect(after(at("uses Bil"), "Money2")).toBe("Billing => Money2; Billing => Money2");
  });

  it("of a released event keeps what is stored under the old one readable", () => {
    const shop = (event: string, name: string): Texts => [
      {
        path: "a.esdl",
        text: `context Shop\naggregate Order by orderId: uuid {\n  event ${event} { total: int }\n  create command Place(total: int) { emit ${name}(total) }\n  on ${name} { }\n}\n`,
      },
    ];
    const released = ["Shop.Order.Created", "Shop.Order.Placed"];
    expect(after(shop("Cre<|>ated", "Created"), "Placed", released)).toBe(
      "Created => Placed; Created => Placed; Created => Placed;  =>  formerly Created",
    );
    expect(after(shop("Pla<|>ced formerly Created", "Placed"), "Taken", released)).toBe(
      "Placed => Taken; Placed => Taken; Placed => Taken;  formerly Created =>  formerly Created, Placed",
    );
    // What was renamed since the release goes back.
    expect(after(shop("Ta<|>ken formerly Placed", "Taken"), "Placed", released)).toBe(
      "Taken => Placed; Taken => Placed; Taken => Placed;  formerly Placed => ",
    );
    expect(after(shop("Ne<|>w", "New"), "Placed", released)).toBe(
      "New => Placed; New => Placed; New => Placed",
    );
  });

  it.each([
    ["is no name", at("event Pa"), "a-b", /no name/],
    ["is taken", at("event Pa"), "Placed", /would be wrong: Order already has an event called Placed/],
    ["would change what another word means", at("create command Place(cust"), "total", /would be wrong/],
    ["is given to a word of the language", at("life"), "x", /Only what the model declares/],
  ])("is refused when it %s", (_, files, name, words) => {
    expect(() => renamed(requestAtCaret(files), name)).toThrow(words);
  });
});

const examples = new URL("../../../examples/", import.meta.url);
const models = ["banking", "shop", "evolution"].map((name) => {
  const folder = new URL(`${name}/model/`, examples);
  const sources = readdirSync(folder).map((path) => ({
    path,
    text: readFileSync(new URL(path, folder), "utf8"),
  }));
  return { name, sources };
});

describe.each(models)("in $name", ({ sources }) => {
  const project = createProject();
  for (const { path, text } of sources) project.set(path, text);
  const declarations = sources.flatMap(({ path, text }) =>
    [...mentions(project.analyse(path)!)].filter(
      ({ as, start, end, named }) => as === "declaration" && text.slice(start, end) === named.name,
    ),
  );

  it("any name can be changed, and changed back", () => {
    fc.assert(
      fc.property(fc.constantFrom(...declarations), ({ named }) => {
        const there = rename(project, named, "quiteNew");
        if ("refused" in there) throw new Error(there.refused);
        const texts = sources.map(({ path, text }) => ({
          path,
          text: edited(
            text,
            there.edits.filter((edit) => edit.path === path),
          ),
        }));
        expect(checkModel(texts).model).toBeDefined();
        const changed = createProject();
        for (const { path, text } of texts) changed.set(path, text);
        const again = texts
          .flatMap(({ path }) => [...mentions(changed.analyse(path)!)])
          .find((mention) => mention.as === "declaration" && mention.named.name === "quiteNew");
        const back = rename(changed, again!.named, named.name);
        if ("refused" in back) throw new Error(back.refused);
        const restored = texts.map(({ path, text }) => ({
          path,
          text: edited(
            text,
            back.edits.filter((edit) => edit.path === path),
          ),
        }));
        expect(checkModel(restored).diagnostics).toEqual(
          checkModel(sources).diagnostics.map((diagnostic) => ({ ...diagnostic, range: expect.anything() })),
        );
        // What had to be spelled out stays so.
        if (there.edits.every(({ text }) => text === "quiteNew"))
          expect(restored.map(({ text }) => format(text))).toEqual(sources.map(({ text }) => format(text)));
      }),
      { numRuns: 12 },
    );
  });

  it("every name leads to what has that name, and is among its references", () => {
    for (const { path, text } of sources) {
      const request = requestAt(project, path, 0);
      for (const mention of [...mentions(request.analysis)].filter((_, index) => index % 29 === 0)) {
        const here = Object.assign(Object.create(request) as typeof request, { offset: mention.start + 1 });
        const name = text.slice(mention.start, mention.end);
        if (name !== mention.named.name || name.length < 2) continue;
        expect(definitions(here).map((location) => textAt(request, location))).toContain(name);
        expect(references(here, true)).toContainEqual({
          uri: request.uri,
          range: {
            start: request.document.positionAt(mention.start),
            end: request.document.positionAt(mention.end),
          },
        });
      }
    }
  });
});
