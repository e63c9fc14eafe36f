/** Interprets a checked model: the reference semantics of the language. */
export {};
