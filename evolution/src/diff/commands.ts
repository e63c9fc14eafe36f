/** Commands: here the callers are the older side, and pending sends and timers are what is stored. */
import { type CommandFacts, type FieldFacts, fieldOf, versionOf } from "../facts/facts.js";
import { localText, nameOf, ownerOf, shortOf } from "../text/local.js";
import { compareConditions } from "./conditions.js";
import { fieldChanges, isOptional } from "./fields.js";
import { isWidening, relate, type Relation } from "./relation.js";
import { sampleOf } from "./samples.js";
import { compareDocs } from "./docs.js";
import { type Draft, listed, pasteInto, type Work } from "./work.js";

export function compareCommands(work: Work, gone: ReadonlySet<string>): void {
  for (const old of work.old.commands.values()) {
    const now = work.now.commands.get(old.ref);
    if (now !== undefined) compareCommand(work, old, now);
    else if (old.external || !gone.has(ownerOf(old.ref))) reportRemoved(work, old);
  }
}

function reportRemoved(work: Work, old: CommandFacts): void {
  const owner = ownerOf(old.ref);
  const fresh = [...work.now.commands.values()].filter(
    ({ ref }) => ownerOf(ref) === owner && !work.old.commands.has(ref),
  );
  const shape = ({ params }: CommandFacts): string =>
    params.map(({ name, type }) => `${name}: ${type}`).join();
  const heir = fresh.find((one) => shape(one) === shape(old) && one.external === old.external);
  const touches = work.readers.old?.ofCommand(old.ref) ?? [];
  work.report({
    rule: "COMMAND_REMOVED",
    subject: old.ref,
    instead: heir?.ref ?? owner,
    message:
      heir === undefined
        ? `${shortOf(old.ref)} is gone: callers of the older version and pending sends that are stored find nobody to take it`
        : `${shortOf(old.ref)} is called ${nameOf(heir.ref)} now: callers of the older version and pending sends that are stored still send ${nameOf(old.ref)}`,
    change: [heir?.ref],
    touches,
  });
  if (!old.deprecated)
    work.report({
      rule: "REMOVED_WITHOUT_DEPRECATION",
      subject: old.ref,
      instead: heir?.ref ?? owner,
      message: `${shortOf(old.ref)} is gone, and no release before said that it would go: callers had no time to move`,
      change: ["command"],
      touches,
    });
}

function compareCommand(work: Work, old: CommandFacts, now: CommandFacts): void {
  compareDocs(work, old, now);
  const name = shortOf(now.ref);
  const base = { subject: now.ref, touches: work.readers.now.ofCommand(now.ref) };
  if (old.public !== now.public)
    work.report({
      ...base,
      rule: now.public ? "MADE_PUBLIC" : "MADE_PRIVATE",
      message: now.public
        ? `${name} is public from now on, so others may send it`
        : `${name} was public and is not any more: other contexts that send it lose it`,
      change: [String(now.public)],
    });
  for (const param of now.params) compareParam(work, old, now, param.name, base);
  for (const { name: param, type } of old.params)
    if (fieldOf(now.params, param) === undefined)
      work.report({
        ...base,
        rule: "COMMAND_PARAMETER_REMOVED",
        path: param,
        message: `${name} takes ${param} no more: callers of the older version and pending sends that are stored, which give it, are refused`,
        change: [type],
      });
  const emits = now.emits.filter((event) => !old.emits.includes(event) && !isRenamed(work, event, old.emits));
  const rejections = now.rejections.filter((rejection) => !old.rejections.includes(rejection));
  if (emits.length + rejections.length > 0)
    work.report({
      ...base,
      rule: "COMMAND_OUTCOME_ADDED",
      message: `${name} may ${[
        ...(emits.length === 0 ? [] : [`emit ${listed(emits.map(nameOf))}`]),
        ...(rejections.length === 0 ? [] : [`be rejected by ${listed(rejections.map(nameOf))}`]),
      ].join(" and ")} from now on: callers of the older version do not know that outcome`,
      change: [...emits, "", ...rejections],
    });
  const reply = ({ returns }: CommandFacts): string =>
    returns
      .map((field) => `${field.name}: ${field.type}`)
      .sort()
      .join(", ");
  if (reply(old) !== reply(now))
    work.report({
      ...base,
      rule: "REPLY_CHANGED",
      message: `The reply of ${name} was { ${reply(old)} } and is { ${reply(now)} }: handlers of the older version and answers that are stored give the old one`,
      change: [reply(old), reply(now)],
    });
}

/** The parameter with a default; only constants can be one. */
function withDefault(work: Work, { ref }: CommandFacts, { name, type, where }: FieldFacts, value: string) {
  const text = localText(`${name}: ${type}${where === undefined ? "" : ` where ${where}`} = ${value}`, ref);
  const span = work.places.now.span(ref, name);
  return { clause: text, paste: pasteInto(text, "Give it a default", span, "replace") };
}

const isRenamed = ({ now }: Work, event: string, emitted: readonly string[]): boolean =>
  now.shapes.get(event)?.formerly.some((name) => emitted.includes(`${ownerOf(event)}.${name}`)) === true;

function compareParam(
  work: Work,
  old: CommandFacts,
  now: CommandFacts,
  path: string,
  base: Pick<Draft, "subject" | "touches">,
): void {
  const param = fieldOf(now.params, path);
  if (param === undefined) return;
  const before = fieldOf(old.params, path);
  const name = shortOf(now.ref);
  const callers = "callers of the older version and pending sends that are stored";
  const free = mayBeLeftOut(param);
  const wasFree = before !== undefined && (before.default !== undefined || isOptional(before));
  const draft = {
    ...base,
    path,
    change: [before && JSON.stringify({ ...before, revision: 0 }), param.type, param.where, param.default],
  };
  if (!free && (before === undefined || wasFree)) {
    const value = sampleOf(param, work.now);
    return work.report({
      ...draft,
      rule: "COMMAND_PARAMETER_ADDED",
      message: `${name} ${before === undefined ? "has the new parameter" : "cannot do any more without"} ${path}${before === undefined ? " without a default" : ""}: ${callers} do not give it`,
      ...(value === undefined || value.startsWith("meta.") ? {} : withDefault(work, now, param, value)),
    });
  }
  if (before === undefined)
    return work.report({
      ...draft,
      rule: "COMMAND_WIDENED",
      message: `${name} has the new parameter ${path}, which callers of the older version may leave out`,
    });
  const relation = relate(before.type, param.type, work);
  const condition = compareConditions(before.where, param.where);
  const lacking = refusedIn(relation, work);
  if (relation.kind === "version" && lacking !== undefined)
    return work.report({
      ...draft,
      rule: "COMMAND_PARAMETER_NARROWED",
      message: `${path} of ${name} holds version ${String(relation.to)} of ${shortOf(relation.ref)} and not ${String(relation.from)} any more, and ${lacking}: what callers of the older version give is refused; pending sends that are stored are brought to version ${String(relation.to)}`,
    });
  if ((!isWidening(relation) && relation.kind !== "version") || !["same", "looser"].includes(condition))
    return work.report({
      ...draft,
      rule: "COMMAND_PARAMETER_NARROWED",
      message: `${path} of ${name} takes ${param.type}${param.where === undefined ? "" : ` where ${param.where}`} and not ${before.type}${before.where === undefined ? "" : ` where ${before.where}`} any more: what ${callers} give may be refused`,
    });
  if (relation.kind !== "same" && relation.kind !== "version")
    work.report({
      ...draft,
      rule: "COMMAND_WIDENED",
      message: `${path} of ${name} takes ${param.type}, more than ${before.type} before: what callers of the older version give is taken`,
    });
  else if (condition === "looser")
    work.report({
      ...draft,
      rule: "COMMAND_WIDENED",
      message: `${path} of ${name} has a looser condition: what callers of the older version give is taken`,
    });
  else if (before.default !== param.default && before.default !== undefined)
    work.report({
      ...draft,
      rule: "COMMAND_PARAMETER_NARROWED",
      forward: "danger",
      message: `${path} of ${name} is ${param.default ?? "none"} where it is left out, and was ${before.default}: callers of the older version that leave it out mean the old one`,
    });
}

/** Why a caller who gives the older version of a value or entity is refused, as input has no version of its own. */
function refusedIn(relation: Relation, work: Work): string | undefined {
  if (relation.kind !== "version") return undefined;
  const { ref, from, to } = relation;
  const before = versionOf(work.old.shapes.get(ref) ?? { versions: [] }, from)?.fields ?? [];
  const after = versionOf(work.now.shapes.get(ref) ?? { versions: [] }, to)?.fields ?? [];
  const reasons = fieldChanges(before, after, [], work).flatMap((change): readonly string[] => {
    const { name } = change.field;
    switch (change.kind) {
      case "added":
        return mayBeLeftOut(change.field) ? [] : [`${name} is required`];
      case "removed":
        return [`${name} is not known`];
      case "type": {
        const inner = refusedIn(change.relation, work);
        if (change.relation.kind === "version") return inner === undefined ? [] : [`in its ${name} ${inner}`];
        return isWidening(change.relation) ? [] : [`${name} is ${change.field.type}`];
      }
      case "condition":
        return change.change === "looser" ? [] : [`${name} has another condition`];
      default:
        return [];
    }
  });
  return reasons.length === 0 ? undefined : listed(reasons);
}

/** Input that lacks it gets a value all the same. */
const mayBeLeftOut = (field: FieldFacts): boolean =>
  field.default !== undefined || isOptional(field) || /\[\]$|^set<|^map</.test(field.type);
