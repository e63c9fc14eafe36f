/** What the server is asked to run, and what is told of how it went: plain data. */
import type { ListedScenario, TestedScenario, Wanted } from "../protocol.js";

export type Named = Pick<ListedScenario, "uri" | "name">;

/** One text for one scenario. */
export const keyOf = ({ uri, name }: Named): string => `${uri}\n${name}`;

export function byFile<T extends Named>(scenarios: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const files = new Map<string, T[]>();
  for (const scenario of scenarios) {
    const ofFile = files.get(scenario.uri);
    if (ofFile === undefined) files.set(scenario.uri, [scenario]);
    else ofFile.push(scenario);
  }
  return files;
}

/**
 * The requests that run `chosen` of `all`: one for everything, one for whole files, and one for each file of which some are
 * chosen, since names are those of a file.
 */
export function requestsFor(chosen: readonly Named[], all: readonly Named[]): readonly Wanted[] {
  const ofAll = byFile(all);
  const files = [...byFile(chosen)].map(([uri, some]) => ({
    uri,
    names: some.map(({ name }) => name),
    isWhole: some.length === ofAll.get(uri)?.length,
  }));
  const whole = files.filter(({ isWhole }) => isWhole).map(({ uri }) => uri);
  if (whole.length === ofAll.size && whole.length > 0) return [{}];
  return [
    ...(whole.length > 0 ? [{ uris: whole }] : []),
    ...files.filter(({ isWhole }) => !isWhole).map(({ uri, names }) => ({ uris: [uri], names })),
  ];
}

/** What a failure says: both sides apart where something was compared, since editors show what differs. */
export interface Told {
  readonly text: string;
  readonly sides?: { readonly expected: string; readonly actual: string };
}

export function toldOf({ message = "It failed", expected, actual }: TestedScenario): Told {
  if (expected === undefined && actual === undefined) return { text: message };
  return {
    text: message.split("\n\n")[0] ?? message,
    sides: { expected: (expected ?? []).join("\n"), actual: (actual ?? []).join("\n") },
  };
}

/** Remembers how scenarios went, so that only what is new is shown. */
export function createMemory(): {
  /** Those that went otherwise than before, or somewhere else. */
  fresh(results: readonly TestedScenario[]): readonly TestedScenario[];
} {
  const known = new Map<string, string>();
  return {
    fresh: (results) =>
      results.filter((result) => {
        const now = JSON.stringify([result.status, result.message, result.failureRange ?? null]);
        if (known.get(keyOf(result)) === now) return false;
        known.set(keyOf(result), now);
        return true;
      }),
  };
}
