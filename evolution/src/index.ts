/** What changed between two versions of a model, and whom it hurts. */
export {};
