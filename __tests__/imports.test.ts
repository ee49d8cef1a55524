import { spawnSync } from "child_process";
import * as fs from "fs";
import * as path from "path";

const LIB = path.join(__dirname, "../lib");

/** A file of the library, an import planted in it, and whether ESLint refuses that. */
const PLANTED: [string, string, boolean][] = [
  ["lib/core/copy.ts", "../rules/rule", true],
  ["lib/rules/rule.ts", "../core/copy", false],
  ["lib/access/role.ts", "../key-vault/key-vault", true],
  ["lib/access/private/stack-ledger.ts", "../../environment/container-app-environment", true],
  ["lib/access/private/stack-ledger.ts", "./rules/principal", false],
  ["lib/key-vault/key-vault.ts", "../access/principal", false],
  ["lib/key-vault/key-vault.ts", "../access/internal", false],
  ["lib/key-vault/key-vault.ts", "../access/private/ledger", true],
  ["lib/key-vault/key-vault.ts", "../index", true],
  ["lib/workload/container.ts", "../review/language/value", true],
  ["lib/workload/container.ts", "../review/door/load-review", false],
  ["lib/main-stack.ts", "./access/private/ledger", true],
  ["lib/main-stack.ts", "./access/internal", true],
  ["lib/main-stack.ts", "./access/role", false],
  ["lib/review/language/value.ts", "../program/instance", true],
  ["lib/review/program/instance.ts", "../language/value", false],
  ["lib/review/compare/compare.ts", "../render/markdown", true],
  ["lib/review/door/review.ts", "../../core/problems", true],
  ["lib/review/door/review.ts", "../report/report", false],
  ["lib/services/azure-service.ts", "@cdktf/provider-azurerm", true],
  ["lib/services/azure-service.ts", "@cdktf/provider-azurerm/lib/storage-account", false],
];

/** Lints the files with the imports planted, by the one rule, which needs no types; an ES module of its own, because Jest loads none. */
const LINT = `
  import { ESLint } from "eslint";
  const eslint = new ESLint({
    ruleFilter: ({ ruleId }) => ruleId === "no-restricted-imports",
    overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
  });
  const planted = JSON.parse(process.argv[1]);
  const results = [];
  for (const [filePath, name] of planted) {
    const [{ messages }] = await eslint.lintText(\`import "\${name}";\\n\`, { filePath });
    results.push(messages.map(({ message }) => message));
  }
  console.log(JSON.stringify(results));
`;

test("imports go one way: each folder to those before it, and into no other folder's private files", () => {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--input-type=module", "--eval", LINT, JSON.stringify(PLANTED)],
    { cwd: path.join(__dirname, ".."), encoding: "utf8" },
  );
  expect(stderr).toBe("");
  const messages = JSON.parse(stdout) as string[][];
  const refused = PLANTED.map(([file, name], i) => [file, name, messages[i]!.length > 0]);
  expect(refused).toEqual(PLANTED);
  expect(messages.flat().every((message) => message.includes("import is restricted"))).toBe(true);
}, 60_000);

/** The files of the library that a file imports, for its values or its types. */
function importsOf(file: string): string[] {
  const text = fs.readFileSync(file, "utf8");
  const targets = [...text.matchAll(/ from "(\..+)"/g)].map(([, target]) => path.resolve(path.dirname(file), target!));
  return targets.map((target) => [`${target}.ts`, path.join(target, "index.ts")].find((name) => fs.existsSync(name))!);
}

test("no file imports itself, however indirectly", () => {
  const names = fs.readdirSync(LIB, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  const left = new Map(names.map((name) => path.join(LIB, name)).map((file) => [file, importsOf(file)]));
  expect([...left.values()].flat().length).toBeGreaterThan(left.size);
  for (let found = true; found;) {
    // A file is taken away when everything that it imports is.
    const free = [...left].filter(([, targets]) => !targets.some((target) => left.has(target)));
    free.forEach(([file]) => left.delete(file));
    found = free.length > 0;
  }
  expect([...left.keys()].map((file) => path.relative(LIB, file))).toEqual([]);
});
