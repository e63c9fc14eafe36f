/** What package.json says of the extension, as far as tests look at it. */
import { readFileSync } from "node:fs";

interface MenuItem {
  readonly command?: string;
  readonly when?: string;
}

export interface Pattern {
  readonly regexp: string;
  readonly file?: number;
  readonly line?: number;
  readonly column?: number;
  readonly severity?: number;
  readonly code?: number;
  readonly message?: number;
}

export interface Matcher {
  readonly name: string;
  readonly pattern: string;
  readonly background?: { readonly beginsPattern: string; readonly endsPattern: string };
}

export interface Manifest {
  readonly main: string;
  readonly icon: string;
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly languages: readonly {
      readonly id: string;
      readonly configuration: string;
      readonly icon: Readonly<Record<string, string>>;
    }[];
    readonly grammars: readonly { readonly path: string; readonly scopeName: string }[];
    readonly snippets: readonly { readonly path: string }[];
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category: string;
      readonly enablement?: string;
    }[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly configuration: {
      readonly properties: Readonly<
        Record<
          string,
          {
            readonly default: unknown;
            readonly enum?: readonly string[];
            readonly markdownDescription?: string;
            readonly markdownEnumDescriptions?: readonly string[];
          }
        >
      >;
    };
    readonly taskDefinitions: readonly {
      readonly type: string;
      readonly properties: Readonly<Record<string, { readonly enum?: readonly string[] }>>;
    }[];
    readonly problemPatterns: readonly { readonly name: string; readonly patterns: readonly Pattern[] }[];
    readonly problemMatchers: readonly Matcher[];
    readonly walkthroughs: readonly {
      readonly steps: readonly {
        readonly id: string;
        readonly description: string;
        readonly media: Readonly<Record<string, string>>;
        readonly completionEvents?: readonly string[];
      }[];
    }[];
  };
}

/** Of a file of the extension. */
export const fileOf = (path: string): URL => new URL(`../../${path}`, import.meta.url);

export const readJson = (path: string): unknown => JSON.parse(readFileSync(fileOf(path), "utf8"));

export const manifest = readJson("package.json") as Manifest;
