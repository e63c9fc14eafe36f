/**
 * A model while it is being written: what editors ask of it. One file is understood at a time, on the names and types that
 * all files declare, so that a keystroke costs what its file costs.
 */
import type { AstNode, Reference } from "langium";
import type { Checked, SourceFile } from "../check-files.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Locator } from "../diagnostics/locate.js";
import type { Slot, Binding as ArgumentBinding } from "../elaborate/arguments.js";
import type { Env } from "../elaborate/environment.js";
import type { BodyRules } from "../elaborate/statements.js";
import type * as ast from "../generated/ast.js";
import type { Type } from "../model/index.js";
import type { Names, Target } from "../names/api.js";
import type { Signatures } from "../signatures/api.js";

/**
 * One parsed file. A new text makes a new one; its tree is never changed. Where its syntax is wrong (`problems`), the holes
 * of the tree are filled (`MissingExpr`, empty names).
 */
export type ProjectFile = SourceFile;

/** The files of a model. Pure: nothing is read from anywhere. */
export interface Project {
  readonly files: ReadonlyMap<string, ProjectFile>;
  /** Adds a file or replaces its text. */
  set(path: string, text: string): void;
  remove(path: string): void;
  /** What a file says and means, as the files are now; undefined for a path that is not there. Kept until a file changes. */
  analyse(path: string): Analysis | undefined;
  /**
   * As `analyse`, of the file with another text: the project stays as it is. For completion, which puts a name where the
   * caret is and asks what could stand there. With an offset, only the declaration around it is looked into, and not judged.
   */
  probe(path: string, text: string, offset?: number): Analysis;
  /** Another project with the same files, to be changed by itself; what was parsed is not parsed again. */
  fork(): Project;
  /**
   * The check of the whole model, the same as `checkModel`: each step takes some milliseconds, so that others can be
   * served in between. It goes by the files as they are at its first step.
   */
  check(): Generator<undefined, Checked>;
}

/** What one file means. Other files' trees are those of the project at that time. */
export interface Analysis {
  readonly file: ProjectFile;
  /** What all files declare. `names.resolutions` knows what stands in this file, and in those that were analysed with it. */
  readonly names: Names;
  readonly signatures: Signatures;
  readonly locate: Locator;
  /**
   * What is wrong in this file: its syntax; if that is sound, and that of the files whose contexts it can see, all else that
   * can be seen from it. `Project.check` says the rest: what only shows when all is looked at (calls in circles).
   */
  readonly diagnostics: readonly Diagnostic[];
  /** False where the syntax of this file, or of one whose context it can see, is wrong: `diagnostics` says nothing else then. */
  readonly isJudged: boolean;
  /** What a name in this file means; undefined for one that means nothing. */
  targetOf(name: Reference): Target | undefined;
  readonly observed: Observed;
}

/** What the elaborator saw in one file, by the nodes of its tree. In a damaged file as much as could be made out. */
export interface Observed {
  /** The types of expressions, locals and the variables of loops. */
  readonly types: ReadonlyMap<AstNode, Type>;
  readonly expressions: ReadonlyMap<AstNode, Seen>;
  /** Each statement with what it can see: its own locals come after it. */
  readonly statements: ReadonlyMap<ast.Statement, SeenBody>;
  /** Each body (of commands, `on` clauses, handlers, `if` and `for`), with what its first statement can see. */
  readonly blocks: ReadonlyMap<ast.Block, SeenBody>;
  /** What each list of arguments is to fill. */
  readonly args: ReadonlyMap<ast.Arguments, SeenArguments>;
}

/** What an expression can see, and the type that is expected of it, where one is. */
export interface Seen {
  readonly env: Env;
  readonly expected?: Type | undefined;
}

/** What a body can see, and what it may hold. */
export interface SeenBody {
  readonly env: Env;
  readonly rules: BodyRules;
}

/** What a list of arguments can see, and what they fill. */
export interface SeenArguments {
  readonly env: Env;
  readonly slots: readonly Slot[];
  readonly binding: ArgumentBinding;
}

/** Something that was written for a property of a node: a name, literal, reference or flag. */
export interface TreeLeaf {
  readonly node: AstNode;
  readonly property: string;
  readonly start: number;
  readonly end: number;
  /** The reference that was read there, if it is one. */
  readonly reference?: Reference;
}

/** A place in a tree: the innermost node around an offset, and what was written for a property of it there. */
export interface TreePlace {
  readonly node: AstNode;
  readonly leaf?: TreeLeaf;
}
