import { ContainerAppEnvironmentStorage } from "@cdktf/provider-azurerm/lib/container-app-environment-storage";
import { ContainerRegistry as AzurermContainerRegistry } from "@cdktf/provider-azurerm/lib/container-registry";
import { KeyVaultCertificate } from "@cdktf/provider-azurerm/lib/key-vault-certificate";
import { PostgresqlFlexibleServer } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server";
import { PrivateEndpoint as AzurermPrivateEndpoint } from "@cdktf/provider-azurerm/lib/private-endpoint";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { StorageBlob } from "@cdktf/provider-azurerm/lib/storage-blob";
import { StorageContainer } from "@cdktf/provider-azurerm/lib/storage-container";
import { StorageQueue } from "@cdktf/provider-azurerm/lib/storage-queue";
import { TerraformStack } from "cdktf";
import {
  AppIdentity,
  AzureService,
  ContainerAppEnvironment,
  ContainerAppEnvironmentCertificate,
  ContainerImage,
  ContainerRegistry,
  CosmosDbRole,
  KeyVault,
  KeyVaultAccessModel,
  KeyVaultGrants,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppProps,
  PrivateDnsZones,
  PrivateEndpoint,
  PrivateEndpointTarget,
  Role,
} from "../../lib/index";
import { NETWORK_ID, sensitive, STORAGE_ID, SUBNET_ID } from "../support/every-argument";
import { cosmosIn, PLACE, storageIn } from "../support/services";
import { synthApp } from "../support/stacks";
import { appProps, importVault, makeVault, synth, Synthesized } from "../support/synth";
import { TerraformGraph } from "../support/terraform-graph";

const inside = (stack: TerraformStack) => ({
  ...PLACE,
  subnetId: SUBNET_ID,
  privateDnsZones:
    (stack.node.tryFindChild("zones") as PrivateDnsZones | undefined) ??
    new PrivateDnsZones(stack, "zones", { resourceGroupName: "my-rg", virtualNetworks: { main: NETWORK_ID } }),
});
const T = PrivateEndpointTarget;
const endpointTo = (stack: TerraformStack, target: PrivateEndpointTarget, id = "endpoint") =>
  new PrivateEndpoint(stack, id, { ...inside(stack), target });
const app = (stack: TerraformStack, props: Partial<ManagedIdentityContainerAppProps>) =>
  new ManagedIdentityContainerApp(stack, "app", appProps(stack, props));
const APP = "azurerm_container_app";
/** The reader of a container of the account, in the stack of the account. */
const readerOfContainer = (storage: StorageAccount) => {
  const container = { name: "photos", storageAccountName: storage.name };
  const { resourceManagerId: scope } = new StorageContainer(storage.cdktfStack, "photos", container);
  return AzureService.storageBlobs(storage, Role.STORAGE_BLOB_DATA_READER, { scope });
};
const SKU = { ...PLACE, name: "hub7f3a", sku: "Premium" };

/** The endpoints and the links of their zones. */
const waysIn = (program: Synthesized) =>
  ["azurerm_private_endpoint", "azurerm_private_dns_zone_virtual_network_link"].flatMap((type) =>
    Object.keys(program.all(type)).map((name) => `${type}.${name}`),
  );

/** What the one resource of the type waits for, of the endpoints and the links. */
const waysBefore = (program: Synthesized, type: string) => {
  const graph = new TerraformGraph(program);
  expect(graph.onCycles).toEqual([]);
  const [name] = Object.keys(program.all(type));
  return waysIn(program).filter((way) => graph.before(`${type}.${name}`).has(way));
};

/** An app that uses a service, by each of the ways in which a program says so. */
const USES: [string, (stack: TerraformStack) => { add: () => unknown; use: () => unknown }][] = [
  [
    "a secret of a vault",
    (stack) => {
      const vault = makeVault(stack);
      return {
        add: () => vault.addPrivateEndpoint("inside", inside(stack)),
        use: () => app(stack, { secrets: { DB: vault.secret("db", { dependsOn: [] }) } }),
      };
    },
  ],
  [
    "a vault to which others give access",
    (stack) => {
      const vault = KeyVault.fromKeyVaultName(stack, "vault", {
        name: "my-vault",
        resourceGroupName: "my-rg",
        accessModel: KeyVaultAccessModel.RBAC,
        grants: KeyVaultGrants.GIVEN_BY_OTHERS,
      });
      return {
        add: () => vault.addPrivateEndpoint("inside", inside(stack)),
        use: () => app(stack, { keyVault: vault }),
      };
    },
  ],
  [
    "an image of a registry that the program makes",
    (stack) => {
      const { id: registryId, loginServer } = new AzurermContainerRegistry(stack, "made", SKU);
      const registry = ContainerRegistry.fromRegistryAttributes(stack, "registry", { registryId, loginServer });
      return {
        add: () => registry.addPrivateEndpoint("inside", inside(stack)),
        use: () =>
          app(stack, { containers: [{ image: ContainerImage.fromRegistry(registry, "api:1", { pushedBy: [] }) }] }),
      };
    },
  ],
  [
    "an image of a registry that is imported twice, by its name and by its id",
    (stack) => {
      const registry = ContainerRegistry.fromRegistryName(stack, "named", {
        name: "hub7f3a",
        resourceGroupName: "my-rg",
      });
      const same = ContainerRegistry.fromRegistryId(
        stack,
        "same",
        `${STORAGE_ID.replace(/Microsoft\.Storage.*/, "")}Microsoft.ContainerRegistry/registries/hub7f3a`,
      );
      return {
        add: () => same.addPrivateEndpoint("inside", inside(stack)),
        use: () => app(stack, { containers: [{ image: ContainerImage.fromRegistry(registry, "api:1") }] }),
      };
    },
  ],
  [
    "a service",
    (stack) => {
      const storage = storageIn(stack);
      return {
        add: () => endpointTo(stack, T.storageBlobs(storage)),
        use: () => app(stack, { services: [AzureService.storageBlobs(storage)] }),
      };
    },
  ],
  [
    "a service by its literal id",
    (stack) => ({
      add: () => endpointTo(stack, T.storageQueues({ id: STORAGE_ID })),
      use: () => app(stack, {}).assignRole(Role.STORAGE_QUEUE_DATA_READER, STORAGE_ID),
    }),
  ],
  [
    "a part of a service by its literal id",
    (stack) => ({
      add: () => endpointTo(stack, T.storageBlobs({ id: STORAGE_ID })),
      use: () =>
        app(stack, {}).assignRole(
          Role.STORAGE_BLOB_DATA_READER,
          `${STORAGE_ID}/blobServices/default/containers/orders`,
        ),
    }),
  ],
  [
    "a part of a service that the program makes",
    (stack) => {
      const storage = storageIn(stack);
      const { resourceManagerId } = new StorageContainer(stack, "part", { name: "p", storageAccountId: storage.id });
      return {
        add: () => endpointTo(stack, T.storageBlobs(storage)),
        use: () => app(stack, {}).assignRole(Role.STORAGE_BLOB_DATA_READER, resourceManagerId),
      };
    },
  ],
  [
    "a database by a role of its own",
    (stack) => {
      const account = cosmosIn(stack);
      return {
        add: () => endpointTo(stack, T.cosmosDb(account)),
        use: () => app(stack, { services: [AzureService.cosmosDb(account, CosmosDbRole.DATA_READER)] }),
      };
    },
  ],
  [
    "a database whose address alone it knows",
    (stack) => {
      const server = new PostgresqlFlexibleServer(stack, "server", { ...PLACE, name: "orders" });
      const environmentVariables = { PGHOST: server.fqdn };
      return {
        add: () => endpointTo(stack, T.postgreSql(server)),
        use: () => app(stack, { containers: [{ image: ContainerImage.of("nginx"), environmentVariables }] }),
      };
    },
  ],
  [
    "a service by a grant of azurerm's own class",
    (stack) => {
      const storage = storageIn(stack);
      const identity = new ManagedIdentity(stack, "identity", { ...PLACE, name: "my-id" });
      return {
        add: () => endpointTo(stack, T.storageTables(storage)),
        use: () => {
          new RoleAssignment(stack, "own", {
            principalId: identity.principalId,
            scope: storage.id,
            roleDefinitionName: "Storage Table Data Reader",
          });
          app(stack, { identity: AppIdentity.userAssigned(identity) });
        },
      };
    },
  ],
  [
    "the files of a volume",
    (stack) => {
      const storage = storageIn(stack);
      const environment = new ContainerAppEnvironment(stack, "environment", { ...PLACE, name: "orders" });
      new ContainerAppEnvironmentStorage(stack, "files", {
        name: "files",
        containerAppEnvironmentId: environment.environmentId,
        accountName: storage.name,
        accessKey: storage.primaryAccessKey,
        shareName: "orders",
        accessMode: "ReadOnly",
      });
      const volumes = [{ name: "files", storageType: "AzureFile", storageName: "files" }];
      return {
        add: () => endpointTo(stack, T.storageFiles(storage)),
        use: () => app(stack, { environment, volumes }),
      };
    },
  ],
];

describe("an app waits for the endpoint of what it uses, and for the link of the zone:", () => {
  test.each(USES)("%s", (_, usedIn) => {
    for (const isFirst of [true, false]) {
      const program = synth((stack) => {
        const { add, use } = usedIn(stack);
        (isFirst ? [add, use] : [use, add]).forEach((line) => void line());
      });
      expect(waysIn(program)).toHaveLength(2);
      expect(waysBefore(program, "azurerm_container_app")).toEqual(waysIn(program));
    }
  });

  test("a service under its system-assigned identity, whose grant comes after it", () => {
    const program = synth((stack) => {
      const storage = storageIn(stack);
      const { systemAssignedPrincipal: principal } = app(stack, { identity: AppIdentity.systemAssigned() });
      principal!.assignRole(Role.STORAGE_BLOB_DATA_READER, storage.id);
      endpointTo(stack, T.storageBlobs(storage));
    });
    expect(waysBefore(program, "azurerm_container_app")).toEqual(waysIn(program));
  });

  test("by azurerm's own class of endpoint too, with the zones that it names", () => {
    const program = synth((stack) => {
      const storage = storageIn(stack);
      const zones = inside(stack).privateDnsZones.zoneIdsFor(T.storageBlobs(storage));
      new AzurermPrivateEndpoint(stack, "own", {
        ...PLACE,
        name: "own",
        subnetId: SUBNET_ID,
        privateServiceConnection: {
          name: "own",
          isManualConnection: false,
          privateConnectionResourceId: storage.id,
          subresourceNames: ["blob"],
        },
        privateDnsZoneGroup: { name: "default", privateDnsZoneIds: zones },
      });
      app(stack, { services: [AzureService.storageBlobs(storage)] });
    });
    expect(waysIn(program)).toHaveLength(2);
    expect(waysBefore(program, "azurerm_container_app")).toEqual(waysIn(program));
  });
});

describe("an app does not wait", () => {
  test("for the endpoint of a service that it does not use, or for the link of its zone", () => {
    const program = synth((stack) => {
      const used = storageIn(stack, "used");
      endpointTo(stack, T.storageBlobs(used), "used-endpoint");
      endpointTo(stack, T.cosmosDb(cosmosIn(stack)), "other-endpoint");
      app(stack, { services: [AzureService.storageBlobs(used)] });
    });
    expect(waysIn(program)).toHaveLength(4);
    const ways = waysBefore(program, "azurerm_container_app");
    expect(ways).toHaveLength(2);
    expect(ways.join()).not.toMatch(/other-endpoint|documents/);
  });

  test("for the endpoint of its environment, which is for clients of the app", () => {
    const program = synth((stack) => {
      const environment = new ContainerAppEnvironment(stack, "environment", { ...PLACE, name: "orders" });
      const zones = ["privatelink.westeurope.azurecontainerapps.io"];
      endpointTo(stack, T.of({ id: environment.environmentId }, "managedEnvironments", zones));
      app(stack, { environment });
    });
    expect(waysBefore(program, "azurerm_container_app")).toEqual([]);
  });

  test("for what another app uses, on which it has a role", () => {
    const program = synth((stack) => {
      const storage = storageIn(stack);
      endpointTo(stack, T.storageBlobs(storage));
      const services = [AzureService.storageBlobs(storage)];
      const other = new ManagedIdentityContainerApp(stack, "other", appProps(stack, { name: "other-app", services }));
      app(stack, {}).assignRole(Role.CONTAINER_APPS_CONTRIBUTOR, other.containerAppId);
    });
    expect(program.named(APP, "my-app").depends_on).toBeUndefined();
    expect(program.named(APP, "other-app").depends_on).toEqual(expect.arrayContaining(waysIn(program)));
  });

  test("for an endpoint that waits for the app", () => {
    const program = synth((stack) => {
      const storage = storageIn(stack);
      const { resource } = app(stack, { services: [AzureService.storageBlobs(storage)] });
      new PrivateEndpoint(stack, "endpoint", {
        ...inside(stack),
        target: T.storageBlobs(storage),
        dependsOn: [resource],
      });
    });
    expect(waysBefore(program, "azurerm_container_app").join()).not.toContain("azurerm_private_endpoint");
  });
});

describe("what is written waits for the endpoint:", () => {
  test.each<[string, (stack: TerraformStack, storage: ReturnType<typeof storageIn>) => unknown]>([
    [
      "azurerm_storage_queue",
      (stack, { name }) => new StorageQueue(stack, "q", { name: "q", storageAccountName: name }),
    ],
    [
      "azurerm_storage_container",
      (stack, { name }) => new StorageContainer(stack, "c", { name: "c", storageAccountName: name }),
    ],
    [
      "azurerm_storage_blob",
      (stack, { name }) => {
        const container = new StorageContainer(stack, "c", { name: "c", storageAccountName: name });
        new StorageBlob(stack, "b", {
          name: "b",
          type: "Block",
          storageAccountName: "mystorage",
          storageContainerName: container.name,
        });
      },
    ],
  ])("%s", (type, write) => {
    const program = synth((stack) => {
      const storage = storageIn(stack);
      write(stack, storage);
      endpointTo(stack, T.storageBlobs(storage));
    });
    expect(waysBefore(program, type)).toEqual(waysIn(program));
  });

  test("a certificate of the environment, which reads the vault", () => {
    const program = synth((stack) => {
      const vault = makeVault(stack);
      vault.addPrivateEndpoint("inside", inside(stack));
      new KeyVaultCertificate(stack, "in-vault", {
        name: "web",
        keyVaultId: vault.keyVaultId,
        certificate: { contents: sensitive(stack, "contents") },
      });
      new ContainerAppEnvironmentCertificate(stack, "certificate", {
        name: "web",
        environment: new ContainerAppEnvironment(stack, "environment", { ...PLACE, name: "shop" }),
        source: vault.certificate("web"),
      });
    });
    for (const type of ["azurerm_key_vault_certificate", "azurerm_container_app_environment_certificate"]) {
      expect(waysBefore(program, type)).toEqual(waysIn(program));
    }
  });
});

describe("in several stacks", () => {
  test("the stack of the app comes after that of the endpoint", () => {
    const { dependencies } = synthApp((newStack) => {
      const [platform, network, shop] = ["platform", "network", "shop"].map(newStack) as [
        TerraformStack,
        TerraformStack,
        TerraformStack,
      ];
      const storage = storageIn(platform);
      endpointTo(network, T.storageBlobs(storage));
      app(shop, { services: [AzureService.storageBlobs(storage)] });
    });
    expect(dependencies.shop!.sort()).toEqual(["network", "platform"]);
    expect(dependencies.network).toEqual(["platform"]);
  });

  test("the stack of an app with a role on a part of the service comes after that of the endpoint", () => {
    const { dependencies } = synthApp((newStack) => {
      const [platform, network, shop] = ["platform", "network", "shop"].map(newStack) as [
        TerraformStack,
        TerraformStack,
        TerraformStack,
      ];
      const storage = storageIn(platform);
      endpointTo(network, T.storageBlobs(storage));
      app(shop, { services: [readerOfContainer(storage)] });
    });
    expect(dependencies.shop!.sort()).toEqual(["network", "platform"]);
  });

  test.each<[string, string, (stack: TerraformStack, storage: StorageAccount) => unknown]>([
    [
      "an app with a role on a part of the service",
      APP,
      (stack, storage) => app(stack, { services: [readerOfContainer(storage)] }),
    ],
    [
      "an app that reads the address of the service",
      APP,
      (stack, storage) => app(stack, { environmentVariables: { BLOBS: storage.primaryBlobEndpoint } }),
    ],
    [
      "a container that is written",
      "azurerm_storage_container",
      (stack, storage) => new StorageContainer(stack, "c", { name: "c", storageAccountName: storage.name }),
    ],
  ])("%s waits for the endpoint in its stack of a service in another", (_, type, use) => {
    const { stacks } = synthApp((newStack) => {
      const [platform, shop] = ["platform", "shop"].map(newStack) as [TerraformStack, TerraformStack];
      const storage = storageIn(platform);
      endpointTo(shop, T.storageBlobs(storage));
      use(shop, storage);
    });
    expect(waysIn(stacks.shop!)).toHaveLength(2);
    expect(waysBefore(stacks.shop!, type)).toEqual(waysIn(stacks.shop!));
  });

  test("an app that uses another service of the stack waits for nothing of it, and follows no network", () => {
    const { stacks, dependencies } = synthApp((newStack) => {
      const [platform, network, shop] = ["platform", "network", "shop"].map(newStack) as [
        TerraformStack,
        TerraformStack,
        TerraformStack,
      ];
      endpointTo(network, T.storageBlobs(storageIn(platform)));
      app(shop, { environmentVariables: { VAULT: makeVault(platform).vaultUri } });
    });
    expect(dependencies.shop).toEqual(["platform"]);
    expect(stacks.shop!.only(APP).depends_on).toBeUndefined();
  });

  test("an endpoint that is added to a vault is in the stack of the vault", () => {
    const { stacks, dependencies } = synthApp((newStack) => {
      const [platform, network] = ["platform", "network"].map(newStack) as [TerraformStack, TerraformStack];
      importVault(platform).addPrivateEndpoint("inside", inside(network));
    });
    expect(Object.keys(stacks.platform!.all("azurerm_private_endpoint"))).toHaveLength(1);
    expect(dependencies.platform).toEqual(["network"]);
  });
});

test("an environment in Azure's own network cannot read a closed vault, whatever its endpoints; one in a subnet can", () => {
  const inSubnet = (infrastructureSubnetId?: string) => () =>
    synth((stack) => {
      const vault = new KeyVault(stack, "vault", { ...PLACE, name: "my-vault", publicNetworkAccessEnabled: false });
      vault.addPrivateEndpoint("inside", inside(stack));
      const environment = new ContainerAppEnvironment(stack, "environment", {
        ...PLACE,
        name: "orders",
        infrastructureSubnetId,
      });
      app(stack, { environment, secrets: { DB: vault.secret("db", { dependsOn: [] }) } });
    });
  expect(inSubnet()).toThrow(
    /\[test\/app\] refers to secrets of \[test\/vault\/?.*\], whose firewall does not let the environment in; .*infrastructureSubnetId.*private endpoint in that network/,
  );
  expect(inSubnet(`${NETWORK_ID}/subnets/other`)).not.toThrow();
});
