import { spawn, spawnSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { Testing } from "cdktf";
import { MainStack } from "../../lib/main-stack";
import { synthStack } from "../support/synth";
import { Platform } from "./platform/platform";
import { exampleProgram, VARIABLES } from "./programs";

const ROOT = path.join(__dirname, "../..");
const PAGE = fs.readFileSync(path.join(ROOT, "docs/in-the-container.md"), "utf8");
const SNIPPETS = path.join(ROOT, "docs/in-the-container");
const SECRET = VARIABLES.sample_secret;

/** Whether a command runs here, and exits with 0. */
const runs = (command: string, ...args: string[]) => spawnSync(command, args, { stdio: "ignore" }).status === 0;
const when = (isThere: boolean) => (isThere ? test : test.skip);

let platform: Platform;

/** Runs a command in the shell of a container of the app, and returns what it prints. */
async function inContainer(command: string, variables: Record<string, string> = {}): Promise<string> {
  const shell = spawn("sh", ["-ec", command], {
    env: {
      PATH: process.env.PATH,
      ...platform.containerVariables,
      ...platform.platformVariables(8080),
      ...platform.proxyVariables,
      ...variables,
    } as NodeJS.ProcessEnv,
  });
  let [output, errors] = ["", ""];
  shell.stdout.on("data", (data: Buffer) => (output += data.toString()));
  shell.stderr.on("data", (data: Buffer) => (errors += data.toString()));
  const status = await new Promise((resolve) => shell.on("close", resolve));
  if (status !== 0) {
    throw new Error(`${command} ends with ${String(status)}:\n${output}${errors}`);
  }
  return output.trim();
}

const hasCurl = runs("curl", "--version") && runs("jq", "--version");

/** An Azure CLI of before it took `--client-id` speaks an older protocol. */
const azHelp = spawnSync("az", ["login", "--help"], { encoding: "utf8" }).stdout ?? "";
const isOldAz = !azHelp.includes("--client-id");

/** A Python that has the Azure SDK, if there is one: Debian's has it from the package python3-azure. */
const python = ["python3", "/usr/bin/python3"].find((command) =>
  runs(command, "-c", "import azure.identity, azure.keyvault.secrets"),
);

afterEach(() => platform.stop());

describe("in the shell of the main stack's apps", () => {
  const program = synthStack(new MainStack(Testing.app(), "main", { KEY_VAULT: "sample-vault-7f3a" }));
  const { output } = program.json as unknown as { output: Record<string, { value: string }> };

  when(hasCurl).each([
    ["user_assigned", "my-container-app"],
    ["system_assigned", "my-container-app-system"],
  ])("the output %s_read_secret reads the secret", async (prefix, app) => {
    platform = await Platform.start(program, VARIABLES, app);
    const command = platform.state.resolve(output[`${prefix}_read_secret`]!.value) as string;
    expect(await inContainer(command)).toBe(SECRET);
    expect(platform.vault.requests).toEqual(["GET /secrets/SampleSecret 200"]);
  });
});

describe("in the container of the example", () => {
  let clientId: string;

  beforeEach(async () => {
    platform = await Platform.start(exampleProgram(), VARIABLES);
    clientId = platform.containerVariables.AZURE_CLIENT_ID!;
  });

  when(hasCurl)("the page's lines for curl read the secret", async () => {
    const [, lines] = /```sh\n(TOKEN=\$\(curl [^]*?)```/.exec(PAGE)!;
    expect(await inContainer(lines!)).toBe(SECRET);
  });

  (azHelp ? describe : describe.skip)("the Azure CLI", () => {
    let folder: string;
    const az = (command: string) =>
      inContainer(command, {
        AZURE_CONFIG_DIR: folder,
        HOME: folder,
        AZURE_CORE_COLLECT_TELEMETRY: "no",
        ...(isOldAz && { APPSETTING_WEBSITE_SITE_NAME: "any" }),
      });
    const login = `az login --identity ${isOldAz ? "--username" : "--client-id"} $AZURE_CLIENT_ID`;
    // Debian's package cannot run the command for secrets: a module that it imports is in no package.
    const read = isOldAz
      ? "curl -s --oauth2-bearer $(az account get-access-token --resource https://vault.azure.net --query accessToken --output tsv)" +
        " ${AZURE_KEY_VAULT_ENDPOINT}secrets/SampleSecret?api-version=7.4 | jq -r .value"
      : "az keyvault secret show --id ${AZURE_KEY_VAULT_ENDPOINT}secrets/SampleSecret --query value --output tsv";

    beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "az-"))));
    afterEach(() => fs.rmSync(folder, { recursive: true }));

    test("signs in and reads the secret", async () => {
      expect(await az(`${login} --allow-no-subscriptions >&2\n${read}`)).toBe(SECRET);
    });

    test("does not sign in an identity without a role on a subscription unless it is told to", async () => {
      await expect(az(login)).rejects.toThrow(/no subscriptions/i);
    });
  });

  // What the CLI sends since it takes --client-id: the requests of MSAL for Python, and one for the subscriptions.
  when(hasCurl)("the requests of a current Azure CLI are answered", async () => {
    const token = (resource: string) =>
      "curl -sS --fail -G $IDENTITY_ENDPOINT -H X-IDENTITY-HEADER:$IDENTITY_HEADER -H Metadata:true" +
      ` -d api-version=2019-08-01 --data-urlencode resource=${resource} -d client_id=$AZURE_CLIENT_ID | jq -r .access_token`;
    const output = await inContainer(`
      MANAGEMENT=$(${token("https://management.core.windows.net/")})
      curl -sS --fail --oauth2-bearer $MANAGEMENT "https://management.azure.com/subscriptions?api-version=2022-12-01"
      curl -sS -o /dev/null -w '%{http_code}' "\${AZURE_KEY_VAULT_ENDPOINT}secrets/SampleSecret/?api-version=7.4"
      VAULT=$(${token("https://vault.azure.net")})
      curl -sS --fail --oauth2-bearer $VAULT "\${AZURE_KEY_VAULT_ENDPOINT}secrets/SampleSecret/?api-version=7.4" | jq -r .value`);
    // No subscription, because a role on one is nothing that the example grants: hence --allow-no-subscriptions.
    expect(output).toBe(`{"value":[]}401${SECRET}`);
    expect(platform.identityEndpoint.requests).toEqual([
      `?api-version=2019-08-01&resource=https://management.core.windows.net/&client_id=${clientId} 200`,
      `?api-version=2019-08-01&resource=https://vault.azure.net&client_id=${clientId} 200`,
    ]);
  });

  when(python !== undefined)("the program in Python reads the secret", async () => {
    const output = await inContainer(`${python} ${path.join(SNIPPETS, "read_secret.py")}`);
    expect(output).toMatch(/^read version [0-9a-f]{32}$/);
    expect(platform.identityEndpoint.requests).toEqual([expect.stringContaining(`client_id=${clientId}`)]);
  });
});
