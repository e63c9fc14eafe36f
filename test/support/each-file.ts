/** Before each file of tests: what the file before it set for itself, in the same worker, is forgotten. */
import fc from "fast-check";

fc.resetConfigureGlobal();
