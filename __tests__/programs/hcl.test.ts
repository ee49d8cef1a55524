import { spawnSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { App, TerraformOutput, TerraformStack, TerraformVariable, Testing } from "cdktf";
import { MainStack } from "../../lib/main-stack";

/** What opens what a bracket closes. */
const OPENS: Record<string, string[]> = { "}": ["{", "${"], "]": ["["], ")": ["("] };

/**
 * A line of one string, as the writer writes each of them: a list item, or an argument under a plain or quoted name.
 */
const STRING_LINE = /^\s*(?:(?:[\w-]+|"[^"]*")\s*=\s*)?"(.*)",?\s*$/;

const ADDRESS = /^"?(?:data\.)?[A-Za-z_][\w-]*\.[A-Za-z_][\w-]*"?$/;

/** What Terraform would not read, or not as it was meant, in HCL as cdktf's writer leaves it. */
function defectsOf(hcl: string): string[] {
  return [...defectsOfLines(hcl.split("\n")), ...defectsOfDependsOn(hcl)];
}

function defectsOfLines(lines: readonly string[]): string[] {
  const open: string[] = [];
  const defects = lines.flatMap((line, index) =>
    [
      ...(line.includes("required_version") ? ["required_version, which the writer breaks"] : []),
      ...(line.includes("\\") ? ["a backslash, which the writer does not escape"] : []),
      ...(hasQuoteBesideInterpolation(line)
        ? ["a quote beside an interpolation, which the writer does not escape"]
        : []),
      ...scan(line, open),
    ].map((defect) => `line ${index + 1}: ${defect}`),
  );
  return open.length === 0 ? defects : [...defects, `the end: ${open.join(" ")} still open`];
}

function hasQuoteBesideInterpolation(line: string): boolean {
  const text = STRING_LINE.exec(line)?.[1] ?? "";
  const literal = withoutInterpolations(text);
  return literal !== text && literal.includes('"');
}

/**
 * The literal parts of a template. Braces pair up in what it leaves out, because none of this project's expressions
 * holds one in a string.
 */
function withoutInterpolations(template: string): string {
  let depth = 0;
  return template.replace(/\$\$\{|\$\{|[{}]|[^${}]+|\$/g, (part) => {
    const wasInside = depth > 0;
    if (part === "${" || (wasInside && part === "{")) {
      depth++;
    } else if (wasInside && part === "}") {
      depth--;
    }
    return wasInside || part === "${" ? "" : part;
  });
}

/**
 * Follows strings, interpolations and brackets along a line. What stays open at its end is left in `open`; a string
 * must not be.
 */
function scan(line: string, open: string[]): string[] {
  const defects: string[] = [];
  for (const [part] of line.matchAll(/\\.|\$\$\{|\$\{|<<|["{}[\]()]/g)) {
    const inString = open.at(-1) === '"';
    if (inString && part === '"') {
      open.pop();
    } else if (part === "${" || (!inString && '"{[('.includes(part))) {
      open.push(part);
    } else if (!inString && part in OPENS) {
      const opened = open.pop() ?? "";
      defects.push(...(OPENS[part]!.includes(opened) ? [] : [`${part} closes nothing`]));
    } else if (!inString && part === "<<") {
      defects.push("a heredoc, which ends in a newline more than the text does");
    }
  }
  if (open.includes('"')) {
    defects.push("a string that does not end");
    open.splice(open.indexOf('"'));
  }
  return defects;
}

/** Terraform takes addresses there, and no expressions. */
function defectsOfDependsOn(hcl: string): string[] {
  return [...hcl.matchAll(/depends_on\s*=\s*\[([^\]]*)/g)]
    .flatMap(([, list]) => list!.split(",").map((entry) => entry.trim()))
    .filter((entry) => entry !== "" && !ADDRESS.test(entry))
    .map((entry) => `depends_on: ${entry} is no address`);
}

/** Synthesizes the main stack as `npm run synth:hcl` does. */
function synthMainStack(): string {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "hcl-"));
  // How the CLI asks for HCL. The `hclOutput` of an App alone names the file cdk.tf and fills it with JSON.
  process.env.SYNTH_HCL_OUTPUT = "true";
  try {
    const app = new App({ outdir, hclOutput: true });
    new MainStack(app, "main", {});
    app.synth();
    return fs.readFileSync(path.join(outdir, "stacks", "main", "cdk.tf"), "utf8");
  } finally {
    delete process.env.SYNTH_HCL_OUTPUT;
    fs.rmSync(outdir, { recursive: true });
  }
}

describe("the main stack as HCL", () => {
  const hcl = synthMainStack();

  test("is HCL, and has the app wait for its access", () => {
    expect(hcl).toContain('resource "azurerm_container_app" "user-assigned_');
    expect(hcl).toContain("depends_on = [");
  });

  test("has none of the defects of cdktf's writer", () => {
    expect(defectsOf(hcl)).toEqual([]);
  });

  const hasTerraform = spawnSync("terraform", ["version"]).status === 0;
  (hasTerraform ? test : test.skip)("is read by Terraform (skipped without one)", () => {
    const { status, stderr } = spawnSync("terraform", ["fmt", "-no-color", "-"], { input: hcl, encoding: "utf8" });
    expect({ status, errors: /Error: [^]*/.exec(stderr)?.[0] }).toEqual({ status: 0, errors: undefined });
  });
});

describe("a defect of cdktf's writer is seen:", () => {
  test("as the writer itself makes them", () => {
    const stack = new TerraformStack(Testing.app(), "defects");
    const variable = new TerraformVariable(stack, "v", { type: "string" });
    stack.addOverride("terraform.required_version", ">= 1.11");
    new TerraformOutput(stack, "quote", { value: `say "hi" ${variable.stringValue}` });
    new TerraformOutput(stack, "backslash", { value: "C:\\temp" });
    const group = new ResourceGroup(stack, "heredoc", { name: "two\nlines", location: "westeurope" });
    new ResourceGroup(stack, "waiting", { name: "waiting", location: "westeurope" }).dependsOn = [group.fqn];
    expect(
      defectsOf(Testing.synthHcl(stack) as string).map((defect) => defect.replace(/^line \d+: |, which.*/g, "")),
    ).toEqual([
      "required_version",
      "a quote beside an interpolation",
      "a backslash",
      "a heredoc",
      'depends_on: "${azurerm_resource_group.heredoc}" is no address',
    ]);
  });

  test.each([
    [
      "a required version",
      'terraform {\n  0 = "required_version"\n}',
      ["line 2: required_version, which the writer breaks"],
    ],
    ["a backslash", 'value = "C:\\temp"', ["line 1: a backslash, which the writer does not escape"]],
    [
      "a quote beside an interpolation",
      'value = "say "hi" ${var.v}"',
      ["line 1: a quote beside an interpolation, which the writer does not escape"],
    ],
    [
      "one in a list",
      '  "${var.v} "hi"",',
      ["line 1: a quote beside an interpolation, which the writer does not escape"],
    ],
    [
      "one under a quoted name",
      '"a/b" = ""${var.v}""',
      ["line 1: a quote beside an interpolation, which the writer does not escape"],
    ],
    [
      "an escaped one",
      'value = "say \\"hi\\" ${var.v}"',
      [
        "line 1: a backslash, which the writer does not escape",
        "line 1: a quote beside an interpolation, which the writer does not escape",
      ],
    ],
    ["a heredoc", "value = <<EOF\ntext\nEOF", ["line 1: a heredoc, which ends in a newline more than the text does"]],
    [
      "a string over two lines",
      'value = "two\nlines"',
      ["line 1: a string that does not end", "line 2: a string that does not end"],
    ],
    ["an interpolation that does not end", 'value = "${join("-", [var.v]"', ["line 1: a string that does not end"]],
    ["a block that does not end", 'output "o" {\n  value = {\n}', ["the end: { still open"]],
    ["a brace too many", "locals {\n}\n}", ["line 3: } closes nothing"]],
    ["a bracket that a brace closes", "value = [1}", ["line 1: } closes nothing"]],
    [
      "an expression in depends_on",
      'depends_on = [\n  "azurerm_a.a",\n  "${azurerm_b.b}",\n]',
      ['depends_on: "${azurerm_b.b}" is no address'],
    ],
    ["an attribute in depends_on", 'depends_on = ["azurerm_a.a.id"]', ['depends_on: "azurerm_a.a.id" is no address']],
  ])("%s", (_, hcl, defects) => {
    expect(defectsOf(hcl)).toEqual(defects);
  });
});

describe("no defect is seen in", () => {
  test.each([
    ["quotes within an interpolation", 'value = "${join(",", [var.v, "b"])} and ${lookup({ "a" = "b" }, var.v, "d")}"'],
    ["a literal ${", 'value = "$${HOME}"'],
    ["brackets and << in a string", 'value = "}) ] <<EOF"'],
    [
      "addresses of resources, data sources and modules",
      'depends_on = [\n"azurerm_a.a-b",\n"data.azurerm_b.b",\nmodule.c,\n]',
    ],
  ])("%s", (_, hcl) => {
    expect(defectsOf(hcl)).toEqual([]);
  });
});
