/** The differential test with all of the corpus. */
import { corpusAgrees } from "./suite.js";

corpusAgrees(() => true, { histories: 20, longest: 25 });
