import { execSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { App, Testing } from "cdktf";
import { MainStack } from "../lib/main-stack";
import { Body, Synthesized } from "./support/synth";
import { TerraformGraph } from "./support/terraform-graph";

function synthMain(environment: Record<string, string> = {}, context: Record<string, string> = {}): Synthesized {
  return new Synthesized(Testing.synth(new MainStack(Testing.app({ context }), "main", environment), true));
}

describe("the founding scenario", () => {
  const program = synthMain();
  const app = program.named("azurerm_container_app", "my-container-app");
  const systemApp = program.named("azurerm_container_app", "my-container-app-system");

  test("is what the documentation makes, and what that needs", () => {
    const counts = Object.fromEntries(
      Object.entries(program.json.resource!).map(([type, resources]) => [type, Object.keys(resources).length]),
    );
    expect(counts).toEqual({
      azurerm_resource_group: 1,
      azurerm_log_analytics_workspace: 1,
      azurerm_container_app_environment: 1,
      azurerm_key_vault: 1,
      azurerm_key_vault_secret: 1,
      azurerm_user_assigned_identity: 1,
      azurerm_key_vault_access_policy: 3,
      azurerm_container_app: 2,
    });
    expect(new TerraformGraph(program).onCycles).toEqual([]);
  });

  test("writes the secret write-only, from a sensitive variable", () => {
    expect(program.only("azurerm_key_vault_secret")).toMatchObject({
      name: "SampleSecret",
      content_type: "ACIsecret",
      value_wo: "${var.sample_secret}",
    });
    expect((program.json as { variable?: unknown }).variable).toMatchObject({ sample_secret: { sensitive: true } });
    expect((program.json as { variable: { sample_secret: Body } }).variable.sample_secret).not.toHaveProperty(
      "default",
    );
  });

  test("example 1 runs under the user-assigned identity, with the secret as a variable", () => {
    expect(app).toMatchObject({ identity: { type: "UserAssigned" }, secret: [{ name: "samplesecret" }] });
    expect(program.only("azurerm_user_assigned_identity").name).toBe("my-container-app-id");
    const [container] = (app.template as { container: Body[] }).container;
    expect(container).toMatchObject({ image: "mcr.microsoft.com/azure-cli", command: ["tail", "-f", "/dev/null"] });
    expect(container!.env).toContainEqual({ name: "SAMPLE_SECRET", secret_name: "samplesecret" });
  });

  test("example 1 waits for its access and for the secret", () => {
    expect(app.depends_on).toEqual([
      expect.stringMatching(/^azurerm_key_vault_access_policy\./),
      expect.stringMatching(/^azurerm_key_vault_secret\./),
    ]);
  });

  test("example 2 runs under the system-assigned identity, and reads the vault from code", () => {
    expect(systemApp.identity).toEqual({ type: "SystemAssigned" });
    expect(systemApp).not.toHaveProperty("secret");
    expect((systemApp.template as { container: Body[] }).container[0]!.env).toEqual([
      { name: "AZURE_KEY_VAULT_ENDPOINT", value: expect.any(String) as string },
    ]);
  });

  test("derives the name of the vault at plan from the subscription and the resource group", () => {
    expect(program.only("azurerm_key_vault").name).toBe(
      "kv-${substr(uuidv5(data.azurerm_client_config.client-config.subscription_id, azurerm_resource_group.resource-group.name), 0, 18)}",
    );
  });

  test("says whom each app acts as, and how to see it, without a double quote", () => {
    const outputs = (program.json as unknown as { output: Record<string, { value: string }> }).output;
    const common = ["check_identity", "open_shell", "principal_id", "read_secret", "tenant_id"];
    expect(Object.keys(outputs).sort()).toEqual(
      [
        ...common.map((name) => `system_assigned_${name}`),
        "user_assigned_client_id",
        ...common.map((name) => `user_assigned_${name}`),
      ].sort(),
    );
    expect(JSON.stringify(Object.values(outputs).map(({ value }) => value))).not.toMatch(/\\"|169\.254/);
    expect(outputs.user_assigned_open_shell!.value).toBe(
      "az containerapp exec --name my-container-app --resource-group my-container-apps --command /bin/bash",
    );
  });
});

describe("its names", () => {
  test("come from the environment, else from the context; an empty one is none", () => {
    const environment = { RESOURCE_GROUP: "from-environment", LOCATION: "", KEY_VAULT: "my-own-vault" };
    const program = synthMain(environment, {
      RESOURCE_GROUP: "from-context",
      LOCATION: "northeurope",
      IDENTITY_NAME: "context-id",
    });
    expect(program.only("azurerm_resource_group")).toMatchObject({ name: "from-environment", location: "northeurope" });
    expect(program.only("azurerm_key_vault").name).toBe("my-own-vault");
    expect(program.only("azurerm_user_assigned_identity").name).toBe("context-id");
  });

  test("that Azure refuses fail synth at once, all of them", () => {
    expect(() => synthMain({ KEY_VAULT: "1", CONTAINERAPPS_ENVIRONMENT: "-", LOCATION: "west_europe" })).toThrow(
      /^\[main\] is refused:\n  - LOCATION is "west_europe".*\n  - CONTAINERAPPS_ENVIRONMENT is "-".*\n  - KEY_VAULT is "1"/,
    );
  });
});

describe("its state", () => {
  const backendOf = (program: Synthesized) => program.json.terraform!.backend;

  test("is in the file where cdktf puts it, by a path that is the same on every machine", () => {
    const app = new App({ outdir: fs.mkdtempSync(path.join(os.tmpdir(), "main-")) });
    const { path: file } = (
      backendOf(new Synthesized(Testing.synth(new MainStack(app, "main", {})))) as { local: { path: string } }
    ).local;
    const workingDirectory = path.join(app.outdir, "stacks", "main");
    expect(path.resolve(workingDirectory, file)).toBe(path.resolve("terraform.main.tfstate"));
    expect(path.isAbsolute(file)).toBe(false);
    fs.rmSync(app.outdir, { recursive: true });
  });

  test("is in a storage account where one is named, by the caller's own identity", () => {
    const program = synthMain({ BACKEND_STORAGE_ACCOUNT: "mystate", BACKEND_RESOURCE_GROUP: "state-rg" });
    expect(backendOf(program)).toEqual({
      azurerm: {
        storage_account_name: "mystate",
        container_name: "tfstate",
        resource_group_name: "state-rg",
        key: "terraform.main.tfstate",
        use_azuread_auth: true,
      },
    });
  });
});

describe("main.ts", () => {
  const root = path.join(__dirname, "..");
  const { app } = JSON.parse(fs.readFileSync(path.join(root, "cdktf.json"), "utf8")) as { app: string };
  const run = (outdir: string, environment: Record<string, string> = {}) =>
    execSync(app, {
      cwd: root,
      env: { ...process.env, ...environment, CDKTF_OUTDIR: outdir },
      stdio: "pipe",
    });

  test("leaves an earlier output as it was when a name is refused", () => {
    const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "main-"));
    run(outdir);
    const contents = () =>
      ["manifest.json", "stacks/main/cdk.tf.json"].map((file) => fs.readFileSync(path.join(outdir, file), "utf8"));
    const before = contents();
    expect(() => run(outdir, { KEY_VAULT: "bad_name", RESOURCE_GROUP: "other" })).toThrow(
      /KEY_VAULT is "bad_name"; allowed: 3 to 24 letters/,
    );
    expect(contents()).toEqual(before);
    fs.rmSync(outdir, { recursive: true });
  });
});
