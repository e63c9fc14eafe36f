/** Why the writer refuses, and what a person can do then. */

/**
 * Why nothing was written.
 * - `edited`: a generated file that was changed by hand since;
 * - `foreign`: a file that we did not make stands where one of ours should;
 * - `path`: an emitted path is not allowed, or two are one where case is ignored;
 * - `kind`: a symbolic link, a folder or a device stands in the way;
 * - `folder`: the output folder or its manifest cannot be used;
 * - `access`: the system does not let us write there.
 */
export type RefusalReason = "edited" | "foreign" | "path" | "kind" | "folder" | "access";

/** Why a file cannot be written, and what to do. */
export interface Refusal {
  /** The kind of reason. */
  readonly reason: RefusalReason;
  /** Relative to the output folder, with `/`; absolute for `folder`. */
  readonly path: string;
  /** What is wrong, in a sentence. */
  readonly message: string;
  /** What to do. */
  readonly help: string;
}

export function edited(path: string, what: "overwritten" | "deleted"): Refusal {
  return {
    reason: "edited",
    path,
    message: `\`${path}\` was generated and then edited by hand; it would be ${what}`,
    help: "Move what you changed to a file of your own, then delete this one or restore it. Or give `--force` to lose the changes.",
  };
}

export function foreign(path: string): Refusal {
  return {
    reason: "foreign",
    path,
    message: `\`${path}\` would be overwritten, but esdl did not make it`,
    help: "Move it away, or choose another output folder. If esdl made it and its manifest was lost, delete it.",
  };
}

/** What stands where a file of ours should be, or a folder on the way to it. */
export interface Obstacle {
  readonly path: string;
  /** `path` itself, or the folder. */
  readonly at: string;
  readonly what: "a symbolic link" | "a folder" | "not a folder" | "not a file";
}

/** One refusal for each thing that stands in the way, however many files it keeps from their places. */
export function inTheWay(obstacles: readonly Obstacle[]): readonly Refusal[] {
  const groups = new Map<string, { readonly first: Obstacle; more: number }>();
  for (const obstacle of obstacles) {
    const group = groups.get(obstacle.at);
    if (group === undefined) groups.set(obstacle.at, { first: obstacle, more: 0 });
    else group.more++;
  }
  return [...groups.values()].map(({ first, more }) => obstructed(first, more));
}

function obstructed({ path, at, what }: Obstacle, more: number): Refusal {
  const others = more === 0 ? "" : ` and ${String(more)} more ${more === 1 ? "file" : "files"}`;
  const place = path === at ? `\`${path}\`` : `\`${at}\`, on the way to \`${path}\`${others},`;
  return {
    reason: "kind",
    path,
    message: `${place} is ${what}; esdl writes regular files in real folders`,
    help: "Move it away, or choose another output folder.",
  };
}

export function noAccess(path: string, at: string): Refusal {
  return {
    reason: "access",
    path,
    message: `The system does not let esdl ${path === at ? `read \`${path}\`` : `change the folder \`${at}\` for \`${path}\``}`,
    help: "Change its permissions, or choose another output folder.",
  };
}
