import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { mailFolder } from "./mail-folder.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mail-test-"));
});
afterEach(() => rm(folder, { recursive: true }));

const note = { subject: "On its way", body: "T-1" };

it("writes a note once, however often it is sent under one key", async () => {
  const send = mailFolder(folder);
  await Promise.all([send(note, { idempotencyKey: "a" }), send(note, { idempotencyKey: "b" })]);
  await send(note, { idempotencyKey: "a" });
  expect((await readdir(folder)).filter((name) => name.endsWith(".eml"))).toHaveLength(2);
  expect((await readdir(folder)).length).toBe(2);
});

it("lets no subject add a header", async () => {
  await mailFolder(folder)({ subject: "Hello\r\nBcc: all@shop.example", body: "" }, { idempotencyKey: "a" });
  const [name = ""] = await readdir(folder);
  const [head = ""] = (await readFile(join(folder, name), "utf8")).split("\r\n\r\n");
  expect(head.split("\r\n").map((line) => line.split(":")[0])).toEqual([
    "Message-ID",
    "Subject",
    "Content-Type",
  ]);
});

it("fails where there is no folder, so that the runtime tries again", async () => {
  await expect(mailFolder(join(folder, "missing"))(note, { idempotencyKey: "a" })).rejects.toThrow(/ENOENT/);
});
