// What `esdl` says, as a person sees it: every verb in every situation of the table, each group in a file to read through.
import { execFileSync } from "node:child_process";
import { realpathSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { Interrupted, type Io } from "../io.js";
import { run } from "../main.js";
import { programOf } from "../program.js";
import { folderWith, ioIn, type Folder } from "../testing/call.js";
import { version } from "../version.js";
import { type Situation, situations } from "./testing/situations.js";

let folder: Folder | undefined;
afterEach(() => folder?.remove());

function commit(cwd: string): void {
  const git = (...args: readonly string[]): void => {
    execFileSync(
      "git",
      ["-c", "user.name=t", "-c", "user.email=t@t", "-c", "commit.gpgsign=false", ...args],
      {
        cwd,
        stdio: "ignore",
      },
    );
  };
  git("init", "-q", "-b", "main");
  git("add", "-A");
  git("commit", "-qm", "before");
}

/** The call as it would look on a screen: both streams, and the exit status. */
async function shown({
  when,
  files = {},
  before = [],
  then,
  git,
  call,
  answers,
  terminal,
  input,
  env = {},
}: Situation): Promise<string> {
  folder = folderWith(files);
  for (const args of before) await folder.esdl(...args);
  if (git === true) commit(folder.path);
  if (then !== undefined) folder.write(then);
  const printed = { out: "", err: "" };
  const left = [...(answers ?? [])];
  const ask = (question: string): Promise<string> => {
    const answer = left.shift();
    printed.err += `${question}${answer ?? "^C"}\n`;
    return answer === undefined ? Promise.reject(new Interrupted()) : Promise.resolve(answer);
  };
  const io: Io = {
    ...ioIn(folder.path, printed, undefined, input),
    ...(answers === undefined ? {} : { ask }),
    ...(terminal === true ? { colour: true, colourOut: true, interactive: true } : {}),
  };
  const outer = Object.fromEntries(Object.keys(env).map((name) => [name, process.env[name]]));
  Object.assign(process.env, env);
  const status = await run(call, io).finally(() => Object.assign(process.env, outer));
  const words = call.map((word) => (/^[\w./-]+$/.test(word) ? word : JSON.stringify(word)));
  const parts = [
    `── ${when}`,
    `$ esdl ${words.join(" ")}`.trimEnd(),
    ...(printed.out === "" ? [] : ["stdout:", indented(printed.out)]),
    ...(printed.err === "" ? [] : ["stderr:", indented(printed.err)]),
    `status ${status}`,
  ];
  return settled(parts.join("\n"), folder.path);
}

const indented = (text: string): string => text.replace(/\n$/, "").replace(/^(?=.)/gm, "  ");

/** Without what differs from run to run and from machine to machine. */
const settled = (text: string, cwd: string): string =>
  text
    .replaceAll(realpathSync(cwd), "/here")
    .replaceAll(cwd, "/here")
    .replaceAll("\u001b", "␛")
    .replace(/\b\d+(?:\.\d+)? m?s\b(?=\S*\.)/g, "1 ms")
    .replace(/is not JSON: .*/, "is not JSON: …")
    .replaceAll(version, "1.2.3");

describe("what esdl says", () => {
  it("is shown for the help of every verb", () => {
    const verbs = programOf(ioIn("/", { out: "", err: "" }), () => undefined).commands.map((verb) =>
      verb.name(),
    );
    const shownHelp = situations["help"]?.flatMap(({ call: [verb, name] }) =>
      verb === "help" ? [name] : [],
    );
    expect(shownHelp).toEqual(expect.arrayContaining(verbs));
  });

  it.each(Object.entries(situations))("%s", async (group, table) => {
    const all: string[] = [];
    for (const situation of table) {
      all.push(await shown(situation));
      folder?.remove();
    }
    await expect(`${all.join("\n\n")}\n`).toMatchFileSnapshot(`shown/${group.replaceAll(" ", "-")}.txt`);
  });
});
