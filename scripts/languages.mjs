// Generates the code of both packages, built already, for Python, Java, .NET and Go, and holds the names of the API
// against what these languages refuse. The code is not compiled: that takes the packages of cdktf and azurerm in each.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const PACMAK = join(ROOT, "node_modules/jsii-pacmak/bin/jsii-pacmak");
/** The languages, with an ending of the files of each. */
const LANGUAGES = { python: ".py", java: ".java", dotnet: ".cs", go: ".go" };
/** What every object has in Java and .NET, in the spelling of jsii. */
const OF_OBJECTS = "wait notify notifyAll getClass hashCode finalize clone equals toString getHashCode getType".split(
  " ",
);

const pascal = (name) => name[0].toUpperCase() + name.slice(1);
const snake = (name) => name.replace(/(?<=[a-z\d])(?=[A-Z])/g, "_").toLowerCase();
const repeated = (names) => names.filter((name, i) => names.indexOf(name) !== i);

const problems = [ROOT, join(ROOT, "dist/cdktn")].flatMap((folder) => [...clashesIn(folder), ...generate(folder)]);
if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exitCode = 1;
}

/** The names that a language refuses, or makes one of two. */
function clashesIn(folder) {
  const types = Object.values(JSON.parse(readFileSync(join(folder, ".jsii"), "utf8")).types);
  const ofTypes = types.flatMap(({ name, properties = [], methods = [] }) => {
    const fields = properties.map((property) => property.name);
    const calls = methods.map((method) => method.name);
    const members = [...fields, ...calls];
    return [
      ...members.filter((member) => pascal(member) === name).map((member) => `${name}.${member}: .NET, as its type`),
      ...fields
        .filter((field) => calls.includes(`get${pascal(field)}`))
        .map((field) => `${name}.${field}: Java, its getter`),
      ...calls.filter((call) => OF_OBJECTS.includes(call)).map((call) => `${name}.${call}: of every object`),
      ...repeated(members.map(snake)).map((member) => `${name}.${member}: Python, twice`),
      ...repeated(members.map(pascal)).map((member) => `${name}.${member}: Go and .NET, twice`),
    ];
  });
  return [...ofTypes, ...repeated(types.map(({ name }) => name.toLowerCase())).map((name) => `${name}: a file, twice`)];
}

/** What jsii-pacmak says where it generates no code, or warns of a name. */
function generate(folder) {
  const output = mkdtempSync(join(tmpdir(), "languages-"));
  try {
    const args = ["--code-only", "--targets", ...Object.keys(LANGUAGES), "--outdir", output, folder];
    const { status, stdout, stderr } = spawnSync(process.execPath, [PACMAK, ...args], { encoding: "utf8" });
    const said = `${stdout}${stderr}`;
    if (status !== 0 || /reserved word|conflict/i.test(said)) {
      return [said];
    }
    return Object.entries(LANGUAGES)
      .map(([language, ending]) => [language, filesIn(join(output, language)).filter((file) => file.endsWith(ending))])
      .flatMap(([language, { length }]) => {
        console.log(`${folder}: ${length} files for ${language}`);
        return length > 0 ? [] : [`jsii-pacmak generated nothing for ${language}`];
      });
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

function filesIn(folder) {
  return existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: "utf8" }) : [];
}
