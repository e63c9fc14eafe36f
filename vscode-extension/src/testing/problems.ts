/** Finds problems in the output of a task by the patterns of package.json, as editors do: line after line. */
import { manifest, type Pattern } from "./manifest.js";

export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly severity?: string;
  readonly code?: string;
}

const { problemPatterns, problemMatchers } = manifest.contributes;

/** `matcher`: as tasks name it, `$esdl`. */
export function problemsIn(output: string, matcher: string): readonly Problem[] {
  const { pattern } = matcherNamed(matcher);
  const patterns = problemPatterns.find(({ name }) => `$${name}` === pattern)?.patterns ?? [];
  const lines = output.split("\n");
  return lines.flatMap((_, at) => {
    const matches = patterns.map(({ regexp }, index) => new RegExp(regexp).exec(lines[at + index] ?? ""));
    return matches.every((match) => match !== null) ? [problem(patterns, matches)] : [];
  });
}

export function matcherNamed(name: string): (typeof problemMatchers)[number] {
  const found = problemMatchers.find((matcher) => `$${matcher.name}` === name);
  if (found === undefined) throw new Error(`There is no problem matcher ${name}`);
  return found;
}

function problem(patterns: readonly Pattern[], matches: readonly RegExpExecArray[]): Problem {
  const part = (key: keyof Omit<Pattern, "regexp">): string | undefined => {
    for (const [index, pattern] of patterns.entries()) {
      const group = pattern[key];
      if (group !== undefined) return matches[index]?.[group];
    }
    return undefined;
  };
  const [severity, code] = [part("severity"), part("code")];
  return {
    file: part("file") ?? "",
    line: Number(part("line")),
    column: Number(part("column")),
    message: part("message") ?? "",
    ...(severity === undefined ? {} : { severity }),
    ...(code === undefined ? {} : { code }),
  };
}
