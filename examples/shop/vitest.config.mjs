// The tests here are those that are generated; vitest would take the configuration of the folder above.
export default {};
