/** Waiting until things are quiet. */

export interface Settled {
  (about?: string): void;
  dispose(): void;
}

/**
 * Calls `work` once nobody has called for some milliseconds: with what all the calls were about, or without it where they
 * were about several things.
 */
export function settled(milliseconds: number, work: (about?: string) => void): Settled {
  let timer: NodeJS.Timeout | undefined;
  const named = new Set<string | undefined>();
  const soon = (about?: string): void => {
    named.add(about);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const [only, ...others] = named;
      named.clear();
      work(others.length === 0 ? only : undefined);
    }, milliseconds);
  };
  return Object.assign(soon, {
    dispose: () => {
      clearTimeout(timer);
    },
  });
}
