/** Fixes of assignments: fields that are missing on either side, and elements that may not be there. */
import { AstUtils } from "langium";
import { type EditDraft, type FixDraft, write } from "../diagnostics/drafts.js";
import type * as ast from "../generated/ast.js";
import {
  isAggregateDecl,
  isAssignStatement,
  isHandler,
  isProjectionDecl,
  isSagaDecl,
  isStatement,
} from "../generated/ast.js";
import type { Place } from "../model/statements.js";
import type { Type } from "../model/types.js";
import { mostSimilar } from "../names/similar.js";
import { sameType } from "../types/equal.js";
import { presentOf } from "../types/scalars.js";
import type { Env } from "./environment.js";
import { placeholder } from "./placeholder.js";
import { simpleType } from "./simple-type.js";
import { shown } from "./words.js";

/** A field of the state or row for what is written, of the type of what is assigned to it. */
export function newField(target: ast.Expression, name: string, env: Env): readonly FixDraft[] {
  const statement = target.$container;
  if (!isAssignStatement(statement) || statement.target !== target) return [];
  const type = assignedType(statement, name, env);
  const edit = type && fieldIn(target, `${name}: ${shown(type, env)}`);
  return edit === undefined ? [] : [{ title: `Add field \`${edit.text}\``, edits: [edit] }];
}

function assignedType({ operator, value }: ast.AssignStatement, name: string, env: Env): Type | undefined {
  if (operator === undefined) return env.roots.get("event")?.members.get(name)?.type;
  return operator === "=" && value !== undefined ? simpleType(value, env) : undefined;
}

/** Behind the last field; a state that is not there yet is made. */
function fieldIn(node: ast.Expression, text: string): (EditDraft & { readonly text: string }) | undefined {
  const projection = AstUtils.getContainerOfType(node, isProjectionDecl);
  const host =
    AstUtils.getContainerOfType(node, isAggregateDecl) ?? AstUtils.getContainerOfType(node, isSagaDecl);
  const state = host?.members.find((member) => member.$type === "StateBlock");
  const members: readonly (ast.ProjectionMember | ast.ShapeMember)[] =
    projection?.members ?? state?.members ?? [];
  const last = members.findLast((member) => member.$type === "Field");
  if (last !== undefined) return { beside: last, text };
  return state === undefined ? undefined : { inside: state, text };
}

/** `f` alone: a field of the event that is called alike, or a new one. */
export function forShort(node: ast.AssignStatement, place: Place, env: Env): readonly FixDraft[] {
  const event = env.roots.get("event");
  const name = node.target.$cstNode?.text ?? place.field;
  if (event === undefined || place.path.length > 0) return [];
  const fitting = [...event.members.values()].filter(
    ({ type }) => type !== undefined && sameType(type, place.type),
  );
  const similar =
    mostSimilar(
      name,
      fitting.map((member) => member.name),
    ) ?? only(fitting)?.name;
  return [
    ...(similar === undefined ? [] : [write(node, `${name} = event.${similar}`)]),
    ...eventField(node, name, place.type, env),
  ];
}

/** A field of the event for what is written. */
function eventField(node: ast.AssignStatement, name: string, type: Type, env: Env): readonly FixDraft[] {
  const handler = AstUtils.getContainerOfType(node, isHandler);
  const segments = handler?.trigger.segments.map((segment) => segment.$refText) ?? [];
  const event = env.kit.names.find(segments, ["event"], env.place);
  if (event === undefined || !/^\w+$/.test(name)) return [];
  const text = `${name}: ${shown(type, env)}`;
  const last = event.node.members.findLast((member) => member.$type === "Field");
  const edit = last === undefined ? { inside: event.node, text } : { beside: last, text };
  return [{ title: `Add field \`${text}\` to ${event.name}`, edits: [edit] }];
}

const only = <T>(list: readonly T[]): T | undefined => (list.length === 1 ? list[0] : undefined);

/** `lines[k] = Line(…)`: an element of a keyed list is added, and replaces the one with its key. */
export function asUpsert({ target, value }: ast.AssignStatement): readonly FixDraft[] {
  if (target.$type !== "IndexExpr" || value === undefined) return [];
  const list = target.receiver.$cstNode?.text ?? "";
  return [
    {
      title: `Write \`${list} += …\``,
      edits: [{ from: target, to: value, text: `${list} += ${value.$cstNode?.text ?? ""}` }],
    },
  ];
}

/** `m[k] += 1` as `m[k] = (m[k] ?? 0) + 1`. */
export function fromNothing(
  { target }: ast.AssignStatement,
  operator: "+=" | "-=",
  value: ast.Expression,
  type: Type,
  env: Env,
): readonly FixDraft[] {
  const nothing = placeholder(presentOf(type), undefined, env.place.context, env.kit);
  const name = target.$cstNode?.text ?? "";
  const added = value.$cstNode?.text ?? "";
  if (nothing === undefined) return [];
  const given = /^(BinaryExpr|IfExpr)$/.test(value.$type) ? `(${added})` : added;
  const text = `${name} = (${name} ?? ${nothing}) ${operator.charAt(0)} ${given}`;
  return [{ title: `Take ${nothing} where it is missing`, edits: [{ from: target, to: value, text }] }];
}

/** `lines[k].f = …` where the element is there. */
export function ifThere(element: ast.Expression): readonly FixDraft[] {
  const statement = AstUtils.getContainerOfType(element, isStatement);
  if (element.$type !== "IndexExpr" || statement === undefined) return [];
  const list = element.receiver.$cstNode?.text ?? "";
  const condition = `${list}.has(${element.index.$cstNode?.text ?? ""})`;
  return [
    {
      title: `Ask \`if ${condition}\``,
      edits: [
        { before: statement, text: `if ${condition} { ` },
        { after: statement, text: " }" },
      ],
    },
  ];
}
