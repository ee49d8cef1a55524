const base = require("./jest.config.js");

/**
 * Tests programs on CDK Terrain: the same tests, with its modules for cdktf's. `scripts/test-cdktn.mjs` runs it.
 *
 * @type {import("jest").Config}
 */
module.exports = {
  ...base,
  // What reads files alone is the same on both, such as the review.
  testMatch: [
    "**/{access,environment,identity,key-vault,network,programs,registry,services,workload}/**/*.test.ts",
    "**/main-stack.test.ts",
  ],
  testPathIgnorePatterns: [
    ...base.testPathIgnorePatterns,
    "/review/",
    // These hold azurerm 4.55 against its rules, its arguments and its schema; CDK Terrain's classes are for a later one.
    "rules\\.test\\.ts$",
    "/every-argument\\.test\\.ts$",
    "/provider-schemas\\.test\\.ts$",
    // It holds the pages against the one table.
    "/service-table\\.test\\.ts$",
  ],
  moduleNameMapper: {
    ...base.moduleNameMapper,
    "^cdktf$": "cdktn",
    "^cdktf/(.*)$": "cdktn/$1",
    "^@cdktf/provider-azurerm/(.*)$": "@cdktn/provider-azurerm/$1",
  },
};
