/** One change of a field: its rule, its verdicts, and why in one sentence. */
import type { ShapeFacts } from "../facts/facts.js";
import { shortOf } from "../text/local.js";
import type { RuleId, Verdict } from "../rules/index.js";
import { type FieldChange, isOptional } from "./fields.js";
import { isWidening, type Relation } from "./relation.js";
import { type Draft, touchedBy, type Work } from "./work.js";

export interface FieldContext {
  readonly work: Work;
  readonly old: ShapeFacts;
  readonly now: ShapeFacts;
  readonly versions: { readonly old: number; readonly now: number };
  /** Whether a downcaster leads back to the released version. */
  readonly down: boolean;
}

export function reportField(context: FieldContext, change: FieldChange): void {
  const drafted = draftOf(context, change);
  if (drafted === undefined) return;
  const { work, now, old, versions } = context;
  const before = "old" in change ? change.old.name : change.field.name;
  const uses = now.kind === "event" ? [] : (work.uses.get(now.ref) ?? []);
  const names = [...new Set([change.field.name, before])];
  work.report({
    subject: now.ref,
    formerly: old.ref,
    path: `${change.field.name}${drafted.into ?? ""}`,
    atOld: before,
    versions,
    change: textsOf(change),
    uses,
    touches: touchedBy(
      work,
      now.kind === "event"
        ? names.flatMap((field) => [
            { event: now.ref, field },
            { event: old.ref, field },
          ])
        : uses,
    ),
    ...drafted,
  });
}

type Drafted = Pick<Draft, "rule" | "message" | "backward" | "forward" | "clause"> & {
  readonly into?: string;
};

const textsOf = (change: FieldChange): Draft["change"] =>
  "old" in change
    ? [JSON.stringify({ ...change.old, revision: 0 }), JSON.stringify({ ...change.field, revision: 0 })]
    : [change.kind, change.field.type];

function draftOf(context: FieldContext, change: FieldChange): Drafted | undefined {
  const { now, versions, down } = context;
  const name = `${shortOf(now.ref)}.${change.field.name}`;
  const consumers = `consumers of version ${String(versions.old)}`;
  const stored = `events of version ${String(versions.old)}`;
  /** What the older version must have is given back by a downcaster, or missing. */
  const forward: Verdict = down ? "downcast" : "break";
  const back = down ? ", unless a downcaster gives it back to them" : "";
  switch (change.kind) {
    case "added":
      return added(context, change, { name, consumers, stored });
    case "removed":
      return isOptional(change.field)
        ? {
            rule: "FIELD_REMOVED_OPTIONAL",
            message: `${name} is gone: what ${stored} hold there is read no more, and ${consumers} find it absent`,
          }
        : {
            rule: "FIELD_REMOVED_REQUIRED",
            forward,
            message: `${name} is gone: what ${stored} hold there is read no more, and ${consumers} expect it in every event${back}`,
          };
    case "renamed":
      return {
        rule: "FIELD_RENAMED",
        forward,
        message: `${change.old.name} is called ${change.field.name} now: ${stored} are upcast, and ${consumers} look for ${change.old.name} in vain${back}`,
      };
    case "type":
      return typed(change, { name, consumers, stored, forward, back });
    case "condition":
      return conditioned(change, { name, consumers, stored });
    case "default":
      return change.old.default === undefined
        ? undefined
        : {
            rule: "DEFAULT_CHANGED",
            message: `The default of ${name} was ${change.old.default} and is ${change.field.default ?? "no more"}: older events that were filled with it would be read as something else`,
          };
    case "personal":
      if (ofItsType(context.work, change.field.type)) return undefined;
      return change.old.personal === undefined
        ? {
            rule: "PERSONAL_ADDED",
            message: `${name} is personal data from now on: ${stored} hold it as clear text, which an erasure does not reach`,
          }
        : {
            rule: "PERSONAL_CHANGED",
            message: `${name} was personal data of ${change.old.personal === "" ? "the identity" : change.old.personal}: what ${stored} hold there would be out of its subject's reach`,
          };
  }
}

/** A type that is marked is told of once, where it is declared. */
const ofItsType = ({ old, now }: Work, type: string): boolean =>
  (type.match(/\w+(?:\.\w+)+/g) ?? []).some(
    (ref) => old.brands.has(ref) && old.brands.get(ref)?.personal !== now.brands.get(ref)?.personal,
  );

interface Words {
  readonly name: string;
  readonly consumers: string;
  readonly stored: string;
}

function added(
  { old, versions }: FieldContext,
  change: Extract<FieldChange, { kind: "added" }>,
  { name, consumers, stored }: Words,
): Drafted {
  const { field, value } = change;
  const reused = old.versions
    .flatMap(({ version, fields }) => fields.map((one) => ({ version, one })))
    .findLast(({ one }) => one.name === field.name && one.type !== field.type);
  if (reused !== undefined) {
    return {
      rule: "FIELD_NAME_REUSED",
      message: `${name} was ${reused.one.type} in version ${String(reused.version)}, was removed, and is ${field.type} now: consumers of version ${String(reused.version)} take the new value for the old one`,
    };
  }
  if (isOptional(field) && (value === undefined || value === "none"))
    return {
      rule: "FIELD_ADDED_OPTIONAL",
      message: `${name} is new and optional: ${stored} are read without it, and ${consumers} pass it by`,
    };
  if (value !== undefined && /(?<![\w.])meta\./.test(value))
    return {
      rule: "FIELD_ADDED_FROM_ENVELOPE",
      message: `${name} is new: ${stored} get it from their envelope (${value}), and ${consumers} pass it by`,
    };
  if (value !== undefined && (value === field.default || (field.default === undefined && value === "[]")))
    return {
      rule: "FIELD_ADDED_WITH_DEFAULT",
      message: `${name} is new: ${stored} get its default ${value}, and ${consumers} pass it by`,
    };
  return {
    rule: "FIELD_ADDED_REQUIRED",
    message: `${name} is new and required: ${stored} get ${value ?? "what the step to version " + String(versions.now) + " says"}, and ${consumers} pass it by`,
  };
}

const kinds: Readonly<Partial<Record<Relation["kind"], RuleId>>> = {
  widened: "FIELD_TYPE_WIDENED",
  narrowed: "FIELD_TYPE_NARROWED",
  brand: "FIELD_BRAND_CHANGED",
  optional: "FIELD_MADE_OPTIONAL",
  required: "FIELD_MADE_REQUIRED",
  element: "ELEMENT_TYPE_CHANGED",
  changed: "FIELD_TYPE_CHANGED",
};

function typed(
  { old, field, relation, declared }: Extract<FieldChange, { kind: "type" }>,
  { name, consumers, stored, forward, back }: Words & { readonly forward: Verdict; readonly back: string },
): Drafted | undefined {
  const rule = kinds[relation.kind];
  // Versions of embedded values are told of once, where the value is.
  if (rule === undefined) return undefined;
  const was = `${name} was ${old.type} and is ${field.type}`;
  switch (relation.kind) {
    case "widened":
      return {
        rule,
        message: `${was}: ${stored} fit, and ${consumers} may meet values that they take for invalid`,
      };
    case "narrowed":
      return {
        rule,
        message: `${was}: ${stored} are brought to it by the step, and ${consumers} take what is new`,
      };
    case "optional":
      return {
        rule,
        message: `${was}: ${stored} have it, and ${consumers} will miss it in events without it`,
      };
    case "required":
      return {
        rule,
        message: `${was}: ${stored} without it get it by the step, and ${consumers} take what is new`,
      };
    case "brand":
      return {
        rule,
        message: `${was}, with the same JSON: ${consumers} go on to read it and take it for ${old.type}`,
      };
    case "element": {
      const inner = innermost(relation);
      const taken = inner.kind === "narrowed" || inner.kind === "required";
      return {
        rule,
        into: intoOf(relation),
        backward: isWidening(relation) ? "ok" : "upcast",
        forward: taken ? "ok" : isWidening(relation) ? "break" : forward,
        message: `${was}: ${stored} ${declared ? "are brought to it by the step" : "fit"}, and ${consumers} ${taken ? "take what is new" : `cannot read what is in it${isWidening(relation) ? "" : back}`}`,
      };
    }
    default:
      return {
        rule,
        forward,
        message: `${was}: ${stored} are brought to it by the step, and ${consumers} cannot read it${back}`,
      };
  }
}

const innermost = (relation: Relation): Relation =>
  relation.kind === "element" ? innermost(relation.inner) : relation;

const intoOf = (relation: Relation): string =>
  relation.kind !== "element" ? "" : `${relation.of === "items" ? "[]" : "{}"}${intoOf(relation.inner)}`;

function conditioned(
  { old, field, change, declared }: Extract<FieldChange, { kind: "condition" }>,
  { name, consumers, stored }: Words,
): Drafted {
  const was = `${name} had ${old.where === undefined ? "no condition" : `the condition ${old.where}`} and has ${field.where ?? "none"}`;
  const backward: Verdict = declared ? "upcast" : "danger";
  switch (change) {
    case "tighter":
      return {
        rule: "CONSTRAINT_TIGHTENED",
        backward,
        message: `${was}: ${declared ? `${stored} are brought to it by the step` : `${stored} may not meet it and are not judged again`}`,
      };
    case "looser":
      return {
        rule: "CONSTRAINT_LOOSENED",
        message: `${was}: ${consumers} that validate refuse what is new`,
      };
    case "mixed":
      return {
        rule: "CONSTRAINT_TIGHTENED",
        backward,
        forward: "break",
        message: `${was}: ${declared ? `${stored} are brought to it by the step` : `${stored} may not meet it`}, and ${consumers} that validate refuse some of what is new`,
      };
    default:
      return {
        rule: "PATTERN_CHANGED",
        ...(declared ? { backward: "upcast" as const } : {}),
        message: `${was}, and nobody can tell which of them takes more: ${declared ? "" : `${stored} may not meet it, and `}${consumers} that validate may refuse what is new`,
      };
  }
}
