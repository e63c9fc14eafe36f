// The tests of the example, and those that are generated; not what tsc makes of the former.
export default {
  test: {
    include: ["src/**/*.test.ts", "generated/test/**/*.test.ts"],
    // Tells what hangs, not what is slow: a busy machine may take many times as long.
    testTimeout: 60_000,
  },
};
