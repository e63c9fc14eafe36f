/** Fixes as the phases of the compiler write them: edits of syntax nodes, whose texts and places are made out later. */
import type { Location } from "./locate.js";

/** A fix whose places are still syntax nodes or offsets. */
export interface FixDraft {
  readonly title: string;
  /** It is almost certainly what was meant, whatever else is offered. */
  readonly preferred?: true;
  readonly edits: readonly EditDraft[];
}

export type EditDraft =
  /** Replaces. */
  | { readonly at: Location; readonly text: string }
  /** Replaces all from the beginning of one place to the end of another. */
  | { readonly from: Location; readonly to: Location; readonly text: string }
  /** Replaces a word or sign in a place, where it stands first; a word that goes takes the blank behind it along. */
  | { readonly in: Location; readonly word: string; readonly text: string }
  | { readonly before: Location; readonly text: string }
  | { readonly after: Location; readonly text: string }
  /** On lines of their own, in front of a declaration and the comments right above it. */
  | { readonly above: Location; readonly text: string }
  /** Adds a member behind another one: on a line of its own where that one has its own. */
  | { readonly beside: Location; readonly text: string }
  /** Adds a member at the end of a block in braces; what has no braces yet gets them. */
  | { readonly inside: Location; readonly text: string }
  /**
   * Takes away, with the comma, the line and the doc comment that go with it; `through` is the last of several, `word` a
   * word or sign before it that goes as well.
   */
  | { readonly remove: Location; readonly through?: Location; readonly word?: string };

/** Writes `text` where something else stands. */
export const write = (at: Location, text: string): FixDraft => ({
  title: `Write \`${text}\``,
  edits: [{ at, text }],
});

/** Takes away what is superfluous. */
export const leaveOut = (at: Location, title = "Leave it out"): FixDraft => ({
  title,
  edits: [{ remove: at }],
});

/** Takes away a clause with the word or sign that it begins with; `through` is the last of several places. */
export const clauseOut = (
  word: string,
  at: Location,
  through = at,
  title = `Leave out \`${word}\``,
): FixDraft => ({ title, edits: [{ remove: at, through, word }] });

/** Adds `text` right behind a place. */
export const append = (after: Location, text: string): FixDraft => ({
  title: `Add \`${text.trim()}\``,
  edits: [{ after, text }],
});

/** The ways that there are, each as a fix: no more than a reader takes in at a glance. */
export const choices = (at: Location, texts: readonly string[], most = 6): readonly FixDraft[] =>
  texts.length > most ? [] : texts.map((text) => write(at, text));
