/** Statements, in order: each is elaborated with what the ones before it declared, proved and wrote. */
import type { AstNode } from "langium";
import type * as ast from "../generated/ast.js";
import type { Loop } from "../model/declarations.js";
import type { Expr } from "../model/expressions.js";
import type { Statement } from "../model/statements.js";
import type { Type } from "../model/types.js";
import { isOpen } from "../types/scalars.js";
import { absent } from "./absent.js";
import { assign, remove, withoutWrites } from "./assignments.js";
import { type Env, type Facts, withFacts, withLocal } from "./environment.js";
import { checkBool, infer } from "./expressions.js";
import { assume } from "./facts.js";
import { emit, rejection, send } from "./messages.js";
import { checkNewName } from "./shadowing.js";
import { shown } from "./words.js";

/** The kinds of statements. */
export type StatementKind = Statement["kind"];

/** A body's own rules: which statements it may hold, what it writes to, and whether an event is at hand. */
export interface BodyRules {
  readonly allowed: ReadonlySet<StatementKind>;
  readonly writes: "state" | "row" | undefined;
  /** `send … as actor` can be judged for whoever caused the event at hand. */
  readonly actor: boolean;
}

const words: Readonly<Record<StatementKind, string>> = {
  require: "require",
  emit: "emit",
  let: "let",
  if: "if",
  for: "for",
  assign: "an assignment",
  remove: "remove",
  send: "send",
  undoAll: "undo all",
};

/** What a statement left behind: the model's statement, unless it was wrong, and what holds after it. */
interface Done {
  readonly statement: Statement | undefined;
  readonly env: Env;
}

/** All statements of a body; undefined when one of them is wrong, after all of them have been looked at. */
export function block(
  node: ast.Block | undefined,
  env: Env,
  rules: BodyRules,
): readonly Statement[] | undefined {
  return node === undefined ? [] : run(node, env, rules).statements;
}

/** A block, or the `if` that is an `else`. */
function run(
  node: ast.Block | ast.IfStatement,
  start: Env,
  rules: BodyRules,
): { readonly statements: readonly Statement[] | undefined; readonly facts: Facts } {
  const statements: Statement[] = [];
  let env = start;
  let whole = true;
  if (node.$type === "Block") env.kit.observer?.block(node, env, rules);
  for (const each of node.$type === "Block" ? node.statements : [node]) {
    const done = statementOf(each, env, rules);
    env = done.env;
    if (done.statement === undefined) whole = false;
    else statements.push(done.statement);
  }
  return { statements: whole ? statements : undefined, facts: env.facts };
}

const kinds: Readonly<Record<ast.Statement["$type"], StatementKind>> = {
  RequireStatement: "require",
  EmitStatement: "emit",
  LetStatement: "let",
  IfStatement: "if",
  ForStatement: "for",
  AssignStatement: "assign",
  RemoveStatement: "remove",
  SendStatement: "send",
  UndoAllStatement: "undoAll",
};

function statementOf(node: ast.Statement, env: Env, rules: BodyRules): Done {
  env.kit.observer?.statement(node, env, rules);
  const kind = kinds[node.$type];
  if (!rules.allowed.has(kind)) {
    env.kit.report("ESDL2026", firstWord(node, env), { statement: words[kind], place: env.called });
    return { statement: undefined, env };
  }
  const span = env.kit.locate.span(node);
  switch (node.$type) {
    case "RequireStatement": {
      const condition = checkBool(node.condition, env);
      const otherwise = withFacts(env, assume(env.facts, condition, false));
      const rejected = rejection(node, otherwise);
      return {
        statement: condition && rejected && { kind: "require", span, condition, rejection: rejected },
        env: withFacts(env, assume(env.facts, condition, true)),
      };
    }
    case "EmitStatement": {
      const emitted = emit(node, env);
      return { statement: emitted && { kind: "emit", span, ...emitted }, env };
    }
    case "LetStatement":
      return letStatement(node, env);
    case "IfStatement":
      return ifStatement(node, env, rules);
    case "ForStatement": {
      // The list is read once, before any round has written.
      const entered = enterLoop(node.loop, env);
      const facts = withoutWrites(env.facts, node.body, rules.writes, env);
      const body = run(node.body, withFacts(entered.env, facts), rules).statements;
      return {
        statement: entered.loop && body && { kind: "for", span, ...entered.loop, body },
        env: withFacts(env, facts),
      };
    }
    case "AssignStatement": {
      const done = assign(node, env, rules.writes);
      return {
        statement: done.change && { kind: "assign", span, ...done.change },
        env: withFacts(env, done.facts),
      };
    }
    case "RemoveStatement": {
      const done = remove(node, env, rules.writes);
      return {
        statement: done.place && { kind: "remove", span, place: done.place },
        env: withFacts(env, done.facts),
      };
    }
    case "SendStatement": {
      const sent = send(node, env, rules.actor);
      return { statement: sent && { kind: "send", span, ...sent }, env };
    }
    case "UndoAllStatement":
      return { statement: { kind: "undoAll", span }, env };
  }
}

/** The word that a statement begins with: as small as a mistake about all of it can be shown. */
function firstWord(node: ast.Statement, env: Env): AstNode | { file: string; start: number; end: number } {
  if (node.$type === "AssignStatement") return node;
  const { file, start } = env.kit.locate.offsets(node);
  const word = /^\w+/.exec(node.$cstNode?.text ?? "")?.[0].length ?? 0;
  return { file, start, end: start + word };
}

function letStatement(node: ast.LetStatement, env: Env): Done {
  const isNew = checkNewName(node, env);
  const value = infer(node.value, env);
  const settled = value === undefined ? undefined : known(value, node.value, env);
  // A name that could not be given still is known after it: what uses it says nothing more.
  const after = node.name === "" ? env : withLocal(env, node, isNew ? settled?.type : undefined);
  if (settled !== undefined) env.kit.types.set(node, settled.type);
  if (settled === undefined || !isNew) return { statement: undefined, env: after };
  return {
    statement: {
      kind: "let",
      span: env.kit.locate.span(node),
      name: node.name,
      type: settled.type,
      value: settled,
    },
    env: after,
  };
}

function known(value: Expr, node: ast.Expression, env: Env): Expr | undefined {
  return isOpen(value.type) ? env.kit.report("ESDL2023", node, { what: shown(value.type, env) }) : value;
}

function ifStatement(node: ast.IfStatement, env: Env, rules: BodyRules): Done {
  const condition = checkBool(node.condition, env);
  const branch = (outcome: boolean): Env => withFacts(env, assume(env.facts, condition, outcome));
  const then = run(node.then, branch(true), rules);
  const otherwise = node.else === undefined ? undefined : run(node.else, branch(false), rules);
  const after = common(then.facts, otherwise?.facts ?? branch(false).facts);
  const elseBody = otherwise?.statements;
  const elseWrong = otherwise !== undefined && elseBody === undefined;
  if (condition === undefined || then.statements === undefined || elseWrong)
    return { statement: undefined, env: withFacts(env, after) };
  return {
    statement: {
      kind: "if",
      span: env.kit.locate.span(node),
      condition,
      then: then.statements,
      ...(elseBody === undefined ? {} : { else: elseBody }),
    },
    env: withFacts(env, after),
  };
}

/** What holds after both branches, whichever was taken. */
function common(a: Facts, b: Facts): Facts {
  return {
    present: new Set([...a.present].filter((path) => b.present.has(path))),
    statuses: a.statuses && b.statuses && [...new Set([...a.statuses, ...b.statuses])],
    ...(a.unclear === true || b.unclear === true ? { unclear: true } : {}),
  };
}

/** The loop, and its variable in scope. */
export function enterLoop(node: ast.Loop, env: Env): { readonly loop: Loop | undefined; readonly env: Env } {
  const isNew = checkNewName(node, env);
  const list = infer(node.list, env);
  const type = list === undefined ? undefined : elementType(list.type, node.list, env);
  const inside = node.name === "" ? env : withLocal(env, node, isNew ? type : undefined);
  if (type !== undefined) env.kit.types.set(node, type);
  return {
    loop: list === undefined || type === undefined || !isNew ? undefined : { name: node.name, type, list },
    env: inside,
  };
}

function elementType(type: Type, node: ast.Expression, env: Env): Type | undefined {
  if (type.kind === "optional") return absent(node, type, env);
  if (type.kind !== "list" && type.kind !== "set")
    return env.kit.report("ESDL2033", node, { type: shown(type, env) });
  return isOpen(type.of) ? env.kit.report("ESDL2023", node, { what: shown(type, env) }) : type.of;
}
