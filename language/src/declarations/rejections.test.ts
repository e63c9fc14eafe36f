import { describe, expect, it } from "vitest";
import { checkModel } from "../check-model.js";

const text = `context T
id AId
aggregate A by aId: AId {
  lifecycle open -> shut -> open
  state { code: string, note: string = "" }
  unique code in open else Taken
  rejection Taken "Taken"
  rejection Empty "Empty"
  event Opened { code: string }
  event Renamed { code: string }
  event Noted { note: string }
  event Shut
  event Reopened
  create command Open(code: string) { emit Opened(code) }
  command Rename(to: string) in open { emit Renamed(code: to) }
  command Note(words: string) in open {
    require words != "" else Empty
    emit Noted(note: words)
  }
  command Close() in open { emit Shut() }
  command Reopen() in shut { emit Reopened() }
  on Opened -> open { code }
  on Renamed { code }
  on Noted { note }
  on Shut -> shut
  on Reopened -> open
}
`;

describe("the rejections of a command", () => {
  it("are those of its guards, and of the keys that its events can take", () => {
    const { diagnostics, model } = checkModel([{ path: "t.esdl", text }]);
    expect(diagnostics).toEqual([]);
    const commands = model?.contexts[0]?.aggregates[0]?.commands ?? [];
    expect(Object.fromEntries(commands.map(({ name, rejections }) => [name, rejections]))).toEqual({
      Open: ["T.A.Taken"],
      Rename: ["T.A.Taken"],
      Note: ["T.A.Empty"],
      Close: [],
      Reopen: ["T.A.Taken"],
    });
  });
});
