/** The fixes that writers ask for most, each in several places of a model: what is wrong, what is offered, what comes out. */
import { describe, expect, it } from "vitest";
import { checkModel } from "../check-model.js";
import { canonicalFix } from "../format/canonical-fix.js";
import { format } from "../format/index.js";
import { applyFix } from "./apply.js";

/** A bakery in two contexts; `{{NAME}}` is replaced by what a case says, or by nothing. */
const bakery = `context Bakery
{{header}}

id BatchId
id OvenId
type Loaves = int where it >= 1 and it <= 500
enum Dough { rye, wheat }
value Weight { grams: int, tolerance: decimal(1) }
role Baker
{{top}}
aggregate Batch by batchId: BatchId {
  lifecycle mixed -> baked -> sold, mixed | baked -> spoiled

  state {
    dough: Dough
    loaves: Loaves
    weight: Weight
    oven: OvenId in baked | sold
  }

  rejection NotEnough "Only {left} are left" { left: int }

  event Mixed { dough: Dough, loaves: Loaves, weight: Weight }
  event Baked { oven: OvenId }
  public event Sold { loaves: int }
  event Spoiled{{event}}

  create command Mix(dough: Dough, loaves: Loaves, weight: Weight) allow Baker {
    emit Mixed(dough, loaves, weight)
  }
  command Bake(oven: OvenId) in mixed allow Baker { emit Baked({{bake}}) }
  command Sell(sold: int) in baked {
    require sold <= loaves else {{reject}}
    emit {{sell}}
  }
  command Spoil() in mixed | baked{{allow}} { emit Spoiled() }

  on Mixed -> mixed { {{mixed}} }
  on Baked -> baked { oven }
  on Sold -> sold { loaves -= event.loaves }
  {{spoiled}}
}

projection Days by day: date {
  sold: int = 0
  on Sold {{by}} { sold += event.loaves }
}

policy Restock on Sold { send {{send}} }
`;

const mill = `context Mill

public external command Order(grams: int)
public id FlourId
`;

const right: Readonly<Record<string, string>> = {
  header: "uses Mill",
  bake: "oven",
  reject: "NotEnough(left: loaves)",
  sell: "Sold(loaves: sold)",
  mixed: "dough, loaves, weight",
  spoiled: "on Spoiled -> spoiled",
  by: "by meta.occurredAt.date",
  send: "Mill.Order(grams: 500)",
};

const sourcesWith = (parts: Readonly<Record<string, string>>) => {
  const words = { ...right, ...parts };
  const text = bakery.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => words[name] ?? "");
  return [
    { path: "bakery.esdl", text: format(text) },
    { path: "mill.esdl", text: mill },
  ];
};

interface Case {
  readonly what: string;
  readonly wrong: Readonly<Record<string, string>>;
  readonly code: string;
  readonly title: string;
  /** Lines of the file afterwards. */
  readonly lines: readonly string[];
  /** What is left to do. */
  readonly left?: readonly string[];
}

const cases: readonly Case[] = [
  {
    what: "a missing `on`, which enters the status that nothing enters",
    wrong: { spoiled: "" },
    code: "ESDL3001",
    title: "Add `on Spoiled -> spoiled`",
    lines: ["  on Spoiled -> spoiled"],
  },
  {
    what: "a missing argument of an event, which is in scope",
    wrong: { bake: "" },
    code: "ESDL2010",
    title: "Add `oven`",
    lines: ["  command Bake(oven: OvenId) in mixed allow Baker { emit Baked(oven) }"],
  },
  {
    what: "a missing argument of a rejection without parentheses",
    wrong: { reject: "NotEnough" },
    code: "ESDL2010",
    title: "Add `left`",
    lines: ["    require sold <= loaves else NotEnough(left: 0)"],
  },
  {
    what: "a missing argument of a command that is sent",
    wrong: { send: "Mill.Order()" },
    code: "ESDL2010",
    title: "Add `grams`",
    lines: ["policy Restock on Sold { send Mill.Order(grams: 0) }"],
  },
  {
    what: "a missing argument by place",
    wrong: { top: "function light(): Weight = Weight(500)" },
    code: "ESDL2010",
    title: "Add `tolerance`",
    lines: ["function light(): Weight = Weight(500, 0)"],
  },
  {
    what: "a field that creation does not assign, from the event",
    wrong: { mixed: "dough, loaves" },
    code: "ESDL3011",
    title: "Assign `weight`",
    lines: ["  on Mixed -> mixed { dough, loaves, weight }"],
  },
  {
    what: "a field that creation does not assign, by a default of its own type",
    wrong: { mixed: "dough, loaves" },
    code: "ESDL3011",
    title: "Give `weight` a default",
    lines: ["    weight: Weight = Weight(grams: 0, tolerance: 0)"],
  },
  {
    what: "a missing field of an event, for an argument",
    wrong: { sell: "Sold(loaves: sold, price: 3.5)" },
    code: "ESDL2009",
    title: "Add field `price: decimal`",
    lines: ["  public event Sold { loaves: int, price: decimal }"],
  },
  {
    what: "a missing field of the state, for an assignment",
    wrong: { spoiled: 'on Spoiled -> spoiled { reason = "burnt" }' },
    code: "ESDL2005",
    title: "Add field `reason: string`",
    lines: ["    reason: string"],
    left: ["ESDL3011"],
  },
  {
    what: "a missing parameter of a command",
    wrong: { sell: "Sold(loaves: amount)" },
    code: "ESDL2002",
    title: "Add parameter `amount: int`",
    lines: ["  command Sell(sold: int, amount: int) in baked {"],
  },
  {
    what: "a context that is not used",
    wrong: { header: "" },
    code: "ESDL1115",
    title: "Add Mill to `uses`",
    lines: ["uses Mill"],
  },
  {
    what: "a context that is used under a wrong name",
    wrong: { header: "uses Mil" },
    code: "ESDL1105",
    title: "Write Mill",
    lines: ["uses Mill"],
  },
  {
    what: "an event that is mentioned, with the fields of its arguments and an `on`",
    wrong: { sell: "Bought(amount: sold, at: now)" },
    code: "ESDL1111",
    title: "Create event Bought",
    lines: ["  event Bought { amount: int, at: instant }", "  on Bought"],
    left: ["ESDL3004"],
  },
  {
    what: "a rejection that is mentioned",
    wrong: { reject: "TooManyAsked(asked: sold)" },
    code: "ESDL1111",
    title: "Create rejection TooManyAsked",
    lines: ['  rejection TooManyAsked "Too many asked" { asked: int }'],
  },
  {
    what: "a type that is mentioned",
    wrong: { event: " { reason: Reason }", spoiled: "on Spoiled -> spoiled" },
    code: "ESDL1111",
    title: "Create type Reason",
    lines: ["type Reason = string"],
    left: ["ESDL2010"],
  },
  {
    what: "an id that is mentioned, which is no string",
    wrong: { event: " { shelf: ShelfId? }" },
    code: "ESDL1111",
    title: "Create id ShelfId",
    lines: ["id ShelfId"],
  },
  {
    what: "a role that is mentioned",
    wrong: { allow: " allow Cleaner" },
    code: "ESDL1111",
    title: "Create role Cleaner",
    lines: ["role Cleaner"],
  },
  {
    what: "a misspelt event",
    wrong: { sell: "Solt(loaves: sold)" },
    code: "ESDL1111",
    title: "Write Sold",
    lines: ["    emit Sold(loaves: sold)"],
  },
  {
    what: "a misspelt label",
    wrong: { sell: "Sold(loavs: sold)" },
    code: "ESDL2009",
    title: "Write `loaves`",
    lines: ["    emit Sold(loaves: sold)"],
  },
  {
    what: "a misspelt status",
    wrong: { spoiled: "on Spoiled -> spoilt" },
    code: "ESDL1118",
    title: "Write spoiled",
    lines: ["  on Spoiled -> spoiled"],
  },
  {
    what: "a bare name of another context",
    wrong: { send: "Order(grams: 500)" },
    code: "ESDL1116",
    title: "Write Mill.Order",
    lines: ["policy Restock on Sold { send Mill.Order(grams: 500) }"],
  },
  {
    what: "a handler that does not say which row",
    wrong: { by: "" },
    code: "ESDL5001",
    title: "Add `by meta.occurredAt.date`",
    lines: ["  on Sold by meta.occurredAt.date { sold += event.loaves }"],
  },
  {
    what: "a version clause that the field does not explain",
    wrong: { event: " {\n reason: string\n version 2 { add reason }\n }", spoiled: "on Spoiled -> spoiled" },
    code: "ESDL4013",
    title: 'Add `= ""`',
    lines: ['    version 2 { add reason = "" }'],
    left: ["ESDL2010"],
  },
];

describe("fixes in a model of their own", () => {
  it("that is right as it stands", () => {
    expect(checkModel(sourcesWith({})).diagnostics).toEqual([]);
  });

  it.each(cases)("$what", ({ wrong, code, title, lines, left = [] }) => {
    const sources = sourcesWith(wrong);
    const found = checkModel(sources).diagnostics.find((one) => one.code === code);
    const fix = found?.fixes?.find((one) => one.title === title);
    expect(fix, JSON.stringify(checkModel(sources).diagnostics, null, 1)).toBeDefined();
    const mended = applyFix(sources, canonicalFix(sources, fix!));
    const text = mended[0]!.text;
    expect(text.split("\n")).toEqual(expect.arrayContaining([...lines]));
    expect(text).toBe(format(text));
    const rest = checkModel(mended).diagnostics.map((one) => one.code);
    expect([...new Set(rest)].sort()).toEqual(left);
  });
});
