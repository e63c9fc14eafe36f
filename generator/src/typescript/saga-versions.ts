/** How instances that were stored before are read: what their state and steps were, and the steps from each version to the next. */
import type { Field, SagaVersionClause } from "@esdl/language/model";
import { stringLiteral } from "../escape/index.js";
import { members } from "./declarations.js";
import { defaultOf } from "./evolve.js";
import { commented, declaredName } from "./file.js";
import { block, list, type Doc } from "./layout.js";
import { ownRenames } from "./renames.js";
import type { SagaFile } from "./saga-names.js";
import { call, object, property } from "./syntax.js";
import { primary } from "./text.js";
import { stepTakes } from "./upcaster-facts.js";
import { filled, trailing } from "./upcasters.js";

export interface SagaVersions {
  /** The section of the file. */
  readonly docs: readonly Doc[];
  /** What the definition says of them. */
  readonly entries: readonly Doc[];
}

export function sagaVersions(owner: SagaFile): SagaVersions {
  const { file, saga } = owner;
  const { versions } = saga.state;
  const older = versions.slice(0, -1);
  const steps = older.map(({ version }) => `upcastV${String(version)}`);
  const renames = ownRenames({ versions }, `the state of \`${saga.name}\``, file);
  const docs = older.flatMap(({ version, fields }) => [
    stateDoc(owner, version, fields),
    upcastDoc(owner, version),
  ]);
  const defaults = defaultsOf(owner);
  const isRenamed = renames.names.some((name) => name !== undefined);
  const named = renames.names.map((name) => name ?? "undefined");
  return {
    docs: [...docs, ...renames.docs],
    entries: [
      ...(steps.length === 0 ? [] : [["upcasts: ", list("[", steps, "]")]]),
      ...(isRenamed ? [["renames: ", list("[", named, "]")]] : []),
      ...(defaults.length === 0 ? [] : [["defaults: ", object(defaults)]]),
    ],
  };
}

/** The type of a state in some version: an older one's own, or today's. */
function stateName({ saga }: SagaFile, version: number): string {
  return version < saga.version ? `StateV${String(version)}` : "State";
}

function stateDoc(owner: SagaFile, version: number, fields: readonly Field[]): Doc {
  const { file, saga } = owner;
  const name = declaredName(stateName(owner, version), saga.nameSpan);
  const own = saga.state.versions[version - 1]?.clause?.doc;
  const text = `What an instance knew in version ${String(version)}${own === undefined ? "." : `: ${own}`}`;
  return commented(
    text,
    fields.length === 0
      ? ["type ", name, " = Readonly<Record<never, never>>;"]
      : ["interface ", name, " ", members(fields, file)],
  );
}

/** `upcastV1(old: SagaInstance<StateV1>): SagaInstance<StateV2>`. */
function upcastDoc(owner: SagaFile, version: number): Doc {
  const { file, saga } = owner;
  const { versions } = saga.state;
  const [before, after] = [versions[version - 1], versions[version]];
  if (before === undefined || after?.clause === undefined)
    throw new Error(`${saga.ref} has no clause for ${String(version + 1)}`);
  const { clause } = after;
  const takes = stepTakes(clause, file.symbols.lookup);
  const moved = movesOf(saga.clauses.find((one) => one.version === version + 1));
  const state = filled(after.fields, before.fields, clause.upcast, {
    file,
    locals: file.locals(),
    root: "old",
    from: () => "old.state",
  });
  const step: Doc =
    moved.length === 0
      ? "old.step"
      : [
          call(file.value("getFromMap"), [
            object(moved.map(([from, to]) => property(from, stringLiteral(to)))),
            "old.step",
          ]),
          " ?? old.step",
        ];
  const instance = file.runtimeType("SagaInstance");
  const result = object([
    ["step: ", step],
    ["state: ", state],
  ]);
  const doc = `Brings an instance of version ${String(version)} to version ${String(version + 1)}${clause.doc === undefined ? "." : `: ${clause.doc}`}`;
  return commented(doc, [
    `function upcastV${String(version)}`,
    list("(", [`old: ${instance}<${stateName(owner, version)}>`, ...trailing(takes, file)], ")"),
    `: ${instance}<${stateName(owner, version + 1)}> `,
    block([["return ", result, ";"]]),
  ]);
}

/** Where instances are from a version on that waited in a step of before. */
function movesOf(clause: SagaVersionClause | undefined): readonly (readonly [from: string, to: string])[] {
  return (clause?.steps ?? []).flatMap((step) => {
    if (step.kind === "renameStep") return [[step.from, step.to] as const];
    return step.kind === "removeStep" ? [[step.name, step.as] as const] : [];
  });
}

/** What is read in place of fields that a stored state lacks: those that came to be without a version of their own. */
function defaultsOf({ file, saga }: SagaFile): readonly Doc[] {
  const names = { file, locals: file.locals(), root: () => primary("state") };
  return saga.state.fields.flatMap((field) => {
    const value = field.type.kind === "optional" ? undefined : defaultOf(field, names);
    return value === undefined ? [] : [property(field.name, value)];
  });
}
