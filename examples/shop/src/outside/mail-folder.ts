// Mail as files in a folder, which a mail server picks up: the external command of the model.
//
// The runtime calls it at least once: after a crash, or after an answer that was lost, it calls again with the same key. So the
// name of the file is made of the key: a note that is sent again is the same file.
import { createHash } from "node:crypto";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

interface Note {
  readonly subject: string;
  readonly body: string;
}

/** @throws when the folder cannot be written: the runtime then tries again, and asks an operator in the end */
export const mailFolder =
  (folder: string) =>
  async ({ subject, body }: Note, { idempotencyKey }: { readonly idempotencyKey: string }): Promise<void> => {
    const name = createHash("sha256").update(idempotencyKey).digest("hex").slice(0, 32);
    const unfinished = join(folder, `.${name}.tmp`);
    await writeFile(unfinished, textOf({ subject, body }, name));
    // Nobody who looks into the folder sees half a note.
    await rename(unfinished, join(folder, `${name}.eml`));
  };

const textOf = ({ subject, body }: Note, name: string): string =>
  [
    `Message-ID: <${name}@shop.example>`,
    `Subject: ${subject.replaceAll(/[\r\n]+/g, " ")}`,
    "Content-Type: text/plain; charset=utf-8",
    "",
    body,
    "",
  ].join("\r\n");
