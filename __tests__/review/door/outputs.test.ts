import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { main } from "../../../lib/review/door/cli";
import { program, secretsUser } from "../../support/review-programs";

let folder: string;
const home = process.cwd();
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "outputs-"));
  process.chdir(folder);
  fs.writeFileSync("one.json", JSON.stringify(program({ azurerm_role_assignment: { r: secretsUser } })));
});
afterEach(() => {
  process.chdir(home);
  fs.rmSync(folder, { recursive: true, force: true });
});

function run(...args: string[]): { code: number; out: string; err: string } {
  let [out, err] = ["", ""];
  const code = main(args, { out: (text) => (out += text), err: (text) => (err += text) });
  return { code, out, err };
}

/** What the files of each format begin with. */
const BEGINNINGS: readonly (readonly [file: string, format: string, beginning: RegExp])[] = [
  ["page.md", "markdown", /^## Access review\n/],
  ["review.JSON", "json", /^\{\n {2}"schemaVersion": 1/],
  ["picture.mmd", "mermaid", /^flowchart LR\n/],
  ["review.sarif", "sarif", /^\{\n {2}"\$schema"/],
  ["tests.xml", "junit", /^<\?xml version="1.0"/],
  ["page", "markdown", /^## Access review\n/],
];

test("one run writes several files, each in the format of its ending", () => {
  expect(run("one.json", ...BEGINNINGS.flatMap(([file]) => ["--output", file]))).toEqual({ code: 0, out: "", err: "" });
  for (const [file, , beginning] of BEGINNINGS) {
    expect(fs.readFileSync(file, "utf8")).toMatch(beginning);
  }
});

test.each(BEGINNINGS)("--format overrules the ending: %s in %s", (_, format, beginning) => {
  expect(run("one.json", "--output", "x.txt", "--output", "y.json", "--format", format).code).toBe(0);
  expect(fs.readFileSync("x.txt", "utf8")).toMatch(beginning);
  expect(fs.readFileSync("y.json", "utf8")).toBe(fs.readFileSync("x.txt", "utf8"));
});

test("--max-length shortens the page, and refuses what no page fits in", () => {
  const roles = Object.fromEntries(
    [...Array(200).keys()].map((i) => [`r${i}`, { ...secretsUser, scope: `/subscriptions/${i}` }]),
  );
  fs.writeFileSync("many.json", JSON.stringify(program({ azurerm_role_assignment: roles })));
  expect(run("many.json", "--max-length", "9000").out.length).toBeLessThanOrEqual(9000);
  expect(run("many.json", "--max-length", "1000000").out.length).toBeGreaterThan(9000);
  for (const length of ["7999", "much", "1.5", ""]) {
    expect(run("one.json", "--max-length", length)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/--max-length is ".*"; allowed: a whole number from 8000/) as string,
    });
  }
});
