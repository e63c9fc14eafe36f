/**
 * The registry of a context at run time: what its events, commands and values are and were. Generated code brings the entries;
 * these functions look things up in them and judge what is stored.
 */
import type { StoredEvent } from "./store/port.js";
import { refuse, type Problem } from "./values/index.js";

/** Everything of one context that is or was written, in every version. */
export interface Registry {
  /** The version of this form. */
  readonly formatVersion: number;
  /** The context's name: `Banking`. */
  readonly context: string;
  /** In the order of the model, oldest version first. */
  readonly schemas: readonly RegisteredSchema[];
}

/** One version of an event, a command, a value or an entity. */
export interface RegisteredSchema {
  /** Stays the same from release to release: `urn:esdl:event:Banking.Account.MoneyDeposited:1`. */
  readonly id: string;
  /** What it is a version of. */
  readonly kind: "event" | "command" | "reply" | "value" | "entity";
  /** The qualified name: `Banking.Account.MoneyDeposited`. */
  readonly name: string;
  /** Its version, from 1. */
  readonly version: number;
  /** Whether it is the version of today. */
  readonly current: boolean;
  /** Whether other contexts may use it. */
  readonly public: boolean;
  /** Other names that an event was stored under. */
  readonly formerly?: readonly string[];
  /** An event that is read and never recorded any more. */
  readonly retired?: true;
  /** `sha256:` and the hash of `canonical` in UTF-8. */
  readonly fingerprint: string;
  /** Its JSON Schema 2020-12 as RFC 8785 writes it; {@link schemaOf} parses it. */
  readonly canonical: string;
  /** Judges data of this version as it is stored: what is wrong with it, by path. */
  validate(data: object): readonly Problem[];
  /**
   * Brings data of today's version back to this one, for consumers that know no newer; absent where a step between them loses
   * something, and on today's version itself.
   */
  fromCurrent?(data: object): object;
}

/** A schema's JSON Schema 2020-12; it refers to nothing outside of itself. */
export function schemaOf({ canonical }: Pick<RegisteredSchema, "canonical">): object;
export function schemaOf({ canonical }: Pick<RegisteredSchema, "canonical">): unknown {
  const schema: unknown = JSON.parse(canonical);
  return schema;
}

/** What says how a stored event looked like when it was stored; `undefined` when no context has such a one. */
function schemaOfEvent(
  registries: readonly Registry[],
  { category, type, schema }: Pick<StoredEvent, "category" | "type" | "schema">,
): RegisteredSchema | undefined {
  for (const { schemas } of registries) {
    const found = schemas.find(
      ({ kind, name, version, formerly = [] }) =>
        kind === "event" &&
        version === schema &&
        (name === `${category}.${type}` || (name.startsWith(`${category}.`) && formerly.includes(type))),
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The data of an event of today as an older version had it: what to publish for consumers that know no newer one.
 *
 * @param event its category, its name and its data, as they are read today
 * @returns `undefined` when there is no such version, or a step since then cannot be taken back
 */
export function downcast(
  registries: readonly Registry[],
  { category, type, data }: { readonly category: string; readonly type: string; readonly data: object },
  version: number,
): object | undefined {
  const registered = schemaOfEvent(registries, { category, type, schema: version });
  return registered?.current === true ? data : registered?.fromCurrent?.(data);
}

/**
 * What is wrong with a stored event, judged by the version that it was stored in: nothing, for whatever the app has recorded.
 * Reading does not ask this; ask it of a whole log after a restore, an import, or a change by hand.
 */
export function validateStored(
  registries: readonly Registry[],
  event: Pick<StoredEvent, "category" | "type" | "schema" | "data">,
): readonly Problem[] {
  const problems: Problem[] = [];
  const registered = schemaOfEvent(registries, event);
  if (registered === undefined) {
    refuse(
      problems,
      "constraint",
      `there is no ${event.category}.${event.type} in version ${String(event.schema)}`,
    );
    return problems;
  }
  try {
    const data: unknown = JSON.parse(event.data);
    if (typeof data === "object" && data !== null) return registered.validate(data);
    refuse(problems, "type", "must be an object");
  } catch {
    refuse(problems, "format", "is no JSON");
  }
  return problems;
}
