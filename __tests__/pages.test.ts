import * as fs from "fs";
import * as path from "path";
import * as library from "../lib/index";
import { parsedArguments } from "../lib/review/door/arguments";
import { PAGES, renderPage } from "../scripts/readme";

const ROOT = path.join(__dirname, "..");
const MANIFEST = JSON.parse(fs.readFileSync(path.join(ROOT, "package.json"), "utf8")) as {
  readonly name: string;
  readonly scripts: Record<string, string>;
  readonly devDependencies: Record<string, string>;
};

/** The versions of CDK Terrain that the tests run beside. */
const TERRAIN = JSON.parse(fs.readFileSync(path.join(__dirname, "package/cdk-terrain.json"), "utf8")) as {
  readonly dependencies: Record<string, string>;
  readonly overrides: Record<string, Record<string, string>>;
};

/** What commands write whole: `npm run review`, `scripts/findings.ts`. CI fails when they are stale. */
const GENERATED = ["access-review.md", "findings.md"];

/** The languages of blocks that are shown as they stand in a file, which tests run, parse or compare. */
const LANGUAGES = ["ts", "json", "yaml", "diff", "python", "go", "java", "csharp"];

/** Beside ours, the commands of a shell, of Terraform, of the Azure CLI and of cdktf, which no test here has. */
const OTHERS = [
  "az",
  "cd",
  "cdktf",
  "cdktn",
  "curl",
  "echo",
  "export",
  "git",
  "mkdir",
  "set",
  "sudo",
  "terraform",
  "TOKEN=$(curl",
];

const API = path.join(__dirname, "../docs/api");

/** The anchor that GitHub gives a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, "")
    .replace(/ /g, "-");

const anchorsIn = (text: string) => [
  ...[...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => anchorOf(heading)),
  ...[...text.matchAll(/<a (?:name|id)="([^"]+)"/g)].map(([, anchor]) => anchor),
];

/**
 * How npx runs the review: as it is installed, or out of the package that has it. On its own, the name of the command is
 * that of a package which anybody could publish.
 */
const NPX_REVIEW = /^npx (?:--no-install|--yes --legacy-peer-deps --package [\w-]+) access-review\b/;

/** The commands of a page's blocks for a shell: a line each, or several that end with a backslash. */
function commandsIn(text: string): string[] {
  return [...text.matchAll(/^```sh\n([^]*?)^```/gm)]
    .flatMap(([, block = ""]) => block.replace(/\\\n\s*/g, "").split("\n"))
    .flatMap((line) => line.split(" && "))
    .map((command) => command.replace(/\s+#.*$/, "").trim())
    .filter(Boolean);
}

/** What is wrong with a command of a page; undefined where it is one that the tests run, or another tool's. */
function problemOf(command: string): string | undefined {
  const [tool = "", verb = "", ...rest] = command.replace(/ >.*$/, "").split(/\s+/);
  if (tool === "npm") {
    return problemOfNpm(verb, rest);
  }
  if (tool === "npx" && rest.concat(verb).includes("access-review")) {
    return NPX_REVIEW.test(command)
      ? problemOfReview(rest.slice(rest.indexOf("access-review") + 1))
      : `npx would look for a package called access-review: ${command}`;
  }
  // npx runs a command of this package, or another tool's.
  return tool === "npx" || OTHERS.includes(tool) ? undefined : `${tool} is no command that the pages know`;
}

function problemOfNpm(verb: string, rest: readonly string[]): string | undefined {
  if (verb === "run") {
    return MANIFEST.scripts[rest[0] ?? ""] ? undefined : `package.json has no script ${rest[0]}`;
  }
  if (verb === "pkg") {
    return problemOfOverride(rest.join(" "));
  }
  if (verb === "test" || verb === "ci" || verb === "pack") {
    return undefined;
  }
  const versions = rest.flatMap((argument) => [...argument.matchAll(/^(@?[^@]+)@(.+)$/g)]);
  const untested = versions.find(
    ([, name = "", version]) => (MANIFEST.devDependencies[name] ?? version) !== version && name !== MANIFEST.name,
  );
  if (untested) {
    return `${untested[0]} is not the version that the tests run beside`;
  }
  return verb === "install" ? undefined : `npm ${verb} is no command that the pages know`;
}

/** What is wrong with an override that a page has npm write: the package of tests for CDK Terrain has it, too. */
function problemOfOverride(argument: string): string | undefined {
  const [, name = "", peer = "", version] = /^set "overrides\[(.+)\]\.(\w+)=([\d.]+)"$/.exec(argument) ?? [];
  const isTested = TERRAIN.overrides[name]?.[peer] === `$${peer}` && TERRAIN.dependencies[peer] === version;
  return isTested ? undefined : `npm pkg ${argument} writes no override that the tests have`;
}

function problemOfReview(args: readonly string[]): string | undefined {
  try {
    parsedArguments(args);
    return undefined;
  } catch (error) {
    return String(error);
  }
}

const API_PAGES = fs.readdirSync(API).map((file) => path.join(API, file));

describe.each([...PAGES, ...API_PAGES].map((page) => [path.relative(ROOT, page), page]))("the page %s", (_, page) => {
  const text = fs.readFileSync(page, "utf8");

  test("shows the code that the tests run", () => {
    expect(text).toBe(renderPage(page, text));
  });

  test("links to files and headings that are there", () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, link = ""]) => link.split("#"));
    for (const [file, anchor] of links) {
      const target = file ? path.join(path.dirname(page), file) : page;
      expect(fs.existsSync(target) ? "" : target).toBe("");
      if (anchor) {
        expect(anchorsIn(fs.readFileSync(target, "utf8"))).toContain(anchor);
      }
    }
  });

  const sourceOf = GENERATED.includes(path.basename(page)) ? test.skip : test;

  sourceOf("names the source of every block of code", () => {
    for (const language of LANGUAGES) {
      const named = text.match(new RegExp(`<!-- .+ -->\\n\`\`\`${language}\\n`, "g")) ?? [];
      expect([language, ...(text.match(new RegExp(`^\`\`\`${language}$`, "gm")) ?? [])]).toHaveLength(named.length + 1);
    }
  });

  test("names no factory, method or constant of the library that is not there", () => {
    const named = [...text.matchAll(/`[^`\n]+`/g)].flatMap(([code]) => [...code.matchAll(/\b([A-Z]\w+)\.(\w+)/g)]);
    const missing = named.filter(([, noun = "", member = ""]) => {
      const { [noun]: exported } = library as unknown as Record<string, { readonly prototype?: object } | undefined>;
      return exported && !(member in exported) && !(member in (exported.prototype ?? {}));
    });
    expect(missing.map(([code]) => code)).toEqual([]);
  });

  test("has commands that are there, with options that they have", () => {
    expect(commandsIn(text).flatMap((command) => problemOf(command) ?? [])).toEqual([]);
    const named = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, script]) => script);
    expect(Object.keys(MANIFEST.scripts)).toEqual(expect.arrayContaining(named));
  });
});

test.each([
  ["npm run fly", /no script fly/],
  ["npm install cdktf@0.20.0", /not the version/],
  ["npm install cdktn@0.23.0", /not the version/],
  ['npm pkg set "overrides[@cdktn/provider-azurerm].cdktn=0.23.0"', /no override/],
  ["npm publish", /npm publish/],
  ["npx --no-install access-review cdktf.out --fail broadened", /--fail/],
  ["npx access-review cdktf.out", /a package called access-review/],
  ["npx --yes access-review cdktf.out", /a package called access-review/],
  ["wget https://example.com", /wget/],
])("a page may not say %s", (command, problem) => {
  expect(problemOf(command)).toMatch(problem);
});

test("the links of examples/container/README.md lead somewhere", () => {
  const folder = path.join(ROOT, "examples/container");
  const links = fs.readFileSync(path.join(folder, "README.md"), "utf8").matchAll(/\]\((?!https:)([^)#]+)\)/g);
  expect([...links].map(([, link = ""]) => link).filter((link) => !fs.existsSync(path.join(folder, link)))).toEqual([]);
});
