// Does what the pages say, in their order and nothing else, and says where something else came out.
import { isAsShown } from "./compare.js";
import { edited } from "./edit.js";
import { wrong, type Step } from "./steps.js";

/** What a step happens to. A reader has a folder and two terminals. */
export interface Desk {
  readonly read: (path: string) => string | undefined;
  readonly write: (path: string, text: string) => void;
  /** The text of every file that an excerpt may come from. */
  readonly files: () => Iterable<string>;
  /** Runs commands in the first terminal; undefined where this desk cannot, and the step is passed over. */
  readonly run: (
    commands: string,
  ) => Promise<{ readonly status: number; readonly output: string } | undefined>;
  /** The second terminal; absent where this desk has none, and its steps are passed over. */
  readonly service?: {
    readonly isRunning: () => boolean;
    readonly start: (command: string) => void;
    /** Presses Ctrl-C. */
    readonly stop: () => Promise<void>;
    /** What was printed since the last start. */
    readonly printed: () => string;
  };
}

const patience = 10_000;

/** Takes note that commands print something else than their page shows. */
export type Learn = (step: Step, printed: string) => void;

/**
 * Follows the steps. With `learn`, output that differs is no failure, where all of it is shown.
 *
 * @throws Error at the first step that does not come out as its page says
 */
export async function follow(steps: readonly Step[], desk: Desk, learn?: Learn): Promise<void> {
  for (const step of steps) {
    try {
      await take(step, desk, learn);
    } catch (error) {
      throw wrong(step, error instanceof Error ? error.message : String(error));
    }
  }
}

async function take(step: Step, desk: Desk, learn: Learn | undefined): Promise<void> {
  switch (step.kind) {
    case "file":
      desk.write(step.path, step.text);
      return;
    case "edit": {
      const text = desk.read(step.path);
      if (text === undefined) throw new Error(`There is no ${step.path} to edit.`);
      desk.write(step.path, edited(text, step.text));
      return;
    }
    case "excerpt":
      for (const text of desk.files()) if (text.includes(step.text)) return;
      throw new Error(`This is in no file of the project:\n${step.text}`);
    case "commands":
      return runs(step, desk, learn);
    case "service": {
      const { service } = desk;
      if (service === undefined) return;
      if (service.isRunning() !== step.stops)
        throw new Error(step.stops ? "Nothing is running there." : "A service is running there: say Ctrl-C.");
      if (step.stops) await service.stop();
      service.start(step.text);
      return shows(step.output, service.printed);
    }
    case "printed":
      if (desk.service !== undefined) await shows(`…\n${step.output}…`, desk.service.printed);
  }
}

async function runs(step: Step & { kind: "commands" }, desk: Desk, learn: Learn | undefined): Promise<void> {
  const { text, output, status, soon } = step;
  const until = Date.now() + (soon ? patience : 0);
  for (;;) {
    const done = await desk.run(text);
    if (done === undefined) return;
    const fits = output === undefined || isAsShown(output, done.output);
    if (fits && done.status === status) return;
    if (learn !== undefined && done.status === status && !/^…$/m.test(output ?? "")) {
      learn(step, done.output);
      return;
    }
    if (Date.now() >= until)
      throw new Error(
        (done.status === status ? "" : `The exit status was ${done.status}, not ${status}. `) +
          `This was printed:\n${done.output}${fits ? "" : `The page shows:\n${output}`}`,
      );
    await pause();
  }
}

/** Waits until something was printed. */
async function shows(output: string | undefined, printed: () => string): Promise<void> {
  if (output === undefined) return;
  const until = Date.now() + 6 * patience;
  while (!isAsShown(output, printed())) {
    if (Date.now() >= until) throw new Error(`This was printed:\n${printed()}The page shows:\n${output}`);
    await pause();
  }
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));
