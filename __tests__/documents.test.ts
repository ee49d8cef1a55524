import { spawn, spawnSync } from "child_process";
import * as fs from "fs";
import * as http from "http";
import { AddressInfo } from "net";
import * as path from "path";
import { Testing } from "cdktf";
import { ContainerImage, ManagedIdentityContainerApp } from "../lib";
import { MainStack } from "../lib/main-stack";
import { renderReadme } from "../scripts/readme";
import { appProps, newStack } from "./support/synth";

const ROOT = path.join(__dirname, "..");
const read = (file: string) => fs.readFileSync(path.join(ROOT, file), "utf8");
const readme = read("README.md");
const scripts = Object.keys((JSON.parse(read("package.json")) as { scripts: object }).scripts);

/** The code blocks of a language in the README. */
function blocks(language: string): string[] {
  return [...readme.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, "g"))].map(([, block]) => block!);
}

describe("README", () => {
  test("shows the code that the tests run", () => {
    expect(readme).toBe(renderReadme(readme));
  });

  test("names the source of every block of code", () => {
    for (const language of ["ts", "json"]) {
      expect(readme.match(new RegExp(`^\`\`\`${language}$`, "gm"))).toHaveLength(
        [...readme.matchAll(new RegExp(`<!-- .+ -->\\n\`\`\`${language}\\n`, "g"))].length,
      );
    }
  });

  test("knows no script that package.json does not", () => {
    const named = [...readme.matchAll(/npm run ([\w:]+)/g)].map(([, script]) => script);
    expect(scripts).toEqual(expect.arrayContaining(named));
  });

  test("shows a refusal as it is printed", () => {
    const prod = newStack("prod");
    const app = () =>
      new ManagedIdentityContainerApp(
        prod,
        "shop",
        appProps(prod, { containers: [{ image: ContainerImage.of("nginx"), cpu: 0.6 }] }),
      );
    const message = blocks("text")
      .find((block) => block.includes("is refused"))!
      .replace(/\s+/g, " ")
      .trim();
    expect(() => app()).toThrow(
      new RegExp(`^${message.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/ /g, "\\s+")}$`),
    );
  });

  test("links to files that are there", () => {
    const links = [...readme.matchAll(/\]\((?!https:)([^)#]+)\)/g)].map(([, link]) => link!);
    expect(links.filter((link) => !fs.existsSync(path.join(ROOT, link)))).toEqual([]);
  });
});

test("help has a line for each command of package.json", () => {
  const commands = [...read("help").matchAll(/^npm (?:run )?([\w:]+) /gm)]
    .map(([, command]) => command)
    .filter((command) => command !== "ci");
  expect(commands.sort()).toEqual(scripts.filter((script) => !script.startsWith("pre")).sort());
});

/** The container has these tools; the machine of the tests may not. */
const hasTools = ["sh", "curl", "jq"].every((tool) => spawnSync(tool, ["--version"]).error === undefined);

(hasTools ? describe : describe.skip)("the commands that read the secret in a container", () => {
  let server: http.Server;
  let address: string;
  let requests: string[];

  beforeAll((done) => {
    server = http.createServer((request, response) => {
      const { url, headers } = request;
      requests.push(`${url} ${[headers["x-identity-header"], headers.authorization].filter(Boolean).join()}`);
      response.end(
        JSON.stringify(url!.startsWith("/msi") ? { access_token: "token" } : { value: "Hello Container Apps" }),
      );
    });
    server.listen(0, "127.0.0.1", () => {
      address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
      done();
    });
  });
  beforeEach(() => (requests = []));
  afterAll((done) => void server.close(done));

  /** Runs commands as the container's shell would, against a stand-in for the identity endpoint and the vault. */
  function run(commands: string): Promise<string> {
    const env = {
      PATH: process.env.PATH,
      IDENTITY_ENDPOINT: `${address}msi`,
      IDENTITY_HEADER: "header",
      AZURE_CLIENT_ID: "client",
      AZURE_KEY_VAULT_ENDPOINT: address,
    };
    const shell = spawn("sh", ["-c", commands], { env: env as NodeJS.ProcessEnv });
    let output = "";
    shell.stdout.on("data", (data: Buffer) => (output += data.toString()));
    return new Promise((resolve) => shell.on("close", () => resolve(output.trim())));
  }

  const TOKEN = "/msi?resource=https://vault.azure.net&api-version=2019-08-01";
  const SECRET = "/secrets/SampleSecret?api-version=7.4 Bearer token";

  test("are right in the README", async () => {
    expect(await run(blocks("sh").find((block) => block.includes("IDENTITY_ENDPOINT"))!)).toBe("Hello Container Apps");
    expect(requests).toEqual([`${TOKEN}&client_id=client header`, SECRET]);
  });

  test.each([
    ["user_assigned", `${TOKEN}&client_id=client header`],
    ["system_assigned", `${TOKEN} header`],
  ])("are right in the outputs of the main stack, %s", async (prefix, token) => {
    const { output } = JSON.parse(Testing.synth(new MainStack(Testing.app(), "main", {}))) as {
      output: Record<string, { value: string }>;
    };
    const command = output[`${prefix}_read_secret`]!.value.replace(
      /\$\{azurerm_key_vault\.[\w-]+\.vault_uri\}/,
      address,
    );
    expect(await run(command)).toBe("Hello Container Apps");
    expect(requests).toEqual([token, SECRET]);
  });

  test("with az name the identity and the secret", async () => {
    const commands = blocks("sh").find((block) => block.includes("az login --identity"))!;
    expect(await run(`az() { echo az $@; }\n${commands}`)).toBe(
      `az login --identity --client-id client --allow-no-subscriptions\naz keyvault secret show --id ${address}secrets/SampleSecret --query value --output tsv`,
    );
  });
});
