/** The settings of the section `esdl`, as editors send them. */

export interface Settings {
  readonly inlayHints: { readonly types: boolean; readonly parameterNames: boolean };
  readonly codeLens: { readonly references: boolean; readonly scenarios: boolean };
  readonly scenarios: { readonly run: "onType" | "onSave" | "off" };
}

export const defaults: Settings = {
  inlayHints: { types: true, parameterNames: true },
  codeLens: { references: true, scenarios: true },
  scenarios: { run: "onType" },
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What was sent over the defaults; what has the wrong kind is left out. */
export function settingsOf(sent: unknown): Settings {
  const merge = <T>(fallback: T, given: unknown): T => {
    if (isRecord(fallback))
      return Object.fromEntries(
        Object.entries(fallback).map(([key, value]) => [
          key,
          merge(value, isRecord(given) ? given[key] : undefined),
        ]),
      ) as T;
    return typeof given === typeof fallback ? (given as T) : fallback;
  };
  const settings = merge(defaults, sent);
  return isWhen(settings.scenarios.run) ? settings : { ...settings, scenarios: defaults.scenarios };
}

const isWhen = (text: string): boolean => ["onType", "onSave", "off"].includes(text);
