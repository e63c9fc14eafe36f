/** Enums: members that came, went and were renamed. */
import { type EnumFacts, latest, versionOf } from "../facts/facts.js";
import { shortOf } from "../text/local.js";
import { clauseOf } from "./clause.js";
import { compareDocs } from "./docs.js";
import { listed, pasteInto, touchedBy, type Work } from "./work.js";

export function compareEnum(work: Work, old: EnumFacts, now: EnumFacts): void {
  const uses = work.uses.get(now.ref) ?? [];
  const name = shortOf(now.ref);
  const versions = { old: old.versions.length, now: now.versions.length };
  const base = { subject: now.ref, versions, uses, touches: touchedBy(work, uses) };
  compareDocs(work, old, now);
  for (const { version, steps = [] } of old.versions.slice(1)) {
    const written = versionOf(now, version);
    if (written !== undefined && [...(written.steps ?? [])].sort().join() === [...steps].sort().join())
      continue;
    const clause = clauseOf(version, steps);
    const place = work.places.now.span(now.ref, `@${String(version)}`);
    work.report({
      ...base,
      rule: written === undefined ? "RELEASED_CLAUSE_REMOVED" : "RELEASED_CLAUSE_EDITED",
      at: `@${String(version)}`,
      message: `Version ${String(version)} of ${name} was released with another clause: members that are stored since version ${String(version - 1)} would be read as something else`,
      change: [String(version), ...steps],
      clause,
      paste: pasteInto(
        clause,
        `Take back version ${String(version)} as it was released`,
        place ?? work.places.now.span(now.ref),
        place === undefined ? "into" : "replace",
      ),
    });
    return;
  }
  const released = latest(old);
  const computed = versionOf(now, released.version)?.members ?? [];
  const gone = released.members.filter((member) => !computed.includes(member));
  const came = computed.filter((member) => !released.members.includes(member));
  if (gone.length > 0) {
    const next = released.version + 1;
    const steps = goneSteps(gone, came, latest(now).members);
    const exists = versionOf(now, next);
    const clause = clauseOf(next, [...(exists?.steps ?? []), ...steps]);
    const span = exists === undefined ? undefined : work.places.now.span(now.ref, `@${String(next)}`);
    work.report({
      ...base,
      rule: "SHAPE_CHANGED_WITHOUT_VERSION",
      message: `${listed(gone)} of ${name} was released and is no member any more: stored events that hold it could not be read`,
      change: gone,
      clause,
      paste: pasteInto(
        clause,
        `${exists === undefined ? "Add" : "Complete"} version ${String(next)}`,
        span ?? work.places.now.span(now.ref),
        span === undefined ? "into" : "replace",
      ),
    });
    return;
  }
  compareMembers(work, old, now, base);
}

function goneSteps(
  gone: readonly string[],
  came: readonly string[],
  members: readonly string[],
): readonly string[] {
  const [from] = gone;
  const [to] = came;
  if (from !== undefined && to !== undefined && gone.length === 1 && came.length === 1)
    return [`rename ${from} to ${to}`];
  return gone.map((member) => `remove ${member} as ${members[0] ?? member}`);
}

function compareMembers(
  work: Work,
  old: EnumFacts,
  now: EnumFacts,
  base: Pick<Parameters<Work["report"]>[0], "subject" | "versions" | "uses" | "touches">,
): void {
  const name = shortOf(now.ref);
  const consumers = `consumers that were built on ${latest(old).members.length === 1 ? "its one member" : `its ${String(latest(old).members.length)} members`}`;
  const steps = now.versions.slice(latest(old).version).flatMap(({ steps: own = [] }) => own);
  const before = new Set(latest(old).members);
  const renamed = new Set<string>();
  for (const step of steps) {
    const [kind, from = "", , to = ""] = step.split(" ");
    if (kind === "rename") {
      renamed.add(to);
      work.report({
        ...base,
        rule: "ENUM_MEMBER_RENAMED",
        path: to,
        forward: "downcast",
        message: `${from} of ${name} is called ${to} now: stored events are read under the new name, and ${consumers} do not know it, unless a downcaster gives the old one back`,
        change: [from, to],
      });
    } else
      work.report({
        ...base,
        rule: "ENUM_MEMBER_REMOVED",
        path: from,
        at: `@${String(latest(now).version)}`,
        message: `${from} of ${name} is gone: stored events that hold it are read as ${to}`,
        change: [from, to],
      });
  }
  for (const member of latest(now).members)
    if (!before.has(member) && !renamed.has(member))
      work.report({
        ...base,
        rule: "ENUM_MEMBER_ADDED",
        path: member,
        message: `${member} of ${name} is new: no stored event holds it, and ${consumers} do not know it`,
        change: [member],
      });
}
