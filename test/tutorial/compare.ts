// Compares what the tutorial shows with what was printed. Everything must be equal but what differs each time: times, dates, durations
// and random ids, which are the uuids of version 4.
import { stripVTControlCharacters } from "node:util";

/** What is compared of a text: trailing spaces and colours are left out, and what differs each time has a name instead. */
export function settled(text: string): readonly string[] {
  return stripVTControlCharacters(text)
    .replaceAll(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z/g, "<time>")
    .replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, "<date>")
    .replaceAll(/\b\d+(?:\.\d+)? ?m?s\b/g, "<duration>")
    .replaceAll(/\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b/g, "<random id>")
    .trimEnd()
    .split("\n")
    .map((line) => line.trimEnd());
}

/** Whether a text is as shown, where a line "…" stands for any number of lines. */
export function isAsShown(shown: string, printed: string): boolean {
  const wanted = settled(shown);
  const lines = settled(printed);
  const fits = (at: number, from: number): boolean => {
    const line = wanted[at];
    if (line === undefined) return from === lines.length;
    if (line !== "…") return lines[from] === line && fits(at + 1, from + 1);
    for (let next = from; next <= lines.length; next++) if (fits(at + 1, next)) return true;
    return false;
  };
  return fits(0, 0);
}
