// Runs one call of the command line in this process and says what it took.
import { main } from "../../cli/dist/main.js";

process.exitCode = await main(process.argv.slice(2), process);
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
console.error(`@usage ${JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1e6, peak: maxRSS / 1024 })}`);
