// Compiles a test, or what it imports, for Jest: esbuild takes away the types, which `npm run lint` checks.
const { transformSync } = require("esbuild");

module.exports = {
  process: (source, path) =>
    transformSync(source, {
      loader: "ts",
      format: "cjs",
      target: "es2022",
      sourcefile: path,
      sourcemap: "inline",
      // A dynamic import becomes a require, because Jest does not load ES modules.
      supported: { "dynamic-import": false },
    }),
};
