/** The gate: which findings fail in a mode, which are suppressed, and what changed of the gate itself. */
import { type Facts, latest, versionOf } from "./facts/facts.js";
import type { Finding } from "./diff/finding.js";
import { placesInLock } from "./diff/places.js";
import { fieldChanges } from "./diff/fields.js";
import { type Draft, findingOf } from "./diff/work.js";
import { shortOf } from "./text/local.js";
import { rules, type Verdict } from "./rules/index.js";
import { worse } from "./rules/rule.js";

/** What can count as a break, as `compatibility` in a configuration and `--mode` have it. */
export const modes = [
  "backward",
  "backward-transitive",
  "forward",
  "forward-transitive",
  "full",
  "full-transitive",
  "none",
] as const;
/** `backward`: the new model reads what is stored. `forward`: consumers of the older one read what is new. */
export type Mode = (typeof modes)[number];

/** Whether a mode compares with every released version, and not only with the last. */
export const isTransitive = (mode: Mode): boolean => mode.endsWith("-transitive");

/** What a mode looks at. */
const sidesOf = (mode: Mode) => ({
  backward: /^(backward|full)/.test(mode),
  forward: /^(forward|full)/.test(mode),
  transitive: isTransitive(mode),
});

/** The verdict of a finding under a mode; under `none`, of what counts in every mode. */
export function verdictIn(mode: Mode, { backward, forward, enforced }: Finding): Verdict {
  const looks = sidesOf(mode);
  const all = enforced || mode === "none" ? worse(backward, forward) : "ok";
  return worse(
    worse(looks.backward ? backward : "ok", looks.forward ? forward : "ok"),
    enforced ? all : "ok",
  );
}

/** The code with which check, compile and lock refuse a change of what was released; undefined where they let it pass. */
export function refusalOf({ rule, enforced, backward }: Finding): string | undefined {
  // A clause that says what becomes of stored data mends what would be a break otherwise.
  return enforced || backward === "break" ? rules[rule].code : undefined;
}

/** The acknowledgement of a finding, as `esdl.config.json` has it. */
export interface Suppression {
  /** The fingerprint of the finding. */
  readonly finding: string;
  /** Why it may pass. */
  readonly reason: string;
  /** The last day on which it counts, `YYYY-MM-DD`. */
  readonly until: string;
}

/** A finding with what the gate makes of it. */
export interface Judged extends Finding {
  /** In the mode at hand. */
  readonly verdict: Verdict;
  /** Whether it fails the comparison. */
  readonly fails: boolean;
  /** The suppression that acknowledges it. */
  readonly suppressed?: Suppression;
}

/** What decides which findings fail. */
export interface Gate {
  /** What counts as a break. */
  readonly mode: Mode;
  /** Findings that were acknowledged. */
  readonly suppressions: readonly Suppression[];
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** The configuration, as findings about suppressions name it. */
  readonly config: string;
}

/** A break fails; so does what counts in every mode, until a suppression acknowledges it. */
export function judge(findings: readonly Finding[], gate: Gate): readonly Judged[] {
  const used = new Set<Suppression>();
  const judged = findings.map((finding): Judged => {
    const verdict = verdictIn(gate.mode, finding);
    const suppression = gate.suppressions.find((one) => one.finding === finding.fingerprint);
    if (suppression !== undefined) used.add(suppression);
    const valid = suppression !== undefined && suppression.until >= gate.today;
    const counts = verdict === "break" || (finding.enforced && verdict === "danger");
    return {
      ...finding,
      verdict,
      fails: counts && !valid,
      ...(valid ? { suppressed: suppression } : {}),
    };
  });
  const about = gate.suppressions.flatMap((suppression): readonly Judged[] => {
    const expired = suppression.until < gate.today;
    if (used.has(suppression) && !expired) return [];
    const rule = used.has(suppression) ? "SUPPRESSION_EXPIRED" : "SUPPRESSION_UNUSED";
    const finding = gateFinding(gate.config, {
      rule,
      subject: suppression.finding,
      message: used.has(suppression)
        ? `The suppression of ${suppression.finding} ended on ${suppression.until}, so its finding counts again`
        : `The suppression of ${suppression.finding} names no finding: what it silenced is gone, or was never there`,
      change: [suppression.until],
    });
    return [{ ...finding, verdict: finding.backward, fails: false }];
  });
  return [...judged, ...about];
}

const gateFinding = (file: string, draft: Draft): Finding => {
  const places = placesInLock(file, new Map([[draft.subject, 1]]));
  return findingOf({ places: { old: placesInLock(file, new Map()), now: places } }, draft);
};

/** The gate of one side of a comparison. */
export interface GateState {
  /** What counts as a break. */
  readonly mode: Mode;
  /** Findings that were acknowledged. */
  readonly suppressions: readonly Suppression[];
  /** Absent when there is no lock, or one that cannot be read. */
  readonly lock?: Facts | undefined;
  /** The configuration, as findings about suppressions name it. */
  readonly config: string;
  /** The lock, as findings about it name it. */
  readonly lockFile: string;
}

/** What the change does to the gate itself. */
export function compareGates(old: GateState, now: GateState): readonly Finding[] {
  const [before, after] = [sidesOf(old.mode), sidesOf(now.mode)];
  const lost = (["backward", "forward", "transitive"] as const).filter(
    (side) => before[side] && !after[side],
  );
  const lowered =
    lost.length === 0
      ? []
      : [
          gateFinding(now.config, {
            rule: "MODE_LOWERED",
            subject: "compatibility",
            message: `The mode was ${old.mode} and is ${now.mode}: changes pass from now on that would have been refused`,
            change: [old.mode, now.mode],
          }),
        ];
  const added = now.suppressions
    .filter(
      ({ finding, until }) => !old.suppressions.some((one) => one.finding === finding && one.until >= until),
    )
    .map(({ finding, reason, until }) =>
      gateFinding(now.config, {
        rule: "SUPPRESSION_ADDED",
        subject: finding,
        message: `The finding ${finding} is suppressed until ${until}: ${reason}`,
        change: [until, reason],
      }),
    );
  return [
    ...lowered,
    ...added,
    ...(old.lock === undefined ? [] : compareLocks(old.lock, now.lock, now.lockFile)),
  ];
}

/** Released versions that a lock knew, and the later one does not know or knows otherwise. */
function compareLocks(old: Facts, now: Facts | undefined, lockFile: string): readonly Finding[] {
  const report = (subject: string, message: string): Finding =>
    gateFinding(lockFile, { rule: "LOCK_EDITED", subject, message, change: [message] });
  if (now === undefined)
    return [
      report(lockFile, "esdl.lock is gone or cannot be read: nothing is compared with what was released"),
    ];
  return [...old.shapes.values()].flatMap((shape) => {
    const after = now.shapes.get(shape.ref);
    const name = shortOf(shape.ref);
    // Values and entities may go when nothing holds them; events are stored for ever.
    if (after === undefined)
      return shape.kind === "event" &&
        ![...now.shapes.values()].some((one) => one.formerly.includes(name.split(".").at(-1) ?? ""))
        ? [report(shape.ref, `esdl.lock knew ${name} and does not any more, though its events are stored`)]
        : [];
    const forgotten = shape.versions.find(({ version, fields, steps = [] }) => {
      const recorded = versionOf(after, version);
      if (recorded === undefined || (recorded.steps ?? []).join() !== steps.join()) return true;
      const changes = fieldChanges(fields, recorded.fields, [], { old, now });
      const isLast = version === latest(shape).version;
      return changes.some(({ kind }) => kind === "removed" || (!isLast && kind !== "default"));
    });
    return forgotten === undefined
      ? []
      : [
          report(
            shape.ref,
            `esdl.lock knew another version ${String(forgotten.version)} of ${name} than it does now, though its events are stored`,
          ),
        ];
  });
}
