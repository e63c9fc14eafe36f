/** A saga's file, in its fixed order: key, state, steps, inputs, react, correlation, versions, definition. */
import type { EventDecl, SagaDecl, SagaHandler, SagaStep } from "@esdl/language/model";
import type { EmittedFile } from "../emitter.js";
import { stringLiteral } from "../escape/index.js";
import { members } from "./declarations.js";
import { entityDraftDocs } from "./assignments.js";
import { defaultMember } from "./evolve.js";
import { text } from "./expressions.js";
import { commented, createFile, declaredName, rule } from "./file.js";
import { block, group, hardline, ifBreak, indent, join, line, list, paragraphs, type Doc } from "./layout.js";
import { readerOf } from "./readers.js";
import { correlationDoc, correlationName } from "./saga-correlation.js";
import { contextType, externalsType, groupFunction, reactionType } from "./saga-handlers.js";
import { givenOf, groupsOf, inputDoc, inputsOf } from "./saga-inputs.js";
import { sagaVersions } from "./saga-versions.js";
import { createSagaFile, placesOf, sagaOwner, stateNamesOf, type SagaFile } from "./saga-names.js";
import { guard } from "./statements.js";
import { upper, type Symbols } from "./symbols.js";
import { call, object, parameter, property } from "./syntax.js";
import { primary, returned } from "./text.js";
import { baseOf, mayBeLeftOut, propertyName, typeText, unwrapped } from "./types.js";

export function sagaFile(symbols: Symbols, saga: SagaDecl): EmittedFile {
  const file = createFile(symbols, symbols.processModule(saga.ref));
  const owner = createSagaFile(file, saga);
  const events = eventsOf(owner);
  const versions = sagaVersions(owner);
  const steps = [
    stepFunctions(owner, saga.starts),
    ...saga.steps.map((step) => stepFunctions(owner, step.handlers, step)),
  ];
  const sections: readonly (readonly [string, readonly Doc[]])[] = [
    ["key", [keyDoc(owner)]],
    ["state", stateDocs(owner)],
    ["steps", stepDocs(owner)],
    ["inputs", [inputDoc(owner)]],
    ["react", [...steps.flatMap(({ docs }) => docs), reactDoc(owner, steps)]],
    ["correlation", events.map((event) => correlationDoc(owner, event))],
    ["versions", versions.docs],
    ["definition", [definitionDoc(owner, events, versions.entries)]],
  ];
  const docs = sections
    .filter(([, parts]) => parts.length > 0)
    .map(([title, parts]) => paragraphs([rule(title), ...parts]));
  const emitted = file.print(docs);
  // A link at the beginning is for the module: where `export * as Checkout` leads to.
  const module = { line: 1, column: 1, span: saga.nameSpan };
  return { ...emitted, links: [module, ...(emitted.links ?? [])] };
}

function eventsOf(owner: SagaFile): readonly EventDecl[] {
  const { lookup } = owner.file.symbols;
  return inputsOf(owner).flatMap(({ kind, on }) => {
    const event = kind === "event" ? lookup.events.get(on) : undefined;
    return event === undefined ? [] : [event];
  });
}

// --------------------------------------------------------------------------------------- key and state

function keyDoc({ file, saga: { key } }: SagaFile): Doc {
  return commented(key.doc ?? "What an instance is found by.", [
    "export type ",
    declaredName("Key", key.nameSpan),
    ` = ${typeText(key.type, file)};`,
  ]);
}

function stateDocs(owner: SagaFile): readonly Doc[] {
  const { file, saga } = owner;
  const { fields } = saga.state;
  const own =
    fields.length === 0
      ? "export type State = Readonly<Record<never, never>>;"
      : ["export interface State ", members(fields, file)];
  return [
    commented("What an instance knows.", own),
    ...(owner.hasDraft ? draftDocs(owner) : []),
    ...getterDocs(owner),
    ...(saga.starts.length === 0 ? [] : [initialDoc(owner)]),
  ];
}

/** The state as handlers write it: collections that may grow. */
function draftDocs(owner: SagaFile): readonly Doc[] {
  const draft = placesOf(owner);
  const fields = owner.saga.state.fields.map(
    (field) =>
      `${propertyName(field.name)}${field.type.kind === "optional" ? "?" : ""}: ${draft.typeOf(field)};`,
  );
  return [
    ["/** A state while an input changes it. */", hardline, "interface StateDraft ", block(fields)],
    ...entityDraftDocs(sagaOwner(owner), draft),
  ];
}

function getterDocs(owner: SagaFile): readonly Doc[] {
  const { file, saga } = owner;
  return saga.state.getters.map((getter) => {
    const state = parameter("state");
    const key = parameter("key");
    const names = stateNamesOf(owner, file.locals(), state.use, key.use);
    const body = returned(text(getter.body, names));
    const parameters = [
      [state.declare, ": State"],
      ...(owner.keyed.has(getter.name) ? [[key.declare, ": Key"]] : []),
    ];
    return commented(getter.doc ?? `\`${getter.name}\` of an instance.`, [
      "export function ",
      declaredName(file.symbols.of("getter", `${saga.ref}.${getter.name}`).name, getter.nameSpan),
      list("(", parameters, ")"),
      `: ${typeText(getter.type, file)} `,
      block([body]),
    ]);
  });
}

function initialDoc(owner: SagaFile): Doc {
  const { file, saga } = owner;
  const { fields } = saga.state;
  const type = owner.hasDraft ? "StateDraft" : "State";
  const names = { file, locals: file.locals(), root: () => primary("state") };
  const lacking = fields.filter((field) => !mayBeLeftOut(field)).map(({ name }) => stringLiteral(name));
  const state = object(fields.flatMap((field) => defaultMember(field, names)));
  const without: Doc = ["Omit<", type, ", ", group(join([line, "| "], lacking)), ">"];
  return [
    lacking.length > 0
      ? "/** What an instance begins with. Its start assigns what has no default. */"
      : "/** What an instance begins with. */",
    hardline,
    `function initialState(): ${type} `,
    block(
      lacking.length > 0
        ? [["const state: ", without, " = ", state, ";"], `return state as ${type};`]
        : [["return ", state, ";"]],
    ),
  ];
}

// ----------------------------------------------------------------------------------------------- steps

function stepDocs({ file, saga }: SagaFile): readonly Doc[] {
  const all = [...saga.steps, ...saga.ends].map(({ name, nameSpan }) =>
    declaredName(stringLiteral(name), nameSpan),
  );
  const union: Doc = group(
    "export type Step =",
    indent(line, group(ifBreak("| "), join([line, "| "], all))),
    ";",
  );
  return [
    commented(
      "Where an instance is: the steps, then the ends.",
      all.length === 0 ? "export type Step = never;" : union,
    ),
    [
      "/** An instance: where it is, and what it knows. */",
      hardline,
      `export type Instance = ${file.runtimeType("SagaInstance")}<State, Step>;`,
    ],
  ];
}

// ----------------------------------------------------------------------------------------------- react

/** The functions of one step, or of the start. */
interface StepFunctions {
  readonly step?: SagaStep;
  /** The call of the function that leads to the others, with its state; none when nothing is handled here. */
  readonly lead?: (state: string) => Doc;
  readonly takesContext: boolean;
  readonly docs: readonly Doc[];
}

function stepFunctions(owner: SagaFile, handlers: readonly SagaHandler[], step?: SagaStep): StepFunctions {
  const { file } = owner;
  const groups = groupsOf(handlers, step).map((each) => ({ each, made: groupFunction(owner, each) }));
  if (groups.length === 0) return { ...(step === undefined ? {} : { step }), takesContext: false, docs: [] };
  const some = (key: "state" | "context"): boolean => groups.some(({ made: { takes } }) => takes[key]);
  const name = file.scope.claim(
    `in:${step?.name ?? ""}`,
    step === undefined ? "start" : `in${upper(step.name)}`,
  );
  const leads = groups.map(({ each: { kind, on }, made }) => {
    const args = [
      ...(made.takes.state ? ["state"] : []),
      ...(made.takes.given ? [givenOf[kind]] : []),
      ...(made.takes.item ? ["input.item"] : []),
      ...(made.takes.context ? ["context"] : []),
    ];
    const asked = `input.kind === ${stringLiteral(kind)} && input.on === ${stringLiteral(on)}`;
    return guard(asked, ["return ", call(made.name, args), ";"]);
  });
  const parameters = [
    ...(some("state") ? ["state: State"] : []),
    "input: Input",
    ...(some("context") ? [`context: ${contextType(owner)}`] : []),
  ];
  const doc = step === undefined ? "What begins an instance." : (step.doc ?? `In the step \`${step.name}\`.`);
  const declared: Doc = [
    "function ",
    step === undefined ? name : declaredName(name, step.nameSpan),
    list("(", parameters, ")"),
    `: ${reactionType(owner)} | undefined `,
    block([...leads, "return undefined;"]),
  ];
  return {
    ...(step === undefined ? {} : { step }),
    lead: (state) =>
      call(name, [...(some("state") ? [state] : []), "input", ...(some("context") ? ["context"] : [])]),
    takesContext: some("context"),
    docs: [...groups.map(({ made }) => made.doc), commented(doc, declared)],
  };
}

function reactDoc(owner: SagaFile, functions: readonly StepFunctions[]): Doc {
  const { saga } = owner;
  const caseOf = (names: readonly string[], answer: Doc): Doc => [
    join(
      hardline,
      names.map((name) => `case ${name}:`),
    ),
    indent(hardline, answer),
  ];
  const answer = ({ lead }: StepFunctions, state: string): Doc =>
    lead === undefined ? "return undefined;" : ["return ", lead(state), ";"];
  const [start, ...steps] = functions;
  const begun = start === undefined ? "return undefined;" : answer(start, "");
  const cases = [
    caseOf(["undefined", ...saga.ends.map(({ name }) => stringLiteral(name))], begun),
    ...steps.map((each) => caseOf([stringLiteral(each.step?.name ?? "")], answer(each, "instance.state"))),
  ];
  const takesInput = functions.some(({ lead }) => lead !== undefined);
  const parameters = [
    "instance: Instance | undefined",
    `${takesInput ? "" : "_"}input: Input`,
    `${functions.some(({ takesContext }) => takesContext) ? "" : "_"}context: ${contextType(owner)}`,
  ];
  return commented(
    saga.doc ??
      "What an instance does at an input; `undefined` when no handler takes it. One that has ended starts anew.",
    [
      "export function react",
      list("(", parameters, ")"),
      `: ${reactionType(owner)} | undefined `,
      block([["switch (instance?.step) ", block(cases)]]),
    ],
  );
}

// ------------------------------------------------------------------------------------------ definition

function definitionDoc(owner: SagaFile, events: readonly EventDecl[], history: readonly Doc[]): Doc {
  const { file, saga } = owner;
  const externals = externalsType(owner);
  const type = `${file.runtimeType("SagaDefinition")}<State, Step, Key${externals === undefined ? "" : `, ${externals}`}>`;
  const names = (all: readonly { readonly name: string }[]): Doc =>
    list(
      "[",
      all.map(({ name }) => stringLiteral(name)),
      "]",
    );
  const completions = inputsOf(owner).filter(({ kind }) => kind === "completed");
  const aggregates = [...new Set(events.map(({ aggregate }) => aggregate))];
  const tables = aggregates.map((aggregate): Doc => [
    `${stringLiteral(aggregate)}: `,
    block(
      events
        .filter((event) => event.aggregate === aggregate)
        .map((event): Doc => [property(event.name, correlationName(owner, event)), ","]),
    ),
  ]);
  const key = call(file.runtime("argument"), [
    stringLiteral(saga.key.name),
    // Not held to the conditions of its type: an instance may be older than they are.
    readerOf(baseOf(unwrapped(saga.key.type), file.symbols.lookup), file),
    "key",
  ]);
  return [
    "/** What the runtime runs. */",
    hardline,
    `export const definition: ${type} = `,
    block(
      [
        `name: ${stringLiteral(saga.ref)}`,
        `version: ${String(saga.version)}`,
        ...history,
        ...(saga.fromStart ? ["fromStart: true"] : []),
        ["steps: ", names(saga.steps)],
        ["ends: ", names(saga.ends)],
        [
          "completions: ",
          list(
            "[",
            completions.map(({ on }) => stringLiteral(on)),
            "]",
          ),
        ],
        ["events: ", tables.length === 0 ? "{}" : block(tables.map((table): Doc => [table, ","]))],
        ["keyOf: (key) => ", key],
        "react",
      ].map((entry): Doc => [entry, ","]),
    ),
    ";",
  ];
}
