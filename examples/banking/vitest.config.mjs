// The tests of the example, and those that are generated; not what tsc makes of the former.
export default { test: { include: ["src/**/*.test.ts", "generated/test/**/*.test.ts"] } };
