import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { App, TerraformStack } from "cdktf";
import {
  AzureService,
  ContainerAppEnvironment,
  ContainerImage,
  ContainerRegistry,
  IContainerAppEnvironment,
  IContainerRegistry,
  IGrantable,
  Ingress,
  KeyVault,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  Principal,
} from "cdktf-managed-identity-container-app";
import { Construct } from "constructs";

// #region construct
/** What a team of Contoso states of its service; the company decides the rest. */
export interface ContosoServiceProps {
  /** The team that is called at night: a tag of everything. */
  readonly team: string;
  readonly resourceGroupName: string;
  readonly location: string;
  readonly environment: IContainerAppEnvironment;
  readonly registry: IContainerRegistry;
  /** The image in the company's registry, with its tag. */
  readonly image: string;
  readonly port: number;
  readonly services?: AzureService[];
}

/** A web service as Contoso runs one: pulled by an identity of its own, reached from inside, never without a replica. */
export class ContosoService extends Construct implements IGrantable {
  /** The app, for whatever the company leaves to its teams: domains, further roles, outputs. */
  public readonly app: ManagedIdentityContainerApp;

  constructor(scope: Construct, id: string, props: ContosoServiceProps) {
    super(scope, id);
    const { team, resourceGroupName, location, environment, registry, image, port, services } = props;
    const place = { resourceGroupName, location, tags: { team } };
    const pull = new ManagedIdentity(this, "pull", { ...place, name: `${id}-pull` });
    this.app = new ManagedIdentityContainerApp(this, "app", {
      ...place,
      name: id,
      environment,
      containers: [
        {
          image: ContainerImage.fromRegistry(registry, image, { identity: pull }),
          readinessProbe: { transport: "HTTP", port, path: "/ready" },
        },
      ],
      ingress: Ingress.internalOnly(port),
      services,
      minReplicas: 2,
    });
  }

  /** The principal that access is given to: the service can be passed wherever an app can. */
  public get grantPrincipal(): Principal {
    return this.app.grantPrincipal;
  }
}
// #endregion

/** Two services of two teams. */
class CompanyStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const group = new ResourceGroup(this, "group", { name: "contoso-rg", location: "westeurope" });
    const place = { resourceGroupName: group.name, location: group.location };
    const storage = new StorageAccount(this, "storage", {
      ...place,
      name: "contoso7f3a",
      accountTier: "Standard",
      accountReplicationType: "LRS",
    });

    // #region use
    const shared = {
      ...place,
      environment: new ContainerAppEnvironment(this, "environment", { ...place, name: "contoso" }),
      registry: ContainerRegistry.fromRegistryName(this, "registry", { name: "hub7f3a", resourceGroupName: "hub-rg" }),
    };
    new ContosoService(this, "catalog", {
      ...shared,
      team: "catalog",
      image: "catalog:1.2",
      port: 8080,
      services: [AzureService.storageBlobs(storage)],
    });
    const checkout = new ContosoService(this, "checkout", {
      ...shared,
      team: "checkout",
      image: "checkout:3.0",
      port: 8080,
    });
    new KeyVault(this, "vault", { ...place, name: "contoso-vault-7f3a" }).grantReadSecrets(checkout);
    // #endregion
  }
}

export function program(app: App): void {
  new CompanyStack(app, "company-construct");
}
