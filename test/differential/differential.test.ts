/** The differential test on a few models; differential.long.test.ts has all of the corpus, differential.explore.test.ts many random ones. */
import { corpusAgrees, randomModelsAgree } from "./suite.js";

const few = new Set(["found", "loyalty", "examples/banking", "examples/shop"]);
corpusAgrees((name) => few.has(name), { histories: 3, longest: 10 });
randomModelsAgree(4, { histories: 3, longest: 8 });
