import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { run } from "../main.js";
import { ioIn } from "../testing/call.js";

async function scriptOf(shell: string): Promise<string> {
  const printed = { out: "", err: "" };
  expect(await run(["completion", shell], ioIn("/", printed))).toBe(0);
  return printed.out;
}

/** What bash proposes for the last word. */
function proposed(script: string, ...words: readonly string[]): readonly string[] {
  const call = `${script}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _esdl
printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync("bash", ["-uc", call, "bash", ...words], { encoding: "utf8" })
    .split("\n")
    .filter(Boolean);
}

describe("esdl completion bash", () => {
  const calls: readonly (readonly [readonly string[], readonly string[]])[] = [
    [
      ["esdl", "co"],
      ["compile", "completion"],
    ],
    [
      ["esdl", "check", "--"],
      ["--format", "--help"],
    ],
    [
      ["esdl", "check", "--format", ""],
      ["text", "json", "github", "sarif"],
    ],
    [["esdl", "diff", "--mode", "backward-"], ["backward-transitive"]],
    [["esdl", "init", "app", "--template", "s"], ["shop"]],
    [["esdl", "completion", "z"], ["zsh"]],
    [["esdl", "help", "lo"], ["lock"]],
    // Names of files are the shell's own.
    [["esdl", "check", "mod"], []],
    [["esdl", "nothing", "--"], []],
  ];
  it.each(calls)("%j", async (words, expected) => {
    expect(proposed(await scriptOf("bash"), ...words)).toEqual(expected);
  });
});

describe("the other shells", () => {
  it("zsh reads what bash reads", async () => {
    expect(await scriptOf("zsh")).toContain(await scriptOf("bash"));
  });

  it("fish knows each verb, its flags and what they take", async () => {
    const script = await scriptOf("fish");
    expect(script).toContain("-a compile -d 'check a model, then write its package'");
    expect(script).toMatch(/__fish_seen_subcommand_from check' -l format -x -a 'text json github sarif' -d/);
    expect(script).not.toContain("clientProcessId");
  });
});
