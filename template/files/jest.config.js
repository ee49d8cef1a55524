/** @type {import("jest").Config} */
module.exports = {
  testMatch: ["**/__tests__/*.test.ts"],
  transform: { "\\.ts$": ["ts-jest", { transpilation: true }] },
};
