/** What generated validators promise, next to the schemas generated of the same model. */
import type { CommandDecl, Expr, Field, Lookup, Type } from "@esdl/language/model";
import { validate, type Problem } from "@esdl/runtime/values";
import fc from "fast-check";
import { expect } from "vitest";
import type { Compiled, Domain } from "../support/generated.js";
import { expectSame } from "../support/same.js";
import { anyJson, anyValue, nearly } from "./hostile.js";
import { objectOf } from "./values.js";

/** A JSON Pointer, RFC 6901. */
const pointer = /^(?:\/(?:[^~/]|~[01])*)*$/u;

/** How often a property met input of either kind: one that met one kind only shows nothing. */
export interface Met {
  accepted: number;
  refused: number;
}

/** The validator and the schema of a command's input agree as far as the schema can say; what is accepted is canonical. */
export function validatorAgrees(
  { lookup }: Domain,
  aggregate: Compiled,
  command: CommandDecl,
  numRuns: number,
): Met {
  const met: Met = { accepted: 0, refused: 0 };
  const fields = [aggregate.decl.identity, ...command.params];
  const right = objectOf(fields, lookup);
  const input = fc.oneof(
    { weight: 3, arbitrary: right },
    { weight: 5, arbitrary: objectOf(fields, lookup, "edges") },
    { weight: 5, arbitrary: nearly(right) },
    { weight: 1, arbitrary: anyJson },
  );
  fc.assert(
    fc.property(input, (json) => {
      const before = JSON.stringify(json);
      const read = readerOf(aggregate, command);
      const answer = validate(read, json);
      expect(JSON.stringify(json), "the input is left as it was").toBe(before);
      const schemaAccepts = aggregate.accepts(command.name, json);
      if (!answer.ok) {
        met.refused++;
        expectProblems(answer.problems);
        if (schemaAccepts) expect(unexcused(answer.problems, fields, lookup)).toEqual([]);
        return;
      }
      met.accepted++;
      expect(schemaAccepts, "what the validator accepts, the schema accepts").toBe(true);
      const { value } = answer;
      expectSame(JSON.parse(JSON.stringify(value)), value, "canonical input is plain JSON");
      expectSame(validate(read, value), answer, "canonical input is its own canonical form");
      expect(aggregate.accepts(command.name, value), "the schema accepts the canonical form").toBe(true);
    }),
    { numRuns },
  );
  return met;
}

/** Whatever it is given, a validator answers; problems have a code, a message and a JSON Pointer. */
export function validatorIsTotal(
  { lookup }: Domain,
  aggregate: Compiled,
  command: CommandDecl,
  numRuns: number,
): void {
  const fields = [aggregate.decl.identity, ...command.params];
  const withStrange = fc
    .tuple(objectOf(fields, lookup), fc.nat(), anyValue)
    .map(([right, at, make]) => () => ({ ...right, [fields[at % fields.length]!.name]: make() }));
  fc.assert(
    fc.property(fc.oneof(anyValue, withStrange), (make) => {
      const answer = validate(readerOf(aggregate, command), make());
      if (answer.ok) expectSame(JSON.parse(JSON.stringify(answer.value)), answer.value);
      else expectProblems(answer.problems);
    }),
    { numRuns },
  );
}

function readerOf({ definition }: Compiled, { name }: CommandDecl) {
  const command = definition.commands[name]!;
  return (input: unknown, problems: Problem[]): object | undefined => command.parse(input, problems);
}

export function expectProblems(problems: readonly Problem[]): void {
  expect(problems.length).toBeGreaterThan(0);
  for (const { path, code, message } of problems) {
    expect(path).toMatch(pointer);
    expect(code).toMatch(/^[a-zA-Z]+$/u);
    expect(message).not.toBe("");
  }
}

/** The problems that the schema should have found too. */
function unexcused(
  problems: readonly Problem[],
  fields: readonly Field[],
  lookup: Lookup,
): readonly Problem[] {
  return problems.filter((problem) => {
    const steps = problem.path
      .split("/")
      .slice(1)
      .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
    return !mayMiss(problem, steps, { fields }, lookup);
  });
}

/** A place in a type: a whole shape, or a type under a condition. */
type Place =
  | { readonly fields: readonly Field[]; readonly ruled?: boolean }
  | { readonly type: Type; readonly where?: Expr | undefined };

/** Whether JSON Schema cannot say what a problem says. */
function mayMiss(problem: Problem, steps: readonly string[], place: Place, lookup: Lookup): boolean {
  // Limits of size are the runtime's; JSON text has no lone surrogates.
  if (problem.code === "tooLarge" || problem.message.includes("surrogate")) return true;
  const [step, ...rest] = steps;
  if ("fields" in place) {
    if (step === undefined) return place.ruled === true && problem.code === "constraint";
    const field = place.fields.find(({ name }) => name === step);
    return field !== undefined && mayMiss(problem, rest, field, lookup);
  }
  const { type, where } = place;
  if (step === undefined && problem.code === "constraint" && !isSayable(where)) return true;
  switch (type.kind) {
    case "scalar":
      // Months have days of their own, durations a largest one, decimals a number of digits.
      if (type.name === "json") return true;
      return problem.code === "format" && ["date", "instant", "duration", "decimal"].includes(type.name);
    case "brand": {
      const { base, where: own } = lookup.brands.get(type.ref)!;
      return mayMiss(problem, steps, { type: base, where: own }, lookup);
    }
    case "value":
    case "entity": {
      const { fields, invariants } = lookup.values.get(type.ref) ?? lookup.entities.get(type.ref)!;
      return mayMiss(problem, steps, { fields, ruled: invariants.length > 0 }, lookup);
    }
    case "optional":
      return mayMiss(problem, steps, { type: type.of, where }, lookup);
    case "list":
    case "set":
      // Elements are equal in their canonical form, schemas compare the text.
      if (problem.code === "duplicate") return true;
      return step !== undefined && mayMiss(problem, rest, { type: type.of }, lookup);
    case "map":
      if (problem.code === "duplicate") return true;
      if (step === undefined) return false;
      return (
        mayMiss(problem, rest, { type: type.value }, lookup) ||
        mayMiss(problem, rest, { type: type.key }, lookup)
      );
    default:
      return false;
  }
}

/** Comparisons with literals, `length`, `matches`, and their conjunctions become keywords. */
function isSayable(where: Expr | undefined): boolean {
  if (where === undefined) return true;
  if (where.kind === "logical") return where.op === "and" && isSayable(where.left) && isSayable(where.right);
  if (where.kind === "matches") return isIt(where.value);
  if (where.kind !== "binary") return false;
  const left = bare(where.left);
  const counted = left.kind === "method" && left.name === "length" && isIt(left.target);
  return (
    (counted || (isIt(left) && (where.on === "int" || where.on === "decimal"))) &&
    bare(where.right).kind === "literal"
  );
}

const isIt = (expr: Expr): boolean => {
  const inner = bare(expr);
  return inner.kind === "root" && inner.root === "it";
};

function bare(expr: Expr): Expr {
  return expr.kind === "convert" || expr.kind === "present" ? bare(expr.value) : expr;
}
