// Makes the four files in build/ that run, of the sources that jsii has compiled there: the library, the review, which the
// library and the command load at its first use, the table of roles, which the review loads likewise, and the command. One
// file whose modules share a scope loads in a quarter of the time of two hundred. Other packages stay outside, so that a
// program shares them with the library, and the declarations stay as they are.
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, posix, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const BUILD = join(ROOT, "build");
const ENTRIES = ["index", "review/door/index", "review/azure/built-in-role-table", "review/door/cli"];

const require = createRequire(import.meta.url);

/** Loads a class of the provider where the first one is made: a program of apps does not wait for the class of jobs. */
const classesAtFirstUse = {
  name: "classes at first use",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@cdktf\/provider-azurerm\// }, ({ path, namespace }) =>
      namespace === "provider" ? { path, external: true } : { path, namespace: "provider" },
    );
    onLoad({ filter: /.*/, namespace: "provider" }, ({ path }) => {
      const classes = Object.entries(require(path)).filter(([, value]) => value?.tfResourceType !== undefined);
      const getters = classes.map(([name]) => `get ${name}() { return load().${name}; },`);
      return {
        contents: `let all; const load = () => (all ??= require("${path}")); module.exports = { ${getters.join(" ")} };`,
      };
    });
  },
};

/** Marks the classes as jsii's compiler does: by that its runtime knows what an object is, in other languages. */
const marksOfJsii = {
  name: "marks of jsii",
  setup({ onLoad }) {
    const { types, version } = JSON.parse(readFileSync(join(ROOT, ".jsii"), "utf8"));
    const classes = Object.values(types).filter(({ kind }) => kind === "class");
    onLoad({ filter: /[\\/]lib[\\/].*\.ts$/ }, ({ path }) => {
      const file = relative(ROOT, path).replaceAll("\\", "/");
      const marks = classes
        .filter(({ locationInModule }) => locationInModule.filename === file)
        .map(({ name, fqn }) => `${name}[Symbol.for("jsii.rtti")] = ${JSON.stringify({ fqn, version })};`);
      return { loader: "ts", contents: [readFileSync(path, "utf8"), ...marks].join("\n") };
    });
  },
};

/** Leaves the other entries where they are, beside the file that is written. */
const entriesApart = (entry) => ({
  name: "entries apart",
  setup({ onResolve }) {
    onResolve({ filter: /^\./, namespace: "file" }, ({ path, resolveDir }) => {
      const name = relative(join(ROOT, "lib"), join(resolveDir, path)).replaceAll("\\", "/");
      return name !== entry && ENTRIES.includes(name)
        ? { path: `./${posix.relative(posix.dirname(entry), name)}.js`, external: true }
        : undefined;
    });
  },
});

const bundles = await Promise.all(
  ENTRIES.map((entry) =>
    build({
      entryPoints: [join(ROOT, `lib/${entry}.ts`)],
      outfile: join(BUILD, `${entry}.js`),
      bundle: true,
      platform: "node",
      target: "node20.9",
      packages: "external",
      plugins: [entriesApart(entry), classesAtFirstUse, marksOfJsii],
      write: false,
    }),
  ),
);
readdirSync(BUILD, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".js"))
  .forEach((file) => rmSync(join(BUILD, file)));
bundles.flatMap(({ outputFiles }) => outputFiles).forEach(({ path, text }) => writeFileSync(path, text));
