/** What a file system says no with, in words. */

const reasons: Readonly<Record<string, string>> = {
  EACCES: "you have no right to it",
  EPERM: "you have no right to it",
  EROFS: "it is on a file system that can only be read",
  ENOSPC: "the disk is full",
  ENOENT: "it does not exist",
  ENOTDIR: "a file is in the way",
  EEXIST: "a file is in the way",
  EISDIR: "it is a folder",
};

/** Whether the system said no, and not a mistake of ours. */
export const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && "syscall" in error && "code" in error;

/** Why: the end of a sentence that begins with what was tried. */
export const reasonOf = (error: NodeJS.ErrnoException): string => reasons[error.code ?? ""] ?? error.message;
