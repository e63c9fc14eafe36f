/** Words as the numbers that editors are sent: five for each, relative to the one before. */
import type { SemanticTokensEdit } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { modifiers, types } from "./kinds.js";
import type { Word } from "./words.js";

const perWord = 5;

export function encode(words: readonly Word[], document: TextDocument): number[] {
  const data: number[] = [];
  let [lastLine, lastCharacter] = [0, 0];
  for (const word of words) {
    const { line, character } = document.positionAt(word.start);
    const from = line === lastLine ? lastCharacter : 0;
    const bits = word.modifiers.reduce((sum, modifier) => sum | (1 << modifiers.indexOf(modifier)), 0);
    data.push(line - lastLine, character - from, word.end - word.start, types.indexOf(word.type), bits);
    [lastLine, lastCharacter] = [line, character];
  }
  return data;
}

/** What has to be replaced to come from one list to the other: whole words, in one piece. */
export function editsBetween(before: readonly number[], after: readonly number[]): SemanticTokensEdit[] {
  const isSame = (a: number, b: number): boolean => {
    for (let at = 0; at < perWord; at++) if (before[a + at] !== after[b + at]) return false;
    return true;
  };
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && isSame(start, start)) start += perWord;
  let end = 0;
  while (end < shorter - start && isSame(before.length - end - perWord, after.length - end - perWord))
    end += perWord;
  if (before.length === after.length && start === before.length) return [];
  return [{ start, deleteCount: before.length - end - start, data: after.slice(start, after.length - end) }];
}
