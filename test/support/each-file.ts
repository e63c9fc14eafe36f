/**
 * Before each file of tests: what the file before it set for itself, in the same worker, is forgotten. Random tests begin
 * with one seed, so that a change is judged by the same cases everywhere; `ESDL_SEED=7` takes another, `ESDL_SEED=random` a
 * new one each time, as `npm run test:explore` does.
 */
import fc from "fast-check";

const seed = process.env["ESDL_SEED"] ?? "1";

fc.resetConfigureGlobal();
if (seed !== "random") fc.configureGlobal({ seed: Number(seed) });
