/** Which `esdl` a task runs. */
import { access } from "node:fs/promises";
import { dirname, join } from "node:path";

export interface CommandLine {
  readonly command: string;
  /** Before those of the task. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * The one that a model's project has installed, in the nearest `node_modules` upward: what is compiled is then the same for
 * everybody. Else the one that comes with the extension, `bundled`, which checks and tests; `runtime` is what runs it.
 */
export async function commandLineFor(
  folder: string,
  { bundled, runtime, platform }: { bundled: string; runtime: string; platform: NodeJS.Platform },
): Promise<CommandLine> {
  const name = platform === "win32" ? "esdl.cmd" : "esdl";
  for (let at = folder; ; at = dirname(at)) {
    const command = join(at, "node_modules", ".bin", name);
    if (await exists(command)) return { command, args: [] };
    if (at === dirname(at)) break;
  }
  // The editor's own program is Node when it is told so.
  return { command: runtime, args: [bundled], env: { ELECTRON_RUN_AS_NODE: "1" } };
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
