/** The differential test with many random models. */
import { randomModelsAgree } from "./suite.js";

randomModelsAgree(150, { histories: 6, longest: 15 });
