import { ServicebusNamespace } from "@cdktf/provider-azurerm/lib/servicebus-namespace";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { StorageContainer } from "@cdktf/provider-azurerm/lib/storage-container";
import { TerraformStack, TerraformVariable, Testing } from "cdktf";
import { InTheContainerStack } from "../../examples/in-the-container";
import {
  AppIdentity,
  AppSecret,
  AzureService,
  ContainerAppEnvironment,
  ContainerImage,
  Ingress,
  KeyVault,
  KeyVaultAccessModel,
  KeyVaultSecret,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppProps,
  Role,
} from "../../lib";
import { newStack, Synthesized, synthStack } from "../support/synth";

/** The values of the variables of both programs. */
export const VARIABLES = { sample_secret: "Hello Container Apps", api_key: "key-of-the-callers" };

const PLACE = { resourceGroupName: "sample-rg", location: "westeurope" };

/** The example that deploys the service. */
export function exampleProgram(): Synthesized {
  return synthStack(new InTheContainerStack(Testing.app(), "in-the-container"));
}

/** What the app of a program has to say for itself. */
type Own = Pick<ManagedIdentityContainerAppProps, "identity" | "secrets"> & {
  /** Grants what the construct does not. */
  readonly grant?: (app: ManagedIdentityContainerApp) => void;
};

/**
 * The service under the identities that a test makes, which reads its secret again every second. The vault gives access
 * by roles.
 */
export function program(own: (stack: TerraformStack, apiKey: KeyVaultSecret) => Own): Synthesized {
  const stack = newStack();
  const vault = new KeyVault(stack, "vault", {
    ...PLACE,
    name: "sample-vault-7f3a",
    accessModel: KeyVaultAccessModel.RBAC,
  });
  const secret = (name: string, variable: string) =>
    new KeyVaultSecret(stack, name, {
      vault,
      name,
      value: new TerraformVariable(stack, variable, { type: "string", sensitive: true }).stringValue,
    });
  secret("SampleSecret", "sample_secret");
  const apiKey = secret("api-key", "api_key");
  const storage = new StorageAccount(stack, "storage", {
    ...PLACE,
    name: "sample7f3a",
    accountTier: "Standard",
    accountReplicationType: "LRS",
  });
  new StorageContainer(stack, "blobs", { name: "orders", storageAccountId: storage.id });
  const { grant, ...props } = own(stack, apiKey);
  const app = new ManagedIdentityContainerApp(stack, "sample", {
    ...PLACE,
    name: "sample",
    environment: new ContainerAppEnvironment(stack, "environment", { ...PLACE, name: "sample" }),
    keyVault: vault,
    secrets: { API_KEY: apiKey.reference() },
    ...props,
    services: [
      AzureService.storageBlobs(storage, Role.STORAGE_BLOB_DATA_CONTRIBUTOR),
      AzureService.serviceBus(
        new ServicebusNamespace(stack, "bus", { ...PLACE, name: "sample-7f3a", sku: "Basic" }),
        Role.SERVICE_BUS_DATA_SENDER,
      ),
    ],
    environmentVariables: { BLOB_CONTAINER: "orders", QUEUE: "orders", SECRET_REFRESH_SECONDS: "1" },
    containers: [{ image: ContainerImage.of("docker.io/library/sample:1.0") }],
    ingress: Ingress.external(8080),
  });
  grant?.(app);
  return synthStack(stack);
}

export const userAssigned = () => program(() => ({}));

export const twoIdentities = () =>
  program((stack) => ({
    identity: AppIdentity.userAssigned(
      new ManagedIdentity(stack, "first", { ...PLACE, name: "first-id" }),
      new ManagedIdentity(stack, "second", { ...PLACE, name: "second-id" }),
    ),
  }));

/** Azure cannot read a reference by this identity before the app exists, so the key is in the app itself. */
export const systemAssigned = () =>
  program((stack) => ({ identity: AppIdentity.systemAssigned(), secrets: { API_KEY: plainSecret(stack) } }));

export const both = () => program(() => ({ identity: AppIdentity.systemAndUserAssigned() }));

function plainSecret(stack: TerraformStack): AppSecret {
  const value = new TerraformVariable(stack, "plain_api_key", { type: "string", sensitive: true }).stringValue;
  return AppSecret.fromValue(stack, "plain-api-key", value);
}
