/** The `esdl` program, to be read: it is never told to parse a call, so nothing of it runs. */
import { programOf } from "../../cli/src/program.js";

export const esdlProgram = programOf(
  {
    cwd: ".",
    out: () => undefined,
    err: () => undefined,
    colour: false,
    colourOut: false,
    interactive: false,
    input: () => Promise.resolve(""),
    signal: new AbortController().signal,
  },
  () => undefined,
);
