/** What of a model is written by hand: external functions and external commands, an object of each per context. */
import type { Context, Field, Model } from "@esdl/language/model";
import { localName } from "../names/index.js";
import { externalStepName, externalStepsOf } from "../typescript/external-steps.js";
import { symbolsOf, type Symbols } from "../typescript/symbols.js";

/** A file for a person to write. */
export interface Scaffold {
  /** Below the folder of hand-written parts, with `/`. */
  readonly path: string;
  /** The context's name. */
  readonly context: string;
  /** The context's folder in the package, whose index has the types. */
  readonly folder: string;
  /** What it is to export. */
  readonly objects: readonly ScaffoldObject[];
}

/** A constant that holds functions. */
export interface ScaffoldObject {
  /** Its name. */
  readonly name: "externals" | "externalCommands";
  /** The type, in the context's package, that it has to have. */
  readonly type: "Externals" | "ExternalCommands";
  /** What it is for, as its comment says. */
  readonly doc: string;
  /** Its functions, in the order of the model. */
  readonly members: readonly ScaffoldMember[];
}

/** A function that a person writes. */
export interface ScaffoldMember {
  /** Its name: that of the external function or command. */
  readonly name: string;
  /** Names of parameters as TypeScript has them. */
  readonly params: readonly string[];
  /** Its doc comment in the model. */
  readonly doc?: string;
}

/** The files that a model asks a person for; none for a context without external functions and commands. */
export function scaffoldsOf(model: Model): readonly Scaffold[] {
  const symbols = symbolsOf(model);
  return model.contexts.flatMap((context) => {
    const objects = [functionsOf(context, symbols), commandsOf(context)].filter(
      ({ members }) => members.length > 0,
    );
    if (objects.length === 0) return [];
    const folder = symbols.names.folder(context.name);
    return [{ path: `${folder}.ts`, context: context.name, folder, objects }];
  });
}

function functionsOf(context: Context, symbols: Symbols): ScaffoldObject {
  const { name, functions } = context;
  const steps = externalStepsOf(context).map((step) => ({
    name: externalStepName(step, symbols),
    params: ["old", "meta"],
    doc: `Brings ${step.evolving.name} from version ${String(step.version - 1)} to version ${String(step.version)}.`,
  }));
  const declared = functions.filter(({ external }) => external);
  return {
    name: "externals",
    type: "Externals",
    doc: `The external functions of ${name}: pure, for \`createApp({ …, externals: { ${name}: externals } })\`.`,
    members: [
      ...declared.map(({ name: of, params, doc }) => ({
        name: of,
        params: parametersOf(params),
        ...documented(doc),
      })),
      ...steps,
    ],
  };
}

function commandsOf({ name, externalCommands }: Context): ScaffoldObject {
  return {
    name: "externalCommands",
    type: "ExternalCommands",
    doc: `What carries out the external commands of ${name}. One that comes again has the same idempotency key.`,
    members: externalCommands.map(({ name: of, doc }) => ({
      name: of,
      params: ["input", "context"],
      ...documented(doc),
    })),
  };
}

/** The names that the generated interface gives them. */
const parametersOf = (params: readonly Field[]): readonly string[] =>
  params.map(({ name }) => localName(name));

const documented = (doc: string | undefined): { readonly doc?: string } => (doc === undefined ? {} : { doc });
