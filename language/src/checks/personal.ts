/**
 * Where personal data leaks: into the message of a rejection, which is shown and logged, into public events, which
 * other contexts keep, and into the keys of rows, which are written into links and logs. Follows values from the fields that hold them through the expressions that pass them on.
 */
import type { FixDraft } from "../diagnostics/drafts.js";
import type { Location } from "../diagnostics/locate.js";
import type { Declarations } from "../declarations/declarations.js";
import type {
  AggregateDecl,
  CommandDecl,
  EventDecl,
  Expr,
  Field,
  Getter,
  ProjectionDecl,
  RejectionDecl,
  Type,
} from "../model/index.js";
import { statementsIn } from "../model/walk.js";
import type { CheckContext } from "./context.js";

/** Warns of personal data in the rejection messages and public events of `aggregate`. */
export function checkPersonal(aggregate: AggregateDecl, context: CheckContext): void {
  const { declarations } = context;
  for (const event of aggregate.events)
    if (event.public)
      for (const field of event.fields)
        if (isPersonalField(field, declarations))
          context.report("ESDL3026", context.at(field, "name"), { event: event.name, field: field.name }, [
            keptInside(event, context),
          ]);
  for (const rejection of aggregate.rejections)
    for (const field of shownIn(rejection))
      if (isPersonalField(field, declarations))
        context.report("ESDL3025", context.at(field, "name"), {
          rejection: rejection.name,
          field: field.name,
        });
  for (const command of aggregate.commands) checkCommand(aggregate, command, context);
}

/** Warns of personal data in the keys of the rows of `projection`. */
export function checkPersonalKeys(projection: ProjectionDecl, context: CheckContext): void {
  const { declarations } = context;
  const isOpen = (key: Field): boolean => !isPersonalField(key, declarations);
  const report = (at: Location, key: Field): void => {
    context.report("ESDL5005", at, { projection: projection.name, key: key.name });
  };
  for (const key of projection.keys) if (!isOpen(key)) report(context.at(key, "name"), key);
  for (const handler of projection.handlers) {
    const event = declarations.events.get(handler.event);
    if (event === undefined) continue;
    const source = sourceOf({ event: { fields: event.fields, getters: event.getters } }, declarations);
    if (handler.for !== undefined && source.carries(handler.for.list)) source.locals.add(handler.for.name);
    const leak = projection.keys.find((key, index) => {
      const by = handler.by[index];
      return by !== undefined && isOpen(key) && source.carries(by);
    });
    if (leak !== undefined) report(context.at(handler, "by"), leak);
  }
}

function checkCommand(aggregate: AggregateDecl, command: CommandDecl, context: CheckContext): void {
  const { declarations } = context;
  const source = sourceOf({ state: aggregate.state, command: { fields: command.params } }, declarations);
  for (const statement of statementsIn(command.body)) {
    if (statement.kind === "let" && source.carries(statement.value)) source.locals.add(statement.name);
    if (statement.kind === "emit") {
      const event = declarations.events.get(statement.event);
      if (event?.public !== true) continue;
      for (const field of event.fields) {
        const value = statement.args.find((arg) => arg.name === field.name)?.value;
        if (value !== undefined && !isPersonalField(field, declarations) && source.carries(value))
          context.report(
            "ESDL3026",
            context.at(statement, "event"),
            { event: event.name, field: field.name },
            [keptInside(event, context)],
          );
      }
    }
    if (statement.kind === "require") {
      const rejection = declarations.rejections.get(statement.rejection.ref);
      if (rejection === undefined) continue;
      for (const field of shownIn(rejection)) {
        const value = statement.rejection.args.find((arg) => arg.name === field.name)?.value;
        if (value !== undefined && !isPersonalField(field, declarations) && source.carries(value))
          context.report("ESDL3025", context.at(statement, "rejection"), {
            rejection: rejection.name,
            field: field.name,
          });
      }
    }
  }
}

const keptInside = (event: EventDecl, context: CheckContext): FixDraft => ({
  title: `Keep ${event.name} inside its context`,
  edits: [{ in: context.at(event), word: "public", text: "" }],
});

/** The fields that a rejection's message shows. */
function shownIn(rejection: RejectionDecl): readonly Field[] {
  const shown = new Set(rejection.message?.flatMap((part) => (typeof part === "string" ? [] : [part.field])));
  return rejection.fields.filter((field) => shown.has(field.name));
}

export const isPersonalField = (field: Field, declarations: Declarations): boolean =>
  field.personal !== undefined || isPersonalType(field.type, declarations);

/** Whether values of the type hold personal data somewhere. */
export function isPersonalType(
  type: Type,
  declarations: Declarations,
  inside: ReadonlySet<string> = new Set(),
): boolean {
  switch (type.kind) {
    case "brand":
      return declarations.brands.get(type.ref)?.personal === true;
    case "value":
    case "entity": {
      if (inside.has(type.ref)) return false;
      const shape = declarations.values.get(type.ref) ?? declarations.entities.get(type.ref);
      const within = new Set([...inside, type.ref]);
      return (
        shape?.fields.some(
          (field) => field.personal !== undefined || isPersonalType(field.type, declarations, within),
        ) ?? false
      );
    }
    case "optional":
    case "list":
    case "set":
      return isPersonalType(type.of, declarations, inside);
    case "map":
      return (
        isPersonalType(type.key, declarations, inside) || isPersonalType(type.value, declarations, inside)
      );
    default:
      return false;
  }
}

/** What tells of a text nothing that could name a person: counts, answers to questions. */
const harmless = (type: Type): boolean =>
  type.kind === "scalar" && (type.name === "bool" || type.name === "int");

/** What expressions begin from: `roots` by their names, and `locals`. */
function sourceOf(
  roots: Readonly<
    Record<string, { readonly fields: readonly Field[]; readonly getters?: readonly Getter[] } | undefined>
  >,
  declarations: Declarations,
) {
  const named = <T extends { readonly name: string }>(list: readonly T[] | undefined, name: string) =>
    list?.find((one) => one.name === name);
  /** Those that hold personal data. */
  const locals = new Set<string>();
  const followed = new Set<string>();

  const fieldOf = (expr: Expr & { readonly kind: "field" }): Field | undefined => {
    const { target, name } = expr;
    if (target.kind === "root") return named(roots[target.root]?.fields, name);
    const type = target.type.kind === "optional" ? target.type.of : target.type;
    if (type.kind !== "value" && type.kind !== "entity") return undefined;
    return (declarations.values.get(type.ref) ?? declarations.entities.get(type.ref))?.fields.find(
      (field) => field.name === name,
    );
  };

  const carriesField = (expr: Expr & { readonly kind: "field" }): boolean => {
    if (fieldOf(expr)?.personal !== undefined) return true;
    if (expr.target.kind !== "root") return expr.target.kind === "field" && marked(expr.target);
    if (expr.role !== "getter" || followed.has(expr.name)) return false;
    const body = named(roots[expr.target.root]?.getters, expr.name)?.body;
    if (body === undefined) return false;
    followed.add(expr.name);
    const found = carries(body);
    followed.delete(expr.name);
    return found;
  };
  /** A mark on a field that holds a value goes for all that the value holds. */
  const marked = (expr: Expr & { readonly kind: "field" }): boolean => fieldOf(expr)?.personal !== undefined;

  const carries = (expr: Expr): boolean => {
    if (isPersonalType(expr.type, declarations)) return true;
    if (harmless(expr.type) && expr.kind !== "field") return false;
    switch (expr.kind) {
      case "field":
        return carriesField(expr);
      case "local":
        return locals.has(expr.name);
      case "convert":
      case "present":
        return carries(expr.value);
      case "binary":
      case "coalesce":
      case "extreme":
        return carries(expr.left) || carries(expr.right);
      case "if":
        return carries(expr.then) || carries(expr.else);
      case "list":
      case "tuple":
        return expr.items.some(carries);
      case "construct":
        return expr.fields.some((field) => carries(field.value));
      case "index":
        return carries(expr.target);
      case "method":
        return carries(expr.target) || expr.args.some((arg) => arg.kind === "lambda" && carries(arg.body));
      case "call":
        return expr.args.some(carries);
      case "negate":
        return carries(expr.operand);
      default:
        return false;
    }
  };
  return { carries, locals };
}
