import { describe, expect, it } from "vitest";
import { UsageError } from "./io.js";
import { asTyped, complain } from "./words.js";

const said = (error: unknown): string | undefined => {
  let text = "";
  const isKnown = complain(error, { cwd: "/home/ada", colour: false, err: (more) => (text += more) });
  return isKnown ? text : undefined;
};

describe("what is said of an error", () => {
  it("names files from where one is, and shows no control character", () => {
    expect(said(new UsageError("There is no file /home/ada/a\u001b[2J.esdl."))).toBe(
      "esdl: There is no file a\\u{1b}[2J.esdl.\n",
    );
  });

  it("says in words what the system refuses", () => {
    const refused = Object.assign(new Error("EACCES: permission denied, open 'x'"), {
      code: "EACCES",
      syscall: "open",
      path: "/home/ada/esdl.lock",
    });
    expect(said(refused)).toBe("esdl: esdl.lock cannot be used: you have no right to it.\n");
  });

  it("is nothing for a mistake of esdl itself", () => {
    expect(said(new TypeError("undefined is not a function"))).toBeUndefined();
  });
});

describe("a command that a message names", () => {
  const text = "Run `esdl compile`.";

  it("is written as npx esdl where npm made the call", () => {
    expect(asTyped(text, { npm_config_user_agent: "npm/11.0.0 node/v20" })).toBe("Run `npx esdl compile`.");
    expect(asTyped(text, { npm_config_user_agent: "pnpm/10.0.0" })).toBe(text);
    expect(asTyped(text, {})).toBe(text);
  });
});
