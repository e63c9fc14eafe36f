/** The files of arbitraries: of a context's types, of each aggregate, and an index. */
import type {
  AggregateDecl,
  BrandDecl,
  CommandDecl,
  Context,
  EntityDecl,
  Expr,
  Lookup,
  ValueDecl,
} from "@esdl/language/model";
import type { EmittedFile } from "../emitter.js";
import { stringLiteral } from "../escape/index.js";
import { typeName } from "../names/index.js";
import { arrowBody, constant } from "../tests/constants.js";
import { externalsSymbol, hasExternals, reachesOf } from "../typescript/externals.js";
import { externalStepName, externalStepsOf } from "../typescript/external-steps.js";
import { createFile } from "../typescript/file.js";
import { block, hardline, lines, list, paragraphs, type Doc } from "../typescript/layout.js";
import type { Symbols } from "../typescript/symbols.js";
import { call, hug, object, property } from "../typescript/syntax.js";
import { baseOf, isConstrained, propertyName, typeText } from "../typescript/types.js";
import type { ArbitrarySymbols } from "./symbols.js";
import { arbitrary, arbitraryType, fc, recordOf, takesCare, testing, type ArbitraryFile } from "./types.js";

export function* arbitraryFiles(
  symbols: Symbols,
  arbitraries: ArbitrarySymbols,
  context: Context,
): Generator<EmittedFile> {
  yield typesFile(symbols, arbitraries, context);
  for (const aggregate of context.aggregates) yield aggregateFile(symbols, arbitraries, context, aggregate);
  yield indexFile(symbols, arbitraries, context);
}

function typesFile(symbols: Symbols, arbitraries: ArbitrarySymbols, context: Context): EmittedFile {
  const file = createFile(symbols, arbitraries.typesModule(context.name));
  const owner: ArbitraryFile = { file, arbitraries, care: "care" };
  const docs: Doc[] = [
    ...context.brands.map((brand) => brandDoc(brand, owner)),
    ...context.values.map((value) => shapeDoc(value, owner)),
  ];
  if (hasExternals(context, symbols)) docs.push(externalsDoc(context, owner));
  return file.print(docs.length === 0 ? ["export {};"] : [paragraphs(docs)]);
}

/** `export function iban(): Arbitrary<Iban> { return …; }` */
function makes(name: string, of: string, value: Doc, what: string, owner: ArbitraryFile, care = false): Doc {
  const parameter = care ? `care: ${owner.file.importedType(testing, "Care")} = "strict"` : "";
  return [
    `/** ${what} */`,
    hardline,
    `export function ${name}(${parameter}): ${arbitraryType(of, owner.file)} `,
    block([["return ", value, ";"]]),
  ];
}

function brandDoc(brand: BrandDecl, owner: ArbitraryFile): Doc {
  const { file, arbitraries } = owner;
  const { symbols } = file;
  const type = file.type(symbols.of("declared", brand.ref));
  const is = file.use(symbols.of("is", brand.ref));
  const guard = `${file.imported(testing, "such")}(${is}, ${stringLiteral(brand.name)}, care)`;
  // A brand over a brand is one over its base, with the conditions of both.
  const base = baseOf(brand.base, symbols.lookup);
  const value: Doc = [arbitrary(base, conditionsOf(brand, symbols.lookup), owner), `.filter(${guard})`];
  return makes(arbitraries.of(brand.ref).name, type, value, `Any {@link ${type}}.`, owner, true);
}

function conditionsOf({ base, where }: BrandDecl, lookup: Lookup): Expr | undefined {
  const inner = base.kind === "brand" ? lookup.brands.get(base.ref) : undefined;
  const others = inner && conditionsOf(inner, lookup);
  if (where === undefined || others === undefined) return where ?? others;
  return { kind: "logical", type: where.type, op: "and", left: others, right: where };
}

function shapeDoc(shape: ValueDecl | EntityDecl, owner: ArbitraryFile): Doc {
  const { file, arbitraries } = owner;
  const { symbols } = file;
  const type = file.type(symbols.of("declared", shape.ref));
  const whole = recordOf(shape.fields, false, owner);
  const judged = isConstrained({ kind: "value", ref: shape.ref }, symbols.lookup);
  const check = judged ? file.use(symbols.of("check", shape.ref)) : "";
  const value: Doc = judged
    ? [whole, `.filter(${file.imported(testing, "sound")}(${check}, ${stringLiteral(shape.name)}, care))`]
    : whole;
  return makes(
    arbitraries.of(shape.ref).name,
    type,
    value,
    `Any {@link ${type}}.`,
    owner,
    takesCare({ kind: "value", ref: shape.ref }, file),
  );
}

/** What stands in for external functions: their samples, or anything that they may answer, always the same. */
function externalsDoc(context: Context, owner: ArbitraryFile): Doc {
  const { file } = owner;
  const { symbols } = file;
  const symbol = externalsSymbol(context, symbols);
  if (symbol === undefined) throw new Error(`code of ${context.name} is given no functions`);
  const functions = context.functions.filter(({ external }) => external);
  const members = functions.map((declared): Doc => {
    const answer: Doc =
      declared.sample === undefined
        ? call(file.imported(testing, "first"), [
            call(`${fc(file)}.sample`, [
              arbitrary(declared.result, undefined, owner),
              "{ numRuns: 1, seed: 1 }",
            ]),
          ])
        : arrowBody(constant(declared.sample, declared.result, "value", file));
    return [property(declared.name, ["() => ", answer]), ","];
  });
  // What is made up has no old versions.
  const steps = externalStepsOf(context).map((step): Doc => {
    const name = externalStepName(step, file.symbols);
    const said = stringLiteral(`${name} is not called here`);
    return [property(name, `() => ${file.imported(testing, "fails")}(${said})`), ","];
  });
  // Asked for when it is needed: two contexts may reach for one another.
  const others = reachesOf(context, symbols).map(({ context: other, member }): Doc => {
    const made = file.use({ module: owner.arbitraries.typesModule(other), name: "externals" });
    return [`get ${propertyName(member)}() `, block([`return ${made};`]), ","];
  });
  return [
    "/** What stands in for the external functions. */",
    hardline,
    `export const externals: ${file.type(symbol)} = `,
    block([...members, ...steps, ...others]),
    ";",
  ];
}

// ---------------------------------------------------------------------------------------------- aggregates

function aggregateFile(
  symbols: Symbols,
  arbitraries: ArbitrarySymbols,
  context: Context,
  aggregate: AggregateDecl,
): EmittedFile {
  const file = createFile(symbols, arbitraries.aggregateModule(aggregate.ref));
  const owner: ArbitraryFile = { file, arbitraries, care: "care" };
  const lenient: ArbitraryFile = { ...owner, care: stringLiteral("lenient") };
  const { identity, entities, commands } = aggregate;
  const docs: Doc[] = [
    makes(
      "identity",
      typeText(identity.type, file, "input"),
      arbitrary(identity.type, identity.where, lenient),
      "Any identity.",
      lenient,
    ),
    ...entities.map((entity) => shapeDoc(entity, owner)),
    ...commands.map((command) => commandDoc(command, aggregate, lenient)),
    ...(commands.length === 0
      ? []
      : [anyCommandDoc(aggregate, owner), historyDoc(context, aggregate, owner)]),
  ];
  return file.print([paragraphs(docs)]);
}

function commandDoc(command: CommandDecl, { identity }: AggregateDecl, owner: ArbitraryFile): Doc {
  const { file, arbitraries } = owner;
  const made = file.use(file.symbols.of("declared", `command:${command.ref}`));
  const whole = recordOf([{ ...identity, name: identity.name }, ...command.params], true, owner);
  const { name } = arbitraries.of(`command:${command.ref}`);
  return makes(name, made, [whole, `.map(${made})`], `Any {@link ${made}}; most have valid input.`, owner);
}

function anyCommandDoc({ ref, commands }: AggregateDecl, owner: ArbitraryFile): Doc {
  const { file, arbitraries } = owner;
  const type = file.type({ module: file.symbols.aggregateModule(ref), name: "Command" });
  const all = commands.map((command) => `${arbitraries.of(`command:${command.ref}`).name}()`);
  return makes("command", type, call(`${fc(file)}.oneof`, all), "Any command.", owner);
}

/** Histories grow by asking the aggregate itself what it would do: only so they get anywhere. */
function historyDoc(context: Context, { ref, commands }: AggregateDecl, owner: ArbitraryFile): Doc {
  const { file, arbitraries } = owner;
  const { symbols } = file;
  const module = symbols.aggregateModule(ref);
  const type = file.type({ module, name: "Command" });
  const [decide, evolve, definition] = ["decide", "evolve", "definition"].map((name) =>
    file.use({ module, name }),
  );
  const externals = hasExternals(context, symbols)
    ? [property("externals", file.use({ module: arbitraries.typesModule(context.name), name: "externals" }))]
    : [];
  const rows = commands.map((command) =>
    object([
      ...(command.flavour === "plain" ? [] : ["creates: true"]),
      ...(command.flavour === "create" ? ["onlyCreates: true"] : []),
      ...(command.statuses === undefined
        ? []
        : [["statuses: ", hug(list("[", command.statuses.map(stringLiteral), "]"))]]),
      `make: () => draw(${arbitraries.of(`command:${command.ref}`).name})`,
    ]),
  );
  const growth = hug([
    block([
      `pick: (below) => draw(${fc(file)}.nat, { max: below - 1 }),`,
      "longest,",
      ["commands: [", rows.map((row): Doc => [hardline, "  ", row, ","]), hardline, "],"],
      ...externals.map((doc) => [doc, ","]),
    ]),
  ]);
  const decider = `{ ${[decide, evolve, definition].map((name, at) => (name === ["decide", "evolve", "definition"][at] ? name : `${["decide", "evolve", "definition"][at] ?? ""}: ${name ?? ""}`)).join(", ")} }`;
  return [
    "/**",
    hardline,
    " * Commands on one aggregate, from its beginning: most are such as its state then allows, and some repeat what it holds.",
    hardline,
    " *",
    hardline,
    " * @param longest how many commands there are at most",
    hardline,
    " */",
    hardline,
    `export function history(longest = 12): ${arbitraryType(`readonly ${type}[]`, file)} `,
    block([
      [
        `return ${fc(file)}.gen().map((draw) =>`,
        {
          kind: "indent",
          doc: [hardline, `${file.imported(testing, "growHistory")}(${decider}, `, growth, "),"],
        },
        hardline,
        ");",
      ],
    ]),
  ];
}

function indexFile(symbols: Symbols, arbitraries: ArbitrarySymbols, context: Context): EmittedFile {
  const file = createFile(symbols, arbitraries.indexModule(context.name));
  const all = context.aggregates.map(
    ({ ref, name }) => `export * as ${typeName(name)} from "./${symbols.names.file(ref)}.js";`,
  );
  return file.print([lines([...all, 'export * from "./types.js";'])]);
}
