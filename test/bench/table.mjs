import { spawn } from "node:child_process";
import { once } from "node:events";

// A table on the terminal: the first column to the left, figures to the right.
export function table(header, rows) {
  const cells = [header, ...rows].map((row) => row.map(String));
  const widths = header.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  for (const [index, row] of cells.entries()) {
    console.log(
      `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join("  ")}`,
    );
    if (index === 0) console.log(`  ${widths.map((width) => "─".repeat(width)).join("  ")}`);
  }
}

// Runs one call of the command line in a process of its own: wall and CPU seconds, and the peak of its memory in MB.
export async function measuredCli(child, cwd, args) {
  const started = performance.now();
  const process_ = spawn(process.execPath, [child, ...args], { cwd, stdio: ["ignore", "ignore", "pipe"] });
  const closed = once(process_, "close");
  let err = "";
  for await (const chunk of process_.stderr) err += chunk;
  const [status] = await closed;
  const wall = (performance.now() - started) / 1_000;
  const usage = /^@usage (.*)$/m.exec(err);
  if (usage === null || status !== 0) throw new Error(`esdl ${args.join(" ")} failed\n${err}`);
  const { cpu, peak } = JSON.parse(usage[1]);
  return [wall.toFixed(2), cpu.toFixed(2), Math.round(peak)];
}
