/** Statements as functions. What `emit`, `send` and assignments lead to is in the frame that they are run with. */
import type { Argument, CommandCall, Expr, Ref, Statement } from "@esdl/language/model";
import { argumentsOf, compile, type Compiler } from "../expressions/compile.js";
import { explained } from "../expressions/explain.js";
import { declare, type Called, type Frame, type Scope } from "../expressions/frame.js";
import { Fault } from "../stops.js";
import { listOf, type Data } from "../values/value.js";
import { assignment, removal } from "./places.js";

/** A `require` that did not hold: the rejection of the model, with its fields. */
export interface Refused {
  readonly ref: Ref;
  readonly data: Data;
}

/** Runs statements until one refuses. */
export type Run = (frame: Frame) => Refused | undefined;

/** A body, compiled. `depth` is how many `if` and `for` it stands in. */
export function body(statements: readonly Statement[], scope: Scope, compiler: Compiler, depth = 0): Run {
  const runs: Run[] = [];
  let inner = scope;
  for (const statement of statements) {
    if (statement.kind === "let") {
      const [next, run] = letRun(statement, inner, compiler, depth);
      runs.push(run);
      inner = next;
    } else runs.push(statementRun(statement, inner, compiler, depth));
  }
  return (frame) => {
    for (const run of runs) {
      frame.meter.step();
      const refused = run(frame);
      if (refused !== undefined) return refused;
    }
    return undefined;
  };
}

function letRun(
  { name, value, span }: Extract<Statement, { readonly kind: "let" }>,
  scope: Scope,
  compiler: Compiler,
  depth: number,
): readonly [Scope, Run] {
  const code = compile(value, scope, compiler);
  const [inner, cell] = declare(scope, name);
  return [
    inner,
    (frame) => {
      const found = code(frame);
      if (cell !== undefined) cell.value = found;
      frame.trace?.({ kind: "let", span, depth, ...(found === undefined ? {} : { value: found }) });
      return undefined;
    },
  ];
}

function statementRun(
  statement: Exclude<Statement, { readonly kind: "let" }>,
  scope: Scope,
  compiler: Compiler,
  depth: number,
): Run {
  switch (statement.kind) {
    case "require": {
      const holds = judged("require", statement, scope, compiler, depth);
      const { ref, args } = statement.rejection;
      const fields = argumentsOf(args, scope, compiler);
      return (frame) => (holds(frame) ? undefined : { ref, data: fields(frame) });
    }
    case "if": {
      const holds = judged("if", statement, scope, compiler, depth);
      const then = body(statement.then, scope, compiler, depth + 1);
      const otherwise = body(statement.else ?? [], scope, compiler, depth + 1);
      return (frame) => (holds(frame) ? then(frame) : otherwise(frame));
    }
    case "for":
      return forRun(statement, scope, compiler, depth);
    case "emit":
      return emitRun(statement.event, statement.args, statement, scope, compiler, depth);
    case "assign":
      return written(assignment(statement, scope, compiler));
    case "remove":
      return written(removal(statement, scope, compiler));
    case "send": {
      const call = called(statement.send, scope, compiler);
      const undo = statement.undo === undefined ? undefined : called(statement.undo, scope, compiler);
      const { asActor } = statement;
      return (frame) => {
        frame.send?.({ call: call(frame), asActor, ...(undo === undefined ? {} : { undo: undo(frame) }) });
        return undefined;
      };
    }
    case "undoAll":
      return (frame) => {
        frame.undoAll?.();
        return undefined;
      };
  }
}

/** A condition, which tells its way where somebody wants to know. */
function judged(
  kind: "require" | "if",
  {
    condition,
    span,
  }: { readonly condition: Expr; readonly span: Extract<Statement, { readonly kind: "if" }>["span"] },
  scope: Scope,
  compiler: Compiler,
  depth: number,
): (frame: Frame) => boolean {
  const code = compile(condition, scope, compiler);
  const explain = explained(condition, scope, compiler);
  return (frame) => {
    if (frame.trace === undefined) return code(frame) === true;
    const { holds, comparisons } = explain(frame);
    frame.trace({ kind, span, depth, holds, comparisons });
    return holds;
  };
}

function forRun(
  statement: Extract<Statement, { readonly kind: "for" }>,
  scope: Scope,
  compiler: Compiler,
  depth: number,
): Run {
  const items = compile(statement.list, scope, compiler);
  const [inner, cell] = declare(scope, statement.name);
  const run = body(statement.body, inner, compiler, depth + 1);
  return (frame) => {
    for (const item of listOf(items(frame))) {
      frame.meter.step();
      if (cell !== undefined) cell.value = item;
      frame.trace?.({ kind: "for", span: statement.span, depth, value: item });
      const refused = run(frame);
      if (refused !== undefined) return refused;
    }
    return undefined;
  };
}

function emitRun(
  event: Ref,
  args: readonly Argument[],
  { span }: Statement,
  scope: Scope,
  compiler: Compiler,
  depth: number,
): Run {
  const fields = argumentsOf(args, scope, compiler);
  return (frame) => {
    const data = fields(frame);
    if (frame.emit === undefined) throw new Fault("`emit` stands outside of a command");
    frame.emit(event, data);
    frame.trace?.({ kind: "emit", span, depth, value: data });
    return undefined;
  };
}

/** An assignment replaces what the frame holds. */
const written =
  (change: (own: Data, frame: Frame) => Data): Run =>
  (frame) => {
    if (frame.own === undefined) throw new Fault("there is nothing to assign to");
    frame.own = change(frame.own, frame);
    return undefined;
  };

function called(call: CommandCall, scope: Scope, compiler: Compiler): (frame: Frame) => Called {
  const { command, aggregate } = call;
  const input = argumentsOf(call.args, scope, compiler);
  return (frame) => ({ command, ...(aggregate === undefined ? {} : { aggregate }), input: input(frame) });
}
