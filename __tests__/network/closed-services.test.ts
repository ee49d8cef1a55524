import { ContainerRegistry as AzurermRegistry } from "@cdktf/provider-azurerm/lib/container-registry";
import { ServicebusNamespace } from "@cdktf/provider-azurerm/lib/servicebus-namespace";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { StorageContainer } from "@cdktf/provider-azurerm/lib/storage-container";
import { TerraformStack } from "cdktf";
import {
  AzureService,
  ContainerAppEnvironment,
  ContainerAppEnvironmentCertificate,
  ContainerImage,
  ContainerRegistry,
  DaprComponent,
  DaprComponentType,
  KeyVault,
  KeyVaultAccessModel,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppProps,
  Role,
} from "../../lib/index";
import { PLACE } from "../support/services";
import { appProps, synth } from "../support/synth";

/** What a program may do beside the environment, which has a subnet or none. */
type Program = (stack: TerraformStack, environment: ContainerAppEnvironment, isPublic: boolean | undefined) => void;

const SUBNET =
  "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/apps";

const run = (program: Program, isPublic: boolean | undefined, infrastructureSubnetId?: string) => () =>
  synth((stack) => {
    const props = { ...PLACE, name: "shop", infrastructureSubnetId };
    program(stack, new ContainerAppEnvironment(stack, "environment", props), isPublic);
  });

const app = (
  stack: TerraformStack,
  environment: ContainerAppEnvironment,
  props: Partial<ManagedIdentityContainerAppProps>,
) => new ManagedIdentityContainerApp(stack, "app", appProps(stack, { environment, ...props }));

const accountIn = (stack: TerraformStack, publicNetworkAccessEnabled: boolean | undefined) =>
  new StorageAccount(stack, "storage", {
    ...PLACE,
    name: "orders7f3a",
    accountTier: "Standard",
    accountReplicationType: "LRS",
    publicNetworkAccessEnabled,
  });
const vaultIn = (stack: TerraformStack, publicNetworkAccessEnabled: boolean | undefined) =>
  new KeyVault(stack, "vault", {
    ...PLACE,
    name: "my-vault",
    accessModel: KeyVaultAccessModel.RBAC,
    publicNetworkAccessEnabled,
  });

const USES = /\[test\/app\] uses \[test\/\w+\], which is closed to the public, from an environment without a subnet/;
const READS = /has \[test\/environment\] read \[test\/vault\/?.*\], whose firewall does not let it in/;

const PROGRAMS: [string, RegExp, Program][] = [
  [
    "images of a registry",
    USES,
    (stack, environment, publicNetworkAccessEnabled) => {
      const { id: registryId, loginServer } = new AzurermRegistry(stack, "registry", {
        ...PLACE,
        name: "orders7f3a",
        sku: "Premium",
        publicNetworkAccessEnabled,
      });
      const registry = ContainerRegistry.fromRegistryAttributes(stack, "known", { registryId, loginServer });
      const image = ContainerImage.fromRegistry(registry, "orders:1", { pushedBy: [] });
      app(stack, environment, { containers: [{ image }] });
    },
  ],
  [
    "the blobs of an account",
    USES,
    (stack, environment, isPublic) =>
      void app(stack, environment, { services: [AzureService.storageBlobs(accountIn(stack, isPublic))] }),
  ],
  [
    "a container of an account, by a Dapr component",
    USES,
    (stack, environment, isPublic) => {
      const storage = accountIn(stack, isPublic);
      const container = new StorageContainer(stack, "state", { name: "state", storageAccountId: storage.id });
      new DaprComponent(stack, "component", {
        name: "state",
        environment,
        componentType: DaprComponentType.stateBlobs(storage, container),
        apps: [app(stack, environment, { dapr: { appId: "app", appPort: 80 } })],
      });
    },
  ],
  [
    "a bus",
    USES,
    (stack, environment, publicNetworkAccessEnabled) => {
      const props = { ...PLACE, name: "orders-bus", sku: "Premium", capacity: 1, premiumMessagingPartitions: 1 };
      const bus = new ServicebusNamespace(stack, "bus", { ...props, publicNetworkAccessEnabled });
      app(stack, environment, { services: [AzureService.serviceBus(bus, Role.SERVICE_BUS_DATA_SENDER)] });
    },
  ],
  [
    "a certificate of a vault",
    READS,
    (stack, environment, isPublic) => {
      const source = vaultIn(stack, isPublic).certificate("web", { dependsOn: [] });
      new ContainerAppEnvironmentCertificate(stack, "certificate", { name: "web", environment, source });
    },
  ],
  [
    "a secret of a vault, by a Dapr component",
    READS,
    (stack, environment, isPublic) =>
      void new DaprComponent(stack, "component", {
        name: "cache",
        environment,
        componentType: DaprComponentType.of("state.redis"),
        appIds: ["app"],
        secretMetadata: { redisPassword: vaultIn(stack, isPublic).secret("redis", { dependsOn: [] }) },
      }),
  ],
];

describe("what is closed to the public is not reached from an environment without a subnet", () => {
  test.each(PROGRAMS)("%s", (_, message, program) => {
    expect(run(program, false)).toThrow(message);
    expect(run(program, undefined)).not.toThrow();
    expect(run(program, true)).not.toThrow();
  });

  test.each(PROGRAMS.filter(([, message]) => message === USES))("%s: in a subnet it is", (_, __, program) => {
    expect(run(program, false, SUBNET)).not.toThrow();
  });

  test("but Azure's own interface of it is, by a role that is not for data", () => {
    const program: Program = (stack, environment, isPublic) =>
      void app(stack, environment, {
        services: [AzureService.of(Role.fromName("Reader"), accountIn(stack, isPublic).id)],
      });
    expect(run(program, false)).not.toThrow();
  });
});
