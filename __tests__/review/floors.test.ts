import * as fs from "node:fs";
import * as path from "node:path";

const REVIEW = path.join(__dirname, "../../lib/review");

/** The floors below the program, with the floors that each may import from. */
const FLOORS: readonly (readonly [string, readonly string[]])[] = [
  ["base", ["base"]],
  ["azure", ["base", "azure"]],
  ["language", ["base", "azure", "language"]],
];

function filesOf(floor: string): string[] {
  return fs
    .readdirSync(path.join(REVIEW, floor), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => path.join(floor, name));
}

/** The files of the review that a file imports. */
function importsOf(file: string): string[] {
  const text = fs.readFileSync(path.join(REVIEW, file), "utf8");
  return [...text.matchAll(/ from "(\..+)"/g)].map(([, target = ""]) =>
    path.relative(REVIEW, path.resolve(REVIEW, path.dirname(file), `${target}.ts`)),
  );
}

describe("a floor imports only from itself and from the floors below", () => {
  test.each(FLOORS)("%s imports from %j", (floor, allowed) => {
    const imports = filesOf(floor).flatMap((file) => importsOf(file).map((target) => `${file} imports ${target}`));
    expect(imports.length).toBeGreaterThan(0);
    expect(imports.filter((one) => !allowed.some((below) => one.includes(` imports ${below}/`)))).toEqual([]);
  });
});

test("no file of these floors imports itself, however indirectly", () => {
  const left = new Map(FLOORS.flatMap(([floor]) => filesOf(floor)).map((file) => [file, importsOf(file)]));
  for (let found = true; found;) {
    // A file is taken away when everything that it imports is.
    const free = [...left].filter(([, targets]) => !targets.some((target) => left.has(target)));
    free.forEach(([file]) => left.delete(file));
    found = free.length > 0;
  }
  expect([...left.keys()]).toEqual([]);
});
