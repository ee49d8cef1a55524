import { spawn, spawnSync } from "child_process";
import * as fs from "fs";
import * as http from "http";
import { AddressInfo } from "net";
import * as os from "os";
import * as path from "path";
import { App, Testing } from "cdktf";
import { MinimalStack } from "../examples/minimal";
import { PipelineIdentityStack } from "../examples/pipeline-identity";
import { program as stages } from "../examples/stages";
import {
  AppSecret,
  AzureService,
  ContainerImage,
  KeyVault,
  KeyVaultAccessModel,
  ManagedIdentityContainerApp,
  Role,
} from "../lib";
import { MainStack } from "../lib/main-stack";
import { main } from "../lib/review/door/cli";
import { appProps, newStack, Synthesized } from "./support/synth";
import { TerraformGraph } from "./support/terraform-graph";

const ROOT = path.join(__dirname, "..");
const read = (file: string) => fs.readFileSync(path.join(ROOT, file), "utf8");
const scripts = Object.keys((JSON.parse(read("package.json")) as { scripts: object }).scripts);

/** The code blocks of a language in a page. */
function blocks(page: string, language: string): string[] {
  return [...read(page).matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, "g"))].map(([, block]) => block!);
}

describe("README", () => {
  const readme = read("README.md");

  test("is read in minutes: at most 250 lines, and 1,200 words of prose", () => {
    const prose = readme.replace(/^```[^]*?^```/gm, "").replace(/^(?:>|<!--).*$/gm, "");
    expect(readme.split("\n").length).toBeLessThanOrEqual(250);
    expect(prose.match(/[\w'’-]+/g)!.length).toBeLessThanOrEqual(1200);
  });

  test("leads to every page", () => {
    const pages = fs.readdirSync(path.join(ROOT, "docs")).filter((file) => file.endsWith(".md"));
    const linked = new Set(
      [read("README.md"), ...["reviewing.md", "identities.md"].map((page) => read(`docs/${page}`))].flatMap((text) =>
        [...text.matchAll(/\]\((?:docs\/)?([\w-]+\.md)/g)].map(([, page]) => page),
      ),
    );
    expect(pages.filter((page) => !linked.has(page))).toEqual([]);
  });

  test("draws the smallest program as it is synthesized, with the order of what it makes", () => {
    const program = new Synthesized(Testing.synth(new MinimalStack(Testing.app(), "minimal")));
    const graph = new TerraformGraph(program);
    const picture = blocks("README.md", "mermaid")[0]!;
    const types = new Map([...picture.matchAll(/^ *(\w+)\W+(azurerm_\w+)/gm)].map(([, node, type]) => [node, type]));
    expect([...types.values()].sort()).toEqual(program.addresses.map((address) => address.split(".")[0]));
    const addressOf = (node: string) => program.addresses.find((address) => address.startsWith(`${types.get(node)}.`));
    const arrows = [...picture.matchAll(/(\w+) --> (\w+)/g)].map(([, from, to]) => [addressOf(from!), addressOf(to!)]);
    const between = arrows.filter(([from, to]) => from && to) as [string, string][];
    expect(between).toHaveLength(2);
    between.forEach(([from, to]) => expect(graph.before(to)).toContain(from));
  });
});

test("the page of errors shows a refusal as it is printed", () => {
  const prod = newStack("prod");
  const containers = [{ image: ContainerImage.of("nginx"), cpu: 0.6 }];
  const message = blocks("docs/errors.md", "text")
    .find((block) => block.includes("is refused"))!
    .replace(/\s+/g, " ")
    .trim();
  expect(() => new ManagedIdentityContainerApp(prod, "shop", appProps(prod, { containers }))).toThrow(
    new RegExp(`^${message.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/ /g, "\\s+")}$`),
  );
});

test("the page of errors says how the errors of calls and of whole programs begin", () => {
  const page = read("docs/errors.md").replace(/\\/g, "");
  const prod = newStack("prod");
  const props = appProps(prod);
  const shop = new ManagedIdentityContainerApp(prod, "shop", props);
  const vault = KeyVault.fromKeyVaultName(prod, "vault", {
    name: "my-vault",
    resourceGroupName: "my-rg",
    accessModel: KeyVaultAccessModel.RBAC,
  });
  const same = () => {
    new ManagedIdentityContainerApp(prod, "twin", props);
    Testing.synth(prod);
  };
  const begins: [() => unknown, string][] = [
    [() => shop.assignRole(Role.STORAGE_BLOB_DATA_READER, "storage"), "[prod/shop] is refused:"],
    [() => vault.secret("db_password"), "[prod/vault] is refused: - secret(name): "],
    [() => AppSecret.fromValue(prod, "db", "hunter2"), "[prod] is refused: - AppSecret.fromValue: "],
    [() => AzureService.storageBlobs("storage" as never), "AzureService.storageBlobs is refused:"],
    [same, "[prod] is refused: - [prod/"],
  ];
  for (const [call, beginning] of begins) {
    expect(page).toContain(beginning);
    expect(messageOf(call).replace(/\s+/g, " ")).toMatch(new RegExp(`^${beginning.replace(/[[\]().]/g, "\\$&")}`));
  }
});

function messageOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}

test("the page of errors quotes the rules that it links to", () => {
  const rows = read("docs/rules.md").split("\n");
  const links = [...read("docs/errors.md").matchAll(/^\| \[(.+?)\]\(rules\.md#([\w-]+)\)/gm)];
  expect(links.length).toBeGreaterThan(5);
  for (const [, quoted = "", anchor = ""] of links) {
    expect(rows.find((row) => row.includes(`<a id="${anchor}"></a>`))).toContain(quoted);
  }
});

test("the page of stages compares two that allow the same, at the same addresses", () => {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "stages-"));
  const app = new App({ outdir });
  stages(app);
  app.synth();
  const [, command] = /npx --no-install access-review ([^`]*--map[^`]*)```/.exec(read("docs/stages.md"))!;
  const options = command!.trim().split(/[\s\\]+/);
  const printed: string[] = [];
  const code = main([...options.map((option) => option.replace("cdktf.out", outdir)), "--format", "json"], {
    out: (text) => printed.push(text),
    err: (text) => printed.push(text),
  });
  const addresses = ["dev", "prod"].map(
    (stage) => new Synthesized(fs.readFileSync(path.join(outdir, "stacks", stage, "cdk.tf.json"), "utf8")).addresses,
  );
  fs.rmSync(outdir, { recursive: true });
  expect(addresses[0]).toEqual(addresses[1]);
  expect(code).toBe(0);
  expect((JSON.parse(printed.join("")) as { change: object }).change).toMatchObject({ verdict: "same" });
});

test("the workflow of the page of pipelines signs in with the outputs of the program, and deploys what it makes", () => {
  const workflow = read("docs/deploy.yml");
  const found = (pattern: RegExp) => pattern.exec(workflow)?.slice(1);
  const program = new Synthesized(Testing.synth(new PipelineIdentityStack(Testing.app(), "pipeline")));
  const { output } = JSON.parse(program.text) as { output: object };
  const variables = [...workflow.matchAll(/\bvars\.(\w+)/g)].map(([, name = ""]) => name.toLowerCase());
  expect(variables.sort()).toEqual(Object.keys(output).sort());
  const subjects = Object.values(program.all("azurerm_federated_identity_credential")).map(({ subject }) => subject);
  expect(subjects).toContain(`repo:contoso/shop:environment:${found(/^ +environment: (.*)$/m)?.[0]}`);
  expect(workflow).toMatch(/^ +id-token: write$/m);
  const [registry] = Object.values(program.json.data?.azurerm_container_registry ?? {});
  expect(found(/az acr login --name (\S+)$/m)).toEqual([registry?.name]);
  expect(found(/^ +IMAGE: (\w+)\.azurecr\.io\//m)).toEqual([registry?.name]);
  const [group, app] = ["azurerm_resource_group", "azurerm_container_app"].map((type) => program.only(type).name);
  expect(found(/--resource-group (\S+) --name (\S+) /)).toEqual([group, app]);
});

test("the workflow of the page of pipelines applies each stage, with the variables that it has", () => {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "apply-"));
  const app = new App({ outdir });
  stages(app);
  app.synth();
  const stacks = fs.readdirSync(path.join(outdir, "stacks")).map((name) => {
    const program = JSON.parse(read(path.relative(ROOT, path.join(outdir, "stacks", name, "cdk.tf.json")))) as {
      readonly variable: Record<string, object>;
      readonly terraform: { readonly backend: object };
    };
    return { name, variables: Object.keys(program.variable), backends: Object.keys(program.terraform.backend) };
  });
  fs.rmSync(outdir, { recursive: true });
  const workflow = read("docs/apply.yml");
  expect(/^ +stage: \[(.*)\]$/m.exec(workflow)?.[1]?.split(", ")).toEqual(stacks.map(({ name }) => name));
  const variables = [...workflow.matchAll(/^ +TF_VAR_(\w+):/gm)].map(([, name]) => name);
  expect(stacks.map((stack) => stack.variables)).toEqual([variables, variables]);
  // The runner of one job has no state of another's.
  expect(stacks.map(({ backends }) => backends)).toEqual([["azurerm"], ["azurerm"]]);
  expect(workflow).toMatch(/^ +environment: \$\{\{ matrix\.stage \}\}$/m);
  expect(workflow).toMatch(/^ +id-token: write$/m);
  const { scripts: ofTemplate } = JSON.parse(read("template/files/package.json")) as { scripts: object };
  expect(Object.keys(ofTemplate)).toContain(/npm run (\w+)$/m.exec(workflow)?.[1]);
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

  test("are right in the page", async () => {
    expect(
      await run(blocks("docs/in-the-container.md", "sh").find((block) => block.includes("IDENTITY_ENDPOINT"))!),
    ).toBe("Hello Container Apps");
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
    const commands = blocks("docs/in-the-container.md", "sh").find((block) => block.includes("az login --identity"))!;
    expect(await run(`az() { echo az $@; }\n${commands}`)).toBe(
      `az login --identity --client-id client --allow-no-subscriptions\naz keyvault secret show --id ${address}secrets/SampleSecret --query value --output tsv`,
    );
  });
});
