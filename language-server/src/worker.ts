/** The thread that runs scenarios: for whoever starts it. */
export { serveScenarios } from "./scenarios/thread.js";
