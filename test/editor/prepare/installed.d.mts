/** A code-server, the Node that it runs on, and the name that its tests have. */
export interface Version {
  readonly name: string;
  readonly codeServer: string;
  readonly node: string;
}
export const versions: readonly Version[];
/** The folder that everything is installed in; nothing else is. */
export const cache: string;
export function isNodeAtHand(version: Version): boolean;
export function nodeFolder(version: Version): string;
export function nodeOf(version: Version): string;
export function codeServerFolder(version: Version): string;
export function codeServerOf(version: Version): string;
export function program(name: string): string | undefined;
