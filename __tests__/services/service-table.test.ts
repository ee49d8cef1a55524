import * as fs from "fs";
import * as path from "path";
import { ROWS } from "../../scripts/services";

const ROOT = path.join(__dirname, "../..");
const code = fs.readFileSync(path.join(ROOT, "lib/services/azure-service.ts"), "utf8");

/** The factories of the code, each with the docstring before it and its parameters. */
const FACTORIES = [
  ...code.matchAll(/\/\*\*\n((?: {3}\*.*\n)+?) {3}\*\/\n {2}public static (\w+)\(([^]*?)\): AzureService/g),
].map(([, docstring = "", name = "", parameters = ""]) => ({
  name,
  docstring: docstring.replace(/\s*\n\s*\*\s*/g, " "),
  parameters,
}));

/** The parameters without the options, as the table shows them: what has a default has a question mark. */
function shown(parameters: string): string {
  return parameters
    .split(",")
    .map((parameter) => /^\s*(\w+)(?=:)[^=]*(=)?/.exec(parameter) ?? [])
    .flatMap(([, name, isOptional]) =>
      name === undefined || name === "options" ? [] : [`${name}${isOptional ? "?" : ""}`],
    )
    .join(", ");
}

test("every factory is a row, and every row a factory", () => {
  expect(FACTORIES.map(({ name }) => name).filter((name) => name !== "of")).toEqual(ROWS.map(({ name }) => name));
});

test.each(ROWS.map((row) => [row.name, row] as const))("%s says what its row says", (name, row) => {
  const { docstring, parameters } = FACTORIES.find((factory) => factory.name === name)!;
  row.variables.forEach((variable) => expect(docstring).toContain(`\`${variable}\``));
  const choices = [...row.access.matchAll(/`(Role\.[A-Z_]+)`/g)].map(([, constant]) => constant);
  choices.forEach((constant) => expect(docstring).toContain(constant));
  expect(choices.length > 0).toBe(/\brole$/.test(row.parameters));
  expect(shown(parameters)).toBe(row.parameters);
});
