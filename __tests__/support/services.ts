import { CosmosdbAccount } from "@cdktf/provider-azurerm/lib/cosmosdb-account";
import { RedisCache } from "@cdktf/provider-azurerm/lib/redis-cache";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { TerraformProvider, TerraformStack } from "cdktf";
import {
  AzureService,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppProps,
} from "../../lib/index";
import { appProps, synth, Synthesized } from "./synth";

export const PLACE = { resourceGroupName: "my-rg", location: "westeurope" };
const GROUP = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/my-rg";
export const ACCOUNT_ID = `${GROUP}/providers/Microsoft.DocumentDB/databaseAccounts/orders`;
export const CACHE_ID = `${GROUP}/providers/Microsoft.Cache/redis/orders`;

export const storageIn = (stack: TerraformStack, id = "storage") =>
  new StorageAccount(stack, id, { ...PLACE, name: id, accountTier: "Standard", accountReplicationType: "LRS" });

export const cosmosIn = (stack: TerraformStack, provider?: TerraformProvider) =>
  new CosmosdbAccount(stack, "cosmos", {
    ...PLACE,
    name: "orders",
    offerType: "Standard",
    consistencyPolicy: { consistencyLevel: "Session" },
    geoLocation: [{ location: "westeurope", failoverPriority: 0 }],
    provider,
  });

export const redisIn = (stack: TerraformStack, isEntraOn: boolean | undefined = true) =>
  new RedisCache(stack, "redis", {
    ...PLACE,
    name: "orders",
    capacity: 1,
    family: "C",
    skuName: "Basic",
    redisConfiguration: { activeDirectoryAuthenticationEnabled: isEntraOn },
  });

export const importIdentity = (stack: TerraformStack) =>
  ManagedIdentity.fromIdentityName(stack, "identity", { name: "shared", resourceGroupName: "my-rg" });

export const makeIdentity = (stack: TerraformStack) =>
  new ManagedIdentity(stack, "identity", { ...PLACE, name: "my-id" });

/** The program of an app that uses services. */
export const using = (
  servicesIn: (stack: TerraformStack) => AzureService[],
  props: Partial<ManagedIdentityContainerAppProps> = {},
) =>
  synth(
    (stack) =>
      new ManagedIdentityContainerApp(stack, "app", appProps(stack, { services: servicesIn(stack), ...props })),
  );

/** The variables of the app beside AZURE_CLIENT_ID. */
export const variablesOf = (program: Synthesized) =>
  Object.fromEntries(
    (program.env as { name: string; value: string }[])
      .filter(({ name }) => name !== "AZURE_CLIENT_ID")
      .map(({ name, value }) => [name, value]),
  );

export const rolesOf = (program: Synthesized) =>
  Object.values(program.all("azurerm_role_assignment")).map(({ role_definition_name: role, scope }) => [role, scope]);
