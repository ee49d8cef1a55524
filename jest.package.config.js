/**
 * Tests the package as its users install it. Takes the npm registry, and the build, which `npm run test:package` runs
 * first.
 *
 * @type {import("jest").Config}
 */
module.exports = {
  roots: ["<rootDir>/__tests__/package"],
  testMatch: ["**/*.test.ts"],
  transform: { "\\.ts$": "<rootDir>/scripts/jest-esbuild.js" },
  testTimeout: 10 * 60 * 1000,
};
