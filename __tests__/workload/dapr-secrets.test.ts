import { ContainerAppEnvironmentDaprComponent } from "@cdktf/provider-azurerm/lib/container-app-environment-dapr-component";
import { DataAzurermStorageAccount } from "@cdktf/provider-azurerm/lib/data-azurerm-storage-account";
import { TerraformStack } from "cdktf";
import * as fs from "node:fs";
import * as path from "node:path";
import {
  AppSecret,
  ContainerAppEnvironment,
  DaprComponent,
  DaprComponentType,
  ManagedIdentityContainerApp,
} from "../../lib/index";
import { sensitive } from "../support/every-argument";
import { findingsOf, program as configuration } from "../support/review-programs";
import { PLACE } from "../support/services";
import { appProps, synth } from "../support/synth";

type Value = (stack: TerraformStack) => string;

/** A program with a component of the type that has one metadata: of this library's class, and of azurerm's. */
const own = (type: string, name: string, value: Value) => () =>
  synth((stack) => {
    const environment = new ContainerAppEnvironment(stack, "environment", { ...PLACE, name: "shop" });
    const dapr = { appId: "app", appPort: 80 };
    new DaprComponent(stack, "component", {
      name: "c",
      environment,
      componentType: DaprComponentType.of(type),
      apps: [new ManagedIdentityContainerApp(stack, "app", appProps(stack, { environment, dapr }))],
      metadata: { azureClientId: "11111111-2222-3333-4444-555555555555", [name]: value(stack) },
    });
  });
const ofAzurerm = (type: string, name: string, value: Value) => () =>
  synth((stack) => {
    const environment = new ContainerAppEnvironment(stack, "environment", { ...PLACE, name: "shop" });
    new ContainerAppEnvironmentDaprComponent(stack, "component", {
      name: "c",
      containerAppEnvironmentId: environment.environmentId,
      componentType: type,
      version: "v1",
      metadata: [{ name, value: value(stack) }],
    });
  });

describe("a secret by its name is refused as a literal", () => {
  test.each([
    ["state.redis", "redisPassword"],
    ["state.redis", "REDISPASSWORD"],
    ["state.azure.cosmosdb", "masterKey"],
    ["state.azure.blobstorage", "accountKey"],
    ["state.azure.blobstorage", "accessKey"],
    ["bindings.azure.eventhubs", "storageAccountKey"],
    ["state.azure.blobstorage", "azureClientSecret"],
    ["middleware.oauth2", "clientSecret"],
    ["pubsub.kafka", "saslPassword"],
    ["bindings.smtp", "password"],
    ["bindings.azure.openai", "apiKey"],
    ["bindings.aws.s3", "secretKey"],
    ["secretstores.hashicorp.vault", "vaultToken"],
  ])("%s: %s", (type, name) => {
    const finding = `metadata["${name}"].value is from a literal in the program; allowed: a value that everybody who can read`;
    expect(own(type, name, () => "hunter2")).toThrow(finding);
    expect(own(type, name, () => "hunter2")).toThrow(
      `Use secretMetadata: { ${name}: vault.secret(…) }, with AppSecret`,
    );
    expect(own(type, name, () => "hunter2")).not.toThrow("hunter2");
    expect(ofAzurerm(type, name, () => "hunter2")).toThrow(finding);
    expect(ofAzurerm(type, name, () => "hunter2")).toThrow("its name as secretName of the metadata");
  });

  test.each<[string, string, Value]>([
    ["state.redis", "redisPassword", () => ""],
    ["state.redis", "redisUsername", () => "app"],
    ["state.redis", "keyPrefix", () => "name"],
    ["bindings.aws.s3", "accessKey", () => "AKIAIOSFODNN7EXAMPLE"],
    ["state.postgresql", "connectionString", () => "host=db.postgres.database.azure.com user=app port=5432 database=d"],
    ["state.sqlite", "connectionString", () => "data.db"],
    ["pubsub.azure.eventhubs", "consumerID", () => "$Default"],
    ["state.redis", "redisPassword", () => "${var.not_known}"],
    ["bindings.sftp", "privateKey", () => "/certificates/key"],
  ])("and %s: %s is taken where it is none", (type, name, value) => {
    expect(own(type, name, value)).not.toThrow();
    expect(ofAzurerm(type, name, value)).not.toThrow();
  });
});

test("a connection string and a sensitive reference in the metadata are to be secretMetadata", () => {
  const inMetadata = (name: string, value: Value) => own("state.azure.blobstorage", name, value);
  expect(inMetadata("connectionString", () => "AccountName=a;AccountKey=hunter2abc==")).toThrow(
    /is from AccountKey=…, a literal in the program; .*Use secretMetadata: \{ connectionString: vault\.secret\(…\) \}.*with DaprComponentType\.stateBlobs\(…\)/,
  );
  expect(inMetadata("accountKey", (stack) => sensitive(stack, "key"))).toThrow(
    /is from the sensitive variable \[test\/key\]; .*secretMetadata: \{ accountKey: /,
  );
  expect(
    inMetadata(
      "accountKey",
      (stack) =>
        new DataAzurermStorageAccount(stack, "account", { name: "a", resourceGroupName: "rg" }).primaryAccessKey,
    ),
  ).toThrow(/secretMetadata: \{ accountKey: /);
});

test("a secret in its place is taken", () => {
  const program = synth((stack) => {
    const environment = new ContainerAppEnvironment(stack, "environment", { ...PLACE, name: "shop" });
    new DaprComponent(stack, "component", {
      name: "c",
      environment,
      componentType: DaprComponentType.of("state.redis"),
      appIds: ["app"],
      secretMetadata: { redisPassword: AppSecret.fromValue(stack, "redis-password", sensitive(stack, "password")) },
    });
  });
  expect(program.only("azurerm_container_app_environment_dapr_component").metadata).toEqual([
    { name: "redisPassword", secret_name: "redis-password" },
  ]);
});

describe("the review", () => {
  const lines = (value: string, name = "redisPassword") =>
    findingsOf(
      configuration({
        azurerm_container_app_environment_dapr_component: {
          c: { component_type: "state.redis", metadata: [{ name, value }] },
        },
      }),
    ).filter((line) => line.startsWith("plain-text-secret"));

  test("finds a literal in such metadata", () => {
    expect(lines("hunter2")).toHaveLength(1);
    expect(lines("")).toEqual([]);
    expect(lines("app", "redisUsername")).toEqual([]);
  });

  test("knows the same metadata as the library", () => {
    const textOf = (file: string) => fs.readFileSync(path.join(__dirname, "../../lib", file), "utf8");
    expect(textOf("review/azure/dapr-secrets.ts")).toBe(textOf("access/private/dapr-secrets.ts"));
  });
});
