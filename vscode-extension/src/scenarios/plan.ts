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

/** How all scenarios went last, and what of it has been shown. */
export interface Outcomes {
  /** How those of a file went, as the server tells it. */
  setFile(uri: string, results: readonly TestedScenario[]): void;
  /** How some went that were asked for, and are shown already. */
  shown(results: readonly TestedScenario[]): void;
  /**
   * Those that are listed, where one of them went otherwise than was shown, or fails somewhere else; they count as shown then.
   */
  take(isListed: (scenario: Named) => boolean): readonly TestedScenario[] | undefined;
}

export function createOutcomes(): Outcomes {
  const files = new Map<string, ReadonlyMap<string, TestedScenario>>();
  const shown = new Map<string, string>();
  const textOf = ({ status, message, failureRange }: TestedScenario): string =>
    JSON.stringify([status, message, failureRange]);
  const show = (results: readonly TestedScenario[]): void => {
    for (const result of results) shown.set(keyOf(result), textOf(result));
  };
  const byKey = (results: readonly TestedScenario[]) =>
    new Map(results.map((result) => [keyOf(result), result]));
  return {
    setFile: (uri, results) => {
      files.set(uri, byKey(results));
    },
    shown: (results) => {
      for (const [uri, some] of byFile(results))
        files.set(uri, new Map([...(files.get(uri) ?? []), ...byKey(some)]));
      show(results);
    },
    take: (isListed) => {
      const all = [...files.values()].flatMap((ofFile) => [...ofFile.values()]).filter(isListed);
      if (all.every((result) => shown.get(keyOf(result)) === textOf(result))) return undefined;
      show(all);
      return all;
    },
  };
}
