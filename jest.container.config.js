/**
 * Tests the service of `examples/container` as a process, against servers on this machine that behave as Azure does.
 * Takes the service's own packages and its build, which `npm run test:container` installs and makes first, and openssl.
 *
 * @type {import("jest").Config}
 */
module.exports = {
  roots: ["<rootDir>/__tests__/container"],
  testMatch: ["**/*.test.ts"],
  transform: { "\\.ts$": "<rootDir>/scripts/jest-esbuild.js" },
  moduleNameMapper: { "^cdktf-managed-identity-container-app$": "<rootDir>/lib" },
  testTimeout: 60 * 1000,
};
