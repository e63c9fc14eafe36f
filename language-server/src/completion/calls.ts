/** Calls as snippets, and the arguments that are not given yet. */
import { CompletionItemKind } from "vscode-languageserver";
import { ast, bindings, caretName, type Env, type Slot } from "@esdl/language/editing";
import { fieldText, typeText } from "../describe/signature.js";
import { fits } from "./expressions.js";
import type { Proposal } from "./proposal.js";
import type { Spot } from "./spot.js";

/** Characters that mean something in a snippet. */
export const escaped = (text: string): string => text.replace(/[\\$}]/g, "\\$&");

/** A call with places to fill in: by place, or by name. */
export function callSnippet(
  name: string,
  slots: readonly Slot[] | undefined,
  style: "places" | "names",
  env?: Env,
): { readonly insert: string; readonly snippet: boolean } {
  if (slots === undefined) return { insert: `${name}($1)`, snippet: true };
  const needed = style === "names" ? slots.filter((slot) => !hasDefault(slot)) : slots;
  const args = needed.map((slot, index) =>
    style === "names" ? namedArgument(slot, index + 1, env) : `\${${index + 1}:${escaped(slot.name)}}`,
  );
  return { insert: `${escaped(name)}(${args.join(", ")})`, snippet: args.length > 0 };
}

/** The bare name where it is in scope, else the name with something to write over. */
function namedArgument(slot: Slot, place: number, env: Env | undefined): string {
  const { name } = slot;
  if (env !== undefined && isShorthand(slot, env)) return name;
  return `${name}: \${${place}:${escaped(name)}}`;
}

/** Whether the bare name may stand for `name: name`. */
function isShorthand({ name, type }: Slot, env: Env): boolean {
  const [found, ...others] = bindings(name, env);
  if (found === undefined || others.length > 0 || env.roots.get(name)?.written === true) return false;
  const given = found.kind === "local" ? found.local.type : found.member.type;
  return fits(given, type, env);
}

/** What may be left out. */
export function hasDefault({ type, node }: Slot): boolean {
  if ((ast.isField(node) || ast.isParameter(node)) && node.default !== undefined) return true;
  return type !== undefined && ["optional", "list", "set", "map"].includes(type.kind);
}

/** Labels of arguments that are not given yet, each by itself and those that have to be all at once. */
export function missingArguments(spot: Spot): readonly Proposal[] {
  const node = argumentsAt(spot);
  const seen = node && spot.analysis.observed.args.get(node);
  if (node === undefined || seen === undefined) return [];
  const { slots, binding, env } = seen;
  const others = node.items.filter((item) => !isCaret(item));
  const isByPlace = binding.style === "either" && others.some(({ label }) => label === undefined);
  if (isByPlace) return [];
  const given = new Set(others.map(labelOf));
  const free = slots.filter(({ name }) => !given.has(name));
  const isLabel = spot.expected.after === ":";
  const context = spot.from.context;
  const each = free.map((slot, order): Proposal => ({
    label: isLabel ? slot.name : `${slot.name}:`,
    kind: CompletionItemKind.Field,
    rank: "wanted",
    order,
    insert: isLabel ? slot.name : `${slot.name}: `,
    filter: slot.name,
    type: typeText(slot.type, context) + (hasDefault(slot) ? " (may be left out)" : ""),
    node: slot.node,
  }));
  if (isLabel) return each;
  const short =
    binding.style !== "named"
      ? []
      : free
          .filter((slot) => isShorthand(slot, env))
          .map((slot, order): Proposal => ({
            label: slot.name,
            kind: CompletionItemKind.Variable,
            rank: "wanted",
            order,
            type: typeText(slot.type, context),
            node: slot.node,
          }));
  const needed = binding.partial === true ? [] : free.filter((slot) => !hasDefault(slot));
  return [...wholeOf(needed, env, spot), ...short, ...each];
}

/** All that has to be given. */
function wholeOf(needed: readonly Slot[], env: Env, { from }: Spot): readonly Proposal[] {
  if (needed.length < 2) return [];
  return [
    {
      label: needed.map(({ name }) => name).join(", "),
      kind: CompletionItemKind.Snippet,
      rank: "whole",
      insert: needed.map((slot, index) => namedArgument(slot, index + 1, env)).join(", "),
      snippet: true,
      type: "all that is missing",
      documentation: ["```esdl", needed.map((slot) => fieldText(slot, from.context)).join("\n"), "```"].join(
        "\n",
      ),
    },
  ];
}

/** The list of arguments that the caret's name is one of. */
function argumentsAt({ place }: Spot): ast.Arguments | undefined {
  const { node } = place;
  const argument = ast.isArgument(node) ? node : node.$container;
  if (!ast.isArgument(argument)) return undefined;
  return argument.value === node || argument === node ? argument.$container : undefined;
}

const isCaret = ({ label, value }: ast.Argument): boolean =>
  label?.$refText === caretName ||
  (label === undefined && value.$type === "NameExpr" && value.target.$refText === caretName);

const labelOf = ({ label, value }: ast.Argument): string | undefined =>
  label?.$refText ?? (value.$type === "NameExpr" ? value.target.$refText : undefined);
