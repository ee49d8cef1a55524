// Makes the three files in build/ that run: the library, the review, which the other two load at its first use, and the
// command. One file loads in a third of the time of two hundred. The review is made of its sources, and not of what jsii
// compiled: as no jsii class is in it, its modules can share one scope, which Node compiles in half the time. Other
// packages stay outside, so that a program shares them with the library, and the declarations stay as they are.
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const BUILD = fileURLToPath(new URL("../build", import.meta.url));
const REVIEW = "review/door/index";
const ENTRIES = ["index", REVIEW, "review/door/cli"].map((name) => join(BUILD, `${name}.js`));
const SOURCES = new Map([
  [join(BUILD, `${REVIEW}.js`), fileURLToPath(new URL(`../lib/${REVIEW}.ts`, import.meta.url))],
]);

/** Loads a class of the provider where the first one is made: a program of apps does not wait for the class of jobs. */
const classesAtFirstUse = {
  name: "classes at first use",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@cdktf\/provider-azurerm\// }, ({ path, namespace }) =>
      namespace === "provider" ? { path, external: true } : { path, namespace: "provider" },
    );
    onLoad({ filter: /.*/, namespace: "provider" }, ({ path }) => ({
      contents: `module.exports = new Proxy({}, { get: (_, name) => require("${path}")[name] });`,
    }));
  },
};

/** Leaves the other entries where they are, beside the file that is written. */
const entriesApart = (entry) => ({
  name: "entries apart",
  setup({ onResolve }) {
    onResolve({ filter: /^\./, namespace: "file" }, ({ path, resolveDir }) => {
      const file = `${join(resolveDir, path)}.js`;
      const isOther = file !== entry && ENTRIES.includes(file);
      return isOther
        ? { path: `./${relative(dirname(entry), file).replaceAll("\\", "/")}`, external: true }
        : undefined;
    });
  },
});

const bundles = await Promise.all(
  ENTRIES.map((entry) =>
    build({
      entryPoints: [SOURCES.get(entry) ?? entry],
      outfile: entry,
      bundle: true,
      platform: "node",
      target: "node20.9",
      packages: "external",
      plugins: [entriesApart(entry), classesAtFirstUse],
      write: false,
    }),
  ),
);
readdirSync(BUILD, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".js"))
  .forEach((file) => rmSync(join(BUILD, file)));
bundles.flatMap(({ outputFiles }) => outputFiles).forEach(({ path, text }) => writeFileSync(path, text));
