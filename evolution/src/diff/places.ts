/** Where the declarations and members of a model stand, by name. */
import type { Documented, Model, Ref, Span } from "@esdl/language/model";
import type { Place } from "./finding.js";

/** Where the declarations and members of a model or a lock stand. */
export interface Places {
  /** The declaration's name; `member` one of its fields, members, steps or parameters; `@2` a version clause. */
  readonly place: (ref: Ref, member?: string) => Place | undefined;
  /** The name alone. */
  readonly nameSpan: (ref: Ref) => Span | undefined;
  /** The whole declaration, or the whole of a version's clause. */
  readonly span: (ref: Ref, member?: string) => Span | undefined;
}

interface Spot {
  readonly name: Span;
  readonly whole: Span;
}

/** Where the declarations and members of a model stand. */
export function placesOf(model: Model): Places {
  const spots = new Map<string, Spot>();
  const put = (key: string, { nameSpan, span }: Pick<Documented, "nameSpan" | "span">): void => {
    spots.set(key, { name: nameSpan, whole: span });
  };
  const members = (ref: Ref, list: readonly Documented[]): void => {
    for (const member of list) put(`${ref}/${member.name}`, member);
  };
  const clauses = (
    ref: Ref,
    list: readonly { readonly version: number; readonly clause?: { readonly span: Span } }[],
  ): void => {
    for (const { version, clause } of list)
      if (clause !== undefined)
        put(`${ref}/@${String(version)}`, { nameSpan: clause.span, span: clause.span });
  };
  for (const context of model.contexts) {
    const [header] = context.headers;
    if (header !== undefined) put(context.name, { nameSpan: header, span: header });
    for (const one of [...context.brands, ...context.roles, ...context.functions, ...context.policies])
      put(one.ref, one);
    for (const one of context.enums) {
      put(one.ref, one);
      members(one.ref, one.members);
      clauses(one.ref, one.versions);
    }
    for (const one of [
      ...context.values,
      ...context.aggregates.flatMap(({ entities, events }) => [...entities, ...events]),
    ]) {
      put(one.ref, one);
      members(one.ref, one.invariants);
      members(one.ref, one.fields);
      clauses(one.ref, one.versions);
    }
    for (const one of context.aggregates) {
      put(one.ref, one);
      put(`${one.ref}/${one.identity.name}`, one.identity);
      members(one.ref, one.invariants);
      members(one.ref, one.state.fields);
      for (const { event, span } of one.handlers) put(`${one.ref}/on ${event}`, { nameSpan: span, span });
      for (const { fields, span } of one.uniques)
        put(`${one.ref}/unique ${fields.join(", ")}`, { nameSpan: span, span });
    }
    for (const one of [
      ...context.externalCommands,
      ...context.aggregates.flatMap(({ commands }) => commands),
    ]) {
      put(one.ref, one);
      members(one.ref, one.params);
    }
    for (const one of context.projections) {
      put(one.ref, one);
      members(one.ref, one.fields);
      members(one.ref, one.queries);
    }
    for (const one of context.sagas) {
      put(one.ref, one);
      members(one.ref, one.state.fields);
      for (const step of one.steps) put(`${one.ref}/step ${step.name}`, step);
      clauses(
        one.ref,
        one.clauses.map((clause) => ({ version: clause.version, clause })),
      );
    }
  }
  const spot = (ref: Ref, member?: string): Spot | undefined =>
    spots.get(member === undefined ? ref : `${ref}/${member}`);
  return {
    place: (ref, member) => {
      const found = spot(ref, member) ?? spot(ref);
      return found && placeOf(model, found.name);
    },
    nameSpan: (ref) => spot(ref)?.name,
    span: (ref, member) => spot(ref, member)?.whole,
  };
}

export function placeOf(model: Model, [file, ...range]: Span): Place {
  return { file: model.files[file] ?? "", range };
}

/** The lock knows the line of each block. */
export const placesInLock = (file: string, lines: ReadonlyMap<Ref, number>): Places => ({
  place: (ref) => {
    const line = lines.get(ref);
    return line === undefined ? undefined : { file, range: [line, 1, line, 1] };
  },
  nameSpan: () => undefined,
  span: () => undefined,
});
