/** The differential test on a few models; differential.long.test.ts has all of the corpus, differential.explore.test.ts many random ones. */
import fc from "fast-check";
import { corpusAgrees, randomModelsAgree } from "./suite.js";

// A change is judged by the same models each time; `npm run test:explore` looks for others.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 1 });

const few = new Set(["found", "loyalty", "examples/banking", "examples/shop"]);
corpusAgrees((name) => few.has(name), { histories: 3, longest: 10 });
randomModelsAgree(4, { histories: 3, longest: 8 });
