/**
 * What an emitter is. Ours use this interface and nothing else, and so can yours: data in, text out. An emitter neither
 * reads nor writes files, and gives the same text for the same model on every machine.
 */
import type { Model, Span } from "@esdl/language/model";

/** What emitters are told besides the model. */
export interface EmitOptions {
  /** The name in the generated package.json. */
  readonly packageName: string;
  /** `ts`: sources in `src/`. `js` besides: JavaScript and declarations in `dist/`, made from the sources. */
  readonly emit: readonly ("ts" | "js")[];
  /**
   * The way from the output folder to the folder that `Model.files` are relative to, with `/` (`..`, `../../model`).
   * Only declaration maps need it, to point into the model.
   */
  readonly modelRoot: string;
}

/** A place in an emitted text that stands for a place in the model: tools lead from the one to the other. */
export interface Link {
  /** Line of the emitted text, from 1. */
  readonly line: number;
  /** Column of the emitted text where the name begins, from 1, in UTF-16 units. */
  readonly column: number;
  /** The name in the model: its `nameSpan`. */
  readonly span: Span;
}

/** A file of the generated package. */
export interface EmittedFile {
  /** Relative to the output folder, with `/`; made of names from `packageNames`. */
  readonly path: string;
  /** Lines end in `\n`; the last one too. */
  readonly text: string;
  /**
   * Of the names that the file declares, in any order. TypeScript files only. A link at the very beginning is for the
   * file as a module, where `export * as Name` of it leads to.
   */
  readonly links?: readonly Link[];
}

/** A reason why a model cannot be turned into files, at a place in the model. */
export interface Finding {
  /** What is wrong, in a sentence. */
  readonly message: string;
  /** Where, in the model; absent where it has no place. */
  readonly span?: Span;
  /** What to do about it. */
  readonly help: string;
}

/** Turns a checked model into files. `emit` is pure. */
export interface Emitter {
  /** Named in messages: `typescript`, `mermaid`. */
  readonly name: string;
  /** Says what it cannot emit, before anything is emitted. */
  refuse?(model: Model, options: EmitOptions): Iterable<Finding>;
  /** The files, in any order; each path once. Pure: the same model gives the same text. */
  emit(model: Model, options: EmitOptions): Iterable<EmittedFile>;
}
