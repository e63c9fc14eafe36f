/** The language server as a program of its own, for editors that bring it along. */
import { serve } from "./serve.js";

await serve();
