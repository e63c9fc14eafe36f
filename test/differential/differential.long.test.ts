/** The differential test with all of the corpus, and many random models. */
import { corpusAgrees, randomModelsAgree } from "./suite.js";

corpusAgrees(() => true, { histories: 20, longest: 25 });
randomModelsAgree(150, { histories: 6, longest: 15 });
