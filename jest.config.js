/** @type {import("jest").Config} */
module.exports = {
  roots: ["<rootDir>/__tests__"],
  // Jest leaves one core out, which of two is half.
  maxWorkers: "100%",
  testMatch: ["**/*.test.ts"],
  testPathIgnorePatterns: ["/__tests__/(package|container)/"],
  testEnvironment: "<rootDir>/scripts/jest-environment.js",
  transform: { "\\.ts$": "<rootDir>/scripts/jest-esbuild.js" },
  moduleNameMapper: { "^cdktf-managed-identity-container-app$": "<rootDir>/lib" },
  setupFilesAfterEnv: ["<rootDir>/__tests__/support/setup.ts"],
};
