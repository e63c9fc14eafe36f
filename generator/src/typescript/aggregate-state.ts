/** An aggregate's identity and state: its types, its getters, and the rules that a state may break. */
import type { Type } from "@esdl/language/model";
import { stringLiteral } from "../escape/index.js";
import { stateNames, type AggregateFile } from "./aggregate-names.js";
import { enumDocs, members } from "./declarations.js";
import { text } from "./expressions.js";
import { commented, declaredName, type File } from "./file.js";
import { readsRoot } from "./facts.js";
import { block, group, hardline, indent, join, line, lines, type Doc } from "./layout.js";
import { fieldChecks, invariantDoc } from "./readers.js";
import { asType, postfix, returned, type Text } from "./text.js";
import { baseOf, isConditional, memberText, propertyName, typeText, unwrapped } from "./types.js";
import { words } from "./aggregate-messages.js";

export function identityDocs({ file, aggregate }: AggregateFile): readonly Doc[] {
  const type = typeText(aggregate.identity.type, file);
  const category = `const streamCategory = ${stringLiteral(aggregate.ref)};`;
  // Only what creates a state asks for it.
  if (!aggregate.handlers.some(({ creates }) => creates)) return [category];
  const identity = identityIn("streamId.slice(streamCategory.length + 1)", aggregate.identity.type, file);
  return [
    category,
    [
      "/** The identity in the name of a stream. */",
      hardline,
      `function identityOf(streamId: string): ${type} `,
      block([["return ", identity.doc, ";"]]),
    ],
  ];
}

/** An identity, from its text. */
export function identityIn(text: string, type: Type, file: File): Text {
  const base = baseOf(type, file.symbols.lookup);
  const value = postfix(base.kind === "scalar" ? (read[base.name]?.(text) ?? text) : text);
  return type.kind === "scalar" ? value : asType(value, typeText(type, file));
}

/** How an identity that is no string is read from the text of a stream's name. */
const read: Readonly<Record<string, (text: string) => string>> = {
  int: (text) => `Number(${text})`,
  bool: (text) => `(${text} === "true")`,
};

export function stateDocs(owner: AggregateFile): readonly Doc[] {
  const { file, aggregate } = owner;
  const { lifecycle, state, identity } = aggregate;
  const fields = [identity, ...state.fields];
  if (lifecycle === undefined) {
    return [
      commented(state.doc ?? aggregate.doc ?? `The state of one ${words(aggregate.name)}.`, [
        "export interface State ",
        members(fields, file),
      ]),
    ];
  }
  const any = fields.map((field) =>
    isConditional(aggregate, field)
      ? memberText(field.name, { kind: "optional", of: unwrapped(field.type) }, file)
      : memberText(field.name, field.type, file),
  );
  const statuses = lifecycle.statuses.map((name) => ({ name, nameSpan: lifecycle.span }));
  return [
    ...enumDocs({
      name: "Status",
      members: statuses,
      nameSpan: lifecycle.span,
      doc: `Where one ${words(aggregate.name)} is in its life.`,
    }),
    commented(
      state.doc ?? `The state of one ${words(aggregate.name)}; what it holds depends on its status.`,
      [
        "export type State =",
        indent(
          hardline,
          lines(
            lifecycle.statuses.map((status, at) => [
              "| ",
              indent(stateInStatus(owner, status)),
              at === lifecycle.statuses.length - 1 ? ";" : "",
            ]),
          ),
        ),
      ],
    ),
    [
      "/** A state in any status: what only some of them have is optional. */",
      hardline,
      "export interface AnyState ",
      block([
        ...(any[0] === undefined ? [] : [`${any[0]};`]),
        "readonly status: Status;",
        ...any.slice(1).map((text) => `${text};`),
      ]),
    ],
  ];
}

function stateInStatus({ file, aggregate }: AggregateFile, status: string): Doc {
  const fields = aggregate.state.fields.filter(
    (field) => field.in === undefined || field.in.includes(status),
  );
  const { identity } = aggregate;
  const items: readonly Doc[] = [
    memberText(identity.name, identity.type, file),
    `readonly status: ${stringLiteral(status)}`,
    ...fields.map((field): Doc => {
      const text = memberText(field.name, field.type, file);
      const name = propertyName(field.name);
      return ["readonly ", declaredName(name, field.nameSpan), text.slice("readonly ".length + name.length)];
    }),
  ];
  return group(
    "{",
    indent(line, join([";", line], items)),
    { kind: "ifBreak", broken: ";", flat: "" },
    line,
    "}",
  );
}

export function getterDocs(owner: AggregateFile): readonly Doc[] {
  const { file, aggregate } = owner;
  return aggregate.state.getters.map((getter) => {
    const names = stateNames(owner, file.locals(), () => "state");
    return commented(getter.doc ?? `\`${getter.name}\` of a state.`, [
      "export function ",
      declaredName(file.symbols.of("getter", `${aggregate.ref}.${getter.name}`).name, getter.nameSpan),
      `(${readsRoot(getter.body, "state") ? "" : "_"}state: ${owner.anyState}): ${typeText(getter.type, file)} `,
      block([returned(text(getter.body, names))]),
    ]);
  });
}

export function violationsDoc(owner: AggregateFile): Doc {
  const { file, aggregate } = owner;
  const locals = file.locals();
  const names = stateNames(owner, locals, () => "state");
  const checks = fieldChecks(aggregate.state.fields, "state", locals, file);
  const invariants = aggregate.invariants.map((invariant) => invariantDoc(invariant, names));
  const judges = checks.length + invariants.length > 0;
  const used = checks.length > 0 || aggregate.invariants.some((i) => readsRoot(i.condition, "state"));
  return [
    "/** The rules that a state breaks, each with its place. */",
    hardline,
    `export function violations(${used ? "state" : "_state"}: ${owner.anyState}): ${file.valueType("Problem")}[] `,
    judges
      ? block([
          `const problems: ${file.valueType("Problem")}[] = [];`,
          ...checks,
          ...invariants,
          "return problems;",
        ])
      : block(["return [];"]),
  ];
}
