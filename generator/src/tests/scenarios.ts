/** Scenarios as tests: each is played on generated code, on an app and its store. */
import type {
  Action,
  AggregateDecl,
  Argument,
  Context,
  Expr,
  Field,
  GivenEvent,
  Outcome,
  ProjectionDecl,
  Ref,
  ScenarioDecl,
} from "@esdl/language/model";
import type { EmittedFile } from "../emitter.js";
import { stringLiteral } from "../escape/index.js";
import { reachesOf } from "../typescript/externals.js";
import { commented, createFile, type File } from "../typescript/file.js";
import { hardline, indent, list, paragraphs, type Doc } from "../typescript/layout.js";
import { lower, type Symbols } from "../typescript/symbols.js";
import { call, hug, object, property } from "../typescript/syntax.js";
import { baseOf } from "../typescript/types.js";
import { arrowBody, constant, members, record, testing, type Expected } from "./constants.js";
import { madeUp } from "./made-up.js";
import { missing } from "./not-yet.js";
import { commandName, externalCommandName, getterName, moduleSymbol, namespace } from "./public.js";

/** The tests of a context: a file per aggregate for the scenarios of that aggregate alone, and one for the others. */
export function* scenarioFiles(symbols: Symbols, context: Context): Generator<EmittedFile> {
  for (const aggregate of context.aggregates) {
    const own = context.scenarios.filter(({ subject }) => subject === aggregate.ref);
    const name = `${symbols.names.file(aggregate.ref)}.scenarios.test`;
    if (own.length > 0) yield scenarioFile(symbols, context, own, name, aggregate);
  }
  const free = context.scenarios.filter(
    ({ subject }) => !context.aggregates.some(({ ref }) => ref === subject),
  );
  if (free.length > 0) yield scenarioFile(symbols, context, free, "scenarios.test", undefined);
}

/** What the tests of a file share. */
interface Suite {
  readonly file: File;
  readonly context: Context;
  /** The constant with the options of `scenario`. */
  readonly options: string;
  /** The aggregate that the scenarios run alone, and the constant with its made-up identity, if there can be one. */
  readonly subject: { readonly aggregate: AggregateDecl; readonly id: string | undefined } | undefined;
}

function scenarioFile(
  symbols: Symbols,
  context: Context,
  scenarios: readonly ScenarioDecl[],
  name: string,
  aggregate: AggregateDecl | undefined,
): EmittedFile {
  const file = createFile(symbols, `../test/${symbols.names.folder(context.name)}/${name}`);
  const [describe, it] = ["describe", "it"].map((one) => file.imported("vitest", one));
  if (describe === undefined || it === undefined) throw new Error("vitest has no describe");
  const options = file.scope.claim("own:options", "options");
  const idName = aggregate && file.scope.claim("own:id", "id");
  // Where all are to do, nothing of it is used.
  const runs = scenarios.some((scenario) => missing(scenario, symbols.lookup).length === 0);
  const id = runs && aggregate ? madeUp(aggregate.identity, lower(aggregate.name), file) : undefined;
  const subject = aggregate && { aggregate, id: id && idName };
  const suite: Suite = { file, context, options, subject };
  const tests = scenarios.map((scenario) => test(suite, scenario, it));
  const isShared = runs && (aggregate === undefined || id !== undefined);
  const shared: Doc[] = isShared ? [[`const ${options} = `, optionsDoc(suite), ";"]] : [];
  if (id !== undefined && idName !== undefined) shared.push([`const ${idName} = `, id, ";"]);
  return file.print([
    ...(shared.length === 0
      ? []
      : [shared.flatMap((doc, at): Doc[] => (at === 0 ? [doc] : [hardline, doc]))]),
    [
      `${describe}(${stringLiteral(aggregate?.name ?? context.name)}, () => `,
      ["{", indent(hardline, paragraphs(tests)), hardline, "}"],
      ");",
    ],
  ]);
}

/** Why a scenario cannot be a test yet. */
function reasons({ file, subject }: Suite, scenario: ScenarioDecl): readonly string[] {
  const why = missing(scenario, file.symbols.lookup);
  // An identity that its conditions leave to chance; with it, nothing would run.
  return why.length === 0 && subject !== undefined && subject.id === undefined
    ? [`a ${subject.aggregate.identity.name} that can be made up`]
    : why;
}

function test(suite: Suite, scenario: ScenarioDecl, it: string): Doc {
  const why = reasons(suite, scenario);
  if (why.length > 0) {
    const title = `${scenario.name} (not yet: needs ${why.join(", ")})`;
    return commented(scenario.doc, `${it}.todo(${stringLiteral(title)});`);
  }
  const { file, options } = suite;
  const callers = new Set(
    scenario.when.flatMap((action) =>
      action.kind === "command" && action.as?.id !== undefined ? [action.as.id] : [],
    ),
  );
  const steps: readonly Doc[] = [
    ...histories(suite, scenario).map((history) => ["given", history]),
    ...scenario.when.map((action) => actionDoc(suite, action)),
    [
      "then",
      list(
        "(",
        scenario.then.flatMap((outcome) => expectation(suite, outcome, { callers })),
        ")",
      ),
    ],
  ];
  const chain: Doc = [
    `${file.imported(testing, "scenario")}(${options})`,
    indent(steps.map((step): Doc => [hardline, ".", step])),
  ];
  return commented(scenario.doc, [
    `${it}(${stringLiteral(scenario.name)}, () =>`,
    indent(hardline, chain),
    ");",
  ]);
}

// ------------------------------------------------------------------------------------------------ given

/** The arguments of `given`: events that follow one another in one stream stand together. */
function histories(suite: Suite, { given }: ScenarioDecl): readonly Doc[] {
  const runs: { readonly stream: string; readonly first: GivenEvent; readonly events: Doc[] }[] = [];
  for (const event of given) {
    const stream = JSON.stringify([event.aggregate, event.id]);
    const last = runs.at(-1);
    if (last?.stream === stream) last.events.push(givenEvent(suite, event));
    else runs.push({ stream, first: event, events: [givenEvent(suite, event)] });
  }
  return runs.map(({ first, events }) => [
    "(",
    `${namespace(aggregateOf(suite, first.aggregate), suite.file)}, `,
    identity(suite, first.aggregate, first.id),
    ", ",
    broken(events),
    ")",
  ]);
}

function givenEvent({ file }: Suite, { event: ref, version, args }: GivenEvent): Doc {
  const event = file.symbols.lookup.events.get(ref);
  if (event === undefined) throw new Error(`the model has no ${ref}`);
  // The current module knows nothing of a retired event: its version is said.
  const schema = version ?? (event.retired === undefined ? undefined : event.version);
  const fields = schema === undefined ? event.fields : fieldsOf(event.versions, schema);
  return object([
    `type: ${stringLiteral(event.name)}`,
    ...(schema === undefined ? [] : [`schema: ${String(schema)}`]),
    ["data: ", record(args, fields, "given", file)],
  ]);
}

function fieldsOf(
  versions: readonly { readonly version: number; readonly fields: readonly Field[] }[],
  version: number,
): readonly Field[] {
  return versions.find((one) => one.version === version)?.fields ?? [];
}

// ------------------------------------------------------------------------------------------------- when

function actionDoc(suite: Suite, action: Action): Doc {
  if (action.kind === "after") return `after(${stringLiteral(action.duration)})`;
  const { file, subject } = suite;
  const { command: ref, args } = action.call;
  const { lookup } = file.symbols;
  const external = lookup.externalCommands.get(ref);
  if (external !== undefined) {
    const data = object(members(args, external.params, "input", file));
    return call("when", [call(externalCommandName(ref, file), [data])]);
  }
  const command = lookup.commands.get(ref);
  if (command === undefined) throw new Error(`the model has no ${ref}`);
  const aggregate = aggregateOf(suite, command.aggregate);
  const fields = [aggregate.identity, ...command.params];
  // Under `for` the identity is not among the arguments.
  const isGiven = args.some(({ name }) => name === aggregate.identity.name);
  const own = isGiven || subject?.id === undefined ? [] : [property(aggregate.identity.name, subject.id)];
  const data = object([...own, ...members(args, fields, "input", file)]);
  const given = [call(commandName(ref, aggregate, file), [data])];
  if (action.as !== undefined) given.push(callerDoc(action.as, file));
  return call("when", given);
}

function callerDoc({ role, id }: { readonly role: Ref; readonly id?: string }, file: File): Doc {
  const name = role.slice(role.lastIndexOf(".") + 1);
  const args = [stringLiteral(name), ...(id === undefined ? [] : [stringLiteral(id)])];
  return `${file.imported(testing, "caller")}(${args.join(", ")})`;
}

// ------------------------------------------------------------------------------------------------- then

function expectation(suite: Suite, outcome: Outcome, expected: Expected): readonly Doc[] {
  const { file } = suite;
  const { lookup } = file.symbols;
  switch (outcome.kind) {
    case "nothing":
      return [file.imported(testing, "nothing")];
    case "rejected": {
      const fields = lookup.rejections.get(outcome.rejection)?.fields ?? [];
      const name = stringLiteral(outcome.rejection.slice(outcome.rejection.lastIndexOf(".") + 1));
      const data = outcome.args.length === 0 ? [] : [record(outcome.args, fields, expected, file)];
      return [call(file.imported(testing, "rejected"), [name, ...data])];
    }
    case "events": {
      const items = outcome.events.map(({ event: ref, args }) => {
        const event = lookup.events.get(ref);
        const data = args.length === 0 ? [] : [["data: ", record(args, event?.fields ?? [], expected, file)]];
        return object([`type: ${stringLiteral(event?.name ?? ref)}`, ...data]);
      });
      return [
        [
          `${file.imported(testing, "events")}(${namespace(aggregateOf(suite, outcome.aggregate), file)}, `,
          identity(suite, outcome.aggregate, outcome.id),
          ", ",
          broken(items),
          ")",
        ],
      ];
    }
    case "state":
      return stateDocs(suite, outcome.args, expected);
    case "row":
    case "noRow": {
      const projection = lookup.projections.get(outcome.projection);
      if (projection === undefined) throw new Error(`the model has no ${outcome.projection}`);
      const named = [namespace(projection, file), keyDoc(projection, outcome.key, file)];
      if (outcome.kind === "noRow") return [call(file.imported(testing, "noRow"), named)];
      const fields = [...projection.keys, ...projection.fields, ...projection.getters];
      return [call(file.imported(testing, "row"), [...named, record(outcome.args, fields, expected, file)])];
    }
    case "saga": {
      const saga = lookup.sagas.get(outcome.saga);
      if (saga === undefined) throw new Error(`the model has no ${outcome.saga}`);
      const key = constant(outcome.key, saga.key.type, "given", file);
      return [
        call(file.imported(testing, "inStep"), [namespace(saga, file), key, stringLiteral(outcome.step)]),
      ];
    }
  }
}

/** What is stored of the state at once, and what is computed of it one by one. */
function stateDocs({ file, subject }: Suite, args: readonly Argument[], expected: Expected): readonly Doc[] {
  if (subject?.id === undefined) return [];
  const { aggregate } = subject;
  const { getters, fields } = aggregate.state;
  const status: Field[] =
    aggregate.lifecycle === undefined
      ? []
      : [{ ...aggregate.identity, name: "status", type: { kind: "enum", ref: aggregate.lifecycle.enum } }];
  const at = [namespace(aggregate, file), streamId(aggregate, subject.id, file)];
  const isComputed = ({ name }: Argument): boolean => getters.some((getter) => getter.name === name);
  const stored = args.filter((arg) => !isComputed(arg));
  return [
    ...(stored.length === 0 && args.length > 0
      ? []
      : [
          call(file.imported(testing, "state"), [
            ...at,
            record(stored, [...fields, ...status], expected, file),
          ]),
        ]),
    ...args.filter(isComputed).map(({ name, value }) => {
      const type = getters.find((getter) => getter.name === name)?.type ?? value.type;
      return call(file.imported(testing, "computed"), [
        ...at,
        getterName(name, aggregate, file),
        constant(value, type, expected, file),
      ]);
    }),
  ];
}

/** A key as `get` takes it: the value, or an object of the parts. */
function keyDoc({ keys }: ProjectionDecl, key: readonly Expr[], file: File): Doc {
  const parts = keys.flatMap(({ name, type }, at): readonly (readonly [string, Doc])[] => {
    const value = key[at];
    return value === undefined ? [] : [[name, constant(value, type, "given", file)]];
  });
  const [only] = parts;
  return only !== undefined && keys.length === 1
    ? only[1]
    : object(parts.map(([name, value]) => property(name, value)));
}

// ----------------------------------------------------------------------------------------------- shared

function aggregateOf({ file }: Suite, ref: Ref): AggregateDecl {
  const found = file.symbols.lookup.aggregates.get(ref);
  if (found === undefined) throw new Error(`the model has no ${ref}`);
  return found;
}

/** The identity as it stands in the name of a stream. */
function identity(suite: Suite, ref: Ref, id: Expr | undefined): Doc {
  const aggregate = aggregateOf(suite, ref);
  const { file, subject } = suite;
  if (id !== undefined) {
    const written = constant(id, aggregate.identity.type, "given", file);
    return isText(aggregate, file) ? written : ["String(", written, ")"];
  }
  if (subject?.id === undefined) throw new Error("a scenario of several aggregates gives their identities");
  return streamId(aggregate, subject.id, file);
}

function streamId(aggregate: AggregateDecl, id: string, file: File): string {
  return isText(aggregate, file) ? id : `String(${id})`;
}

/** Whether an identity is a text in TypeScript. */
function isText({ identity: { type } }: AggregateDecl, { symbols }: File): boolean {
  const base = baseOf(type, symbols.lookup);
  return !(base.kind === "scalar" && (base.name === "int" || base.name === "bool"));
}

/**
 * `{ modules: [banking], externals: { … } }`: the context, and for scenarios that are not of one aggregate alone those that may
 * see what happens in it, with the samples of their external functions and commands.
 */
function optionsDoc({ file, context, subject }: Suite): Doc {
  const { lookup } = file.symbols;
  const contexts =
    subject === undefined
      ? connected(context, [...lookup.contexts.values()])
      : reached(context, file.symbols);
  const { projections, sagas, policies } = context;
  const isSeen = [projections, sagas, policies].some((readers) => readers.length > 0);
  const modules = contexts.map(({ name }) => file.use(moduleSymbol(name, file.symbols)));
  const externals = contexts.flatMap(({ name, functions }): Doc[] => {
    const members = functions.flatMap((declared): Doc[] =>
      declared.sample === undefined
        ? []
        : [
            property(declared.name, [
              "() => ",
              arrowBody(constant(declared.sample, declared.result, "value", file)),
            ]),
          ],
    );
    return members.length === 0 ? [] : [property(name, object(members))];
  });
  const commands = (subject === undefined ? contexts : []).flatMap(({ name, externalCommands }): Doc[] => {
    const handlers = externalCommands.flatMap((declared): Doc[] =>
      declared.sample === undefined
        ? []
        : [
            property(declared.name, [
              "() => Promise.resolve(",
              record(declared.sample, declared.returns, "value", file),
              ")",
            ]),
          ],
    );
    return handlers.length === 0 ? [] : [property(name, object(handlers))];
  });
  return object([
    ["modules: ", hug(list("[", modules, "]"))],
    ...(subject !== undefined && isSeen ? ["aggregatesOnly: true"] : []),
    ...(externals.length === 0 ? [] : [["externals: ", object(externals)]]),
    ...(commands.length === 0 ? [] : [["externalCommands: ", object(commands)]]),
  ]);
}

/** A context with those whose functions its code calls, and the code of these. */
function reached(context: Context, symbols: Symbols, known: readonly Context[] = []): readonly Context[] {
  return reachesOf(context, symbols).reduce<readonly Context[]>(
    (all, { context: name }) => {
      const other = symbols.lookup.contexts.get(name);
      return other === undefined || all.includes(other) ? all : reached(other, symbols, all);
    },
    [...known, context],
  );
}

/** A context with all that it uses, and all that use it, however far away: one may react to what happens in another. */
function connected(from: Context, contexts: readonly Context[]): readonly Context[] {
  const areTied = (a: Context, b: Context): boolean =>
    [
      a.uses.map(({ context }) => context).includes(b.name),
      b.uses.map(({ context }) => context).includes(a.name),
    ].some(Boolean);
  const found = [from];
  for (const context of found) {
    found.push(...contexts.filter((other) => !found.includes(other) && areTied(context, other)));
  }
  return found;
}

/** A list with each item on a line of its own; one alone may stay on the line. */
function broken(items: readonly Doc[]): Doc {
  if (items.length <= 1) return hug(list("[", items, "]"));
  return ["[", indent(items.map((item): Doc => [hardline, item, ","])), hardline, "]"];
}
