/** What a model may be compared with, in the order in which it is likely to be meant. */

export interface Ref {
  readonly name: string;
  readonly kind: "branch" | "remote" | "tag";
}

export interface Known {
  /** Whether a release is recorded beside the model. */
  readonly hasLock: boolean;
  readonly refs: readonly Ref[];
  /** The branch that is checked out. */
  readonly current?: string | undefined;
  /** What was chosen last. */
  readonly last?: string | undefined;
}

export interface Choice {
  readonly label: string;
  readonly description: string;
  /** As the server takes it: a git ref or a path; empty for the lock. */
  readonly against: string;
}

const lock: Choice = { label: "esdl.lock", description: "the last release", against: "" };
const head: Choice = { label: "HEAD", description: "what is not committed yet", against: "HEAD" };

/** Branches that others are merged into, most often. */
const trunks = ["main", "master", "trunk", "develop"];

const kinds: Readonly<Record<Ref["kind"], string>> = {
  branch: "branch",
  remote: "remote branch",
  tag: "tag",
};

/** The first one is what is most likely meant: what was chosen last, else the release, else the trunk. */
export function choicesFor({ hasLock, refs, current, last }: Known): readonly Choice[] {
  const named = refs.map(({ name, kind }) => ({ label: name, description: kinds[kind], against: name }));
  const isTrunk = ({ label }: Choice): boolean =>
    label !== current && trunks.includes(label.slice(label.indexOf("/") + 1));
  const all = [
    ...(hasLock ? [lock] : []),
    ...named.filter(isTrunk),
    head,
    ...named.filter((choice) => !isTrunk(choice) && choice.label !== current),
  ];
  const first = last === undefined ? undefined : (all.find(({ against }) => against === last) ?? typed(last));
  return first === undefined ? all : [first, ...all.filter((choice) => choice.against !== first.against)];
}

/** A ref or path that a person wrote. */
export const typed = (text: string): Choice => ({
  label: text,
  description: "a git ref, a folder, or a file",
  against: text,
});

/** With what is being written, where it is none of them. */
export function choicesWith(choices: readonly Choice[], text: string): readonly Choice[] {
  const wanted = text.trim();
  return wanted === "" || choices.some(({ label }) => label === wanted)
    ? choices
    : [...choices, typed(wanted)];
}
