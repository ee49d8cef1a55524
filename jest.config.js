/** @type {import("jest").Config} */
module.exports = {
  roots: ["<rootDir>/__tests__"],
  testMatch: ["**/*.test.ts"],
  testPathIgnorePatterns: ["/__tests__/package/"],
  transform: { "\\.ts$": ["ts-jest", { transpilation: true }] },
  moduleNameMapper: { "^cdktf-managed-identity-container-app$": "<rootDir>/lib" },
  setupFilesAfterEnv: ["<rootDir>/__tests__/setup.ts"],
};
