/** What happened, in order, as somebody reads it who looks for the reason of a failure. */
import type { RecordWrite, Unit } from "@esdl/runtime";
import { named } from "./names.js";
import type { Call, Fate } from "./life.js";

interface Entry {
  readonly at: number;
  /** The life that it is of; 0: the world around them. */
  readonly life: number;
  readonly what: string | Call;
  readonly fate?: Fate;
}

const start = Date.parse("2026-01-01T00:00:00.000Z");

/** Fates as they are told. */
const saidOfFate: Readonly<Record<Fate, string>> = {
  done: "",
  "dies before": "   ☠ IT DIES BEFORE THIS",
  "dies after": "   ☠ IT DIES AFTER THIS, before it hears of it",
  "fails before": "   ✗ fails, and is not done",
  "fails after": "   ✗ is done, and seems to fail",
};

export class History {
  readonly #entries: Entry[] = [];

  add(entry: Entry): void {
    this.#entries.push(entry);
  }

  /** The last lines of it. Reads are told only where something became of them. */
  text(most = 150): string {
    const lines = this.#entries.flatMap(({ at, life, what, fate = "done" }): readonly string[] => {
      if (fate === "done" && typeof what !== "string" && !isTold(what)) return [];
      const said = typeof what === "string" ? [what] : saidOf(what);
      const who = life === 0 ? "      " : `life ${String(life)}`;
      const when = `${((at - start) / 1000).toFixed(3).padStart(9)}s`;
      return said.map((one, index) => `${when}  ${who}  ${one}${index === 0 ? saidOfFate[fate] : ""}`);
    });
    const left = lines.length - most;
    const shown = [...(left > 0 ? [`… ${String(left)} lines before`] : []), ...lines.slice(-most)];
    return named(shown.join("\n"));
  }
}

/** Reads are told only where something became of them, and so is that somebody is still there. */
function isTold({ name, args }: Call): boolean {
  if (name !== "commit") return name.startsWith("outside");
  const { records = [], appends, inbox } = args[0] as Unit;
  const isSign = records.every(({ collection, key }) => collection === "lease" && key.endsWith("/expiry"));
  return appends !== undefined || inbox !== undefined || !isSign;
}

function saidOf({ name, args }: Call): readonly string[] {
  if (name === "commit") return saidOfUnit(args[0] as Unit);
  return [`${name} ${args.map((arg) => (typeof arg === "string" ? arg : JSON.stringify(arg))).join(" ")}`];
}

function saidOfUnit({ appends = [], inbox, records = [], guards = [] }: Unit): readonly string[] {
  const events = appends.flatMap(({ stream, events }) =>
    events.map(({ type, data }) => `${stream}: ${type} ${data}`),
  );
  const said = [
    ...events,
    ...(inbox === undefined ? [] : [`answers ${inbox.commandId}: ${inbox.outcome}`]),
    ...records.map(saidOfRecord),
  ];
  const fenced = guards.length > 0 ? " under its lease" : "";
  const [only] = said;
  if (said.length === 1 && only !== undefined) return [`commits${fenced} ${only}`];
  return [`commits${fenced}`, ...said.map((one) => `    ${one}`)];
}

interface Told {
  readonly step?: string;
  readonly run?: number;
  readonly inputs?: number;
  readonly position?: number;
  readonly isUndone?: true;
  readonly attempts?: number;
  readonly command?: { readonly external?: string; readonly type?: string; readonly data: object };
}

function saidOfRecord({ collection, key, value }: RecordWrite): string {
  if (value === undefined) return `${collection} ${key}: gone`;
  if (collection === "lease" && !key.includes("/")) return `the lease of ${key}`;
  // An expiry is an instant, and no JSON.
  if (!value.startsWith("{")) return `${collection} ${key}: ${value}`;
  const { step, run, inputs, position, isUndone, attempts, command } = JSON.parse(value) as Told;
  const parts = [
    step === undefined ? undefined : `in ${step}, run ${String(run)}, ${String(inputs)} inputs`,
    step !== undefined || position === undefined ? undefined : `at ${String(position)}`,
    command === undefined
      ? undefined
      : `${command.external ?? command.type ?? ""} ${JSON.stringify(command.data)}`,
    isUndone === true ? "to be taken back" : undefined,
    attempts === undefined || attempts === 0 ? undefined : `tried ${String(attempts)} times`,
  ].filter((part) => part !== undefined);
  return `${collection} ${key}: ${parts.length === 0 ? value : parts.join(", ")}`;
}
