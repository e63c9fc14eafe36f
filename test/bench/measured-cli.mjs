// Runs one call of the command line in this process and says what it took.
await import("../../cli/bin/esdl.js");

const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
console.error(`@usage ${JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1e6, peak: maxRSS / 1024 })}`);
