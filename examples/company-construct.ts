import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { DataAzurermLogAnalyticsWorkspace } from "@cdktf/provider-azurerm/lib/data-azurerm-log-analytics-workspace";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { App, Aspects, IAspect, TerraformResource, TerraformStack } from "cdktf";
import {
  AzureService,
  ContainerAppEnvironment,
  ContainerImage,
  ContainerRegistry,
  IContainerAppEnvironment,
  IContainerRegistry,
  IGrantable,
  Ingress,
  JobTrigger,
  KeyVault,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppJob,
  ManagedIdentityContainerAppJobProps,
  ManagedIdentityContainerAppProps,
  Principal,
} from "cdktf-managed-identity-container-app";
import { Construct, IConstruct } from "constructs";

// #region platform
/** Where Contoso's services run. */
export interface ContosoPlatformProps {
  readonly resourceGroupName: string;
  readonly location: string;
}

/** What the services share: the registry, and an environment whose logs go to the company's workspace. */
export class ContosoPlatform extends Construct {
  public readonly environment: IContainerAppEnvironment;
  public readonly registry: IContainerRegistry;

  constructor(
    scope: Construct,
    id: string,
    public readonly place: ContosoPlatformProps,
  ) {
    super(scope, id);
    const hub = { resourceGroupName: "hub-rg" };
    this.registry = ContainerRegistry.fromRegistryName(this, "registry", { ...hub, name: "hub7f3a" });
    this.environment = new ContainerAppEnvironment(this, "environment", {
      ...place,
      name: "contoso",
      tags: { team: "platform" },
      logsDestination: "log-analytics",
      logAnalyticsWorkspaceId: new DataAzurermLogAnalyticsWorkspace(this, "logs", { ...hub, name: "contoso-logs" }).id,
    });
  }
}
// #endregion

// #region construct
/** What a team of Contoso states of its service: what an app takes, but for what the company decides. */
export interface ContosoServiceProps extends Omit<
  ManagedIdentityContainerAppProps,
  | "name"
  | "resourceGroupName"
  | "location"
  | "tags"
  | "environment"
  | "containers"
  | "initContainers"
  | "registries"
  | "ingress"
> {
  readonly platform: ContosoPlatform;
  /** The team that is called at night: a tag of everything. */
  readonly team: string;
  /** The image in the company's registry, with its tag. */
  readonly image: string;
  readonly port: number;
}

/** A web service as Contoso runs one: pulled by an identity of its own, reached from inside, with two replicas. */
export class ContosoService extends Construct implements IGrantable {
  /** The app, for whatever the company leaves to its teams: domains, further roles, outputs. */
  public readonly app: ManagedIdentityContainerApp;

  constructor(scope: Construct, id: string, { platform, team, image, port, ...rest }: ContosoServiceProps) {
    super(scope, id);
    const place = { ...platform.place, tags: { team } };
    const pull = new ManagedIdentity(this, "pull", { ...place, name: `${id}-pull` });
    this.app = new ManagedIdentityContainerApp(this, "app", {
      minReplicas: 2, // a team may say otherwise
      ...rest,
      ...place,
      name: id,
      environment: platform.environment,
      containers: [
        {
          image: ContainerImage.fromRegistry(platform.registry, image, { identity: pull }),
          readinessProbe: { transport: "HTTP", port, path: "/ready" },
        },
      ],
      ingress: Ingress.internalOnly(port),
    });
  }

  /** The principal that access is given to: the service can be passed wherever an app can. */
  public get grantPrincipal(): Principal {
    return this.app.grantPrincipal;
  }
}
// #endregion

// #region job
/** What a team states of a job. */
export interface ContosoJobProps extends Omit<
  ManagedIdentityContainerAppJobProps,
  "name" | "resourceGroupName" | "location" | "tags" | "environment" | "containers" | "initContainers" | "registries"
> {
  readonly platform: ContosoPlatform;
  readonly team: string;
  readonly image: string;
}

/** A job as Contoso runs one. */
export class ContosoJob extends Construct implements IGrantable {
  public readonly job: ManagedIdentityContainerAppJob;

  constructor(scope: Construct, id: string, { platform, team, image, ...rest }: ContosoJobProps) {
    super(scope, id);
    const place = { ...platform.place, tags: { team } };
    const pull = new ManagedIdentity(this, "pull", { ...place, name: `${id}-pull` });
    this.job = new ManagedIdentityContainerAppJob(this, "job", {
      ...rest,
      ...place,
      name: id,
      environment: platform.environment,
      containers: [{ image: ContainerImage.fromRegistry(platform.registry, image, { identity: pull }) }],
    });
  }

  public get grantPrincipal(): Principal {
    return this.job.grantPrincipal;
  }
}
// #endregion

// #region guard
/** Refuses an app or a job that no construct of Contoso's has made, with whatever class it was written. */
export class OnlyContoso implements IAspect {
  private readonly types = ["azurerm_container_app", "azurerm_container_app_job"];

  public visit(node: IConstruct): void {
    const isWorkload = TerraformResource.isTerraformResource(node) && this.types.includes(node.terraformResourceType);
    if (isWorkload && !node.node.scopes.some((one) => one instanceof ContosoService || one instanceof ContosoJob)) {
      throw new Error(`[${node.node.path}] is no ContosoService or ContosoJob. Make it with one of these.`);
    }
  }
}
// #endregion

/** Two services and a job of two teams. */
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
    Aspects.of(this).add(new OnlyContoso());
    const platform = new ContosoPlatform(this, "platform", place);
    new ContosoService(this, "catalog", {
      platform,
      team: "catalog",
      image: "catalog:1.2",
      port: 8080,
      services: [AzureService.storageBlobs(storage)],
      maxReplicas: 20,
    });
    const checkout = new ContosoService(this, "checkout", {
      platform,
      team: "checkout",
      image: "checkout:3.0",
      port: 8080,
    });
    new ContosoJob(this, "invoices", {
      platform,
      team: "checkout",
      image: "invoices:1.0",
      trigger: JobTrigger.scheduled({ cronExpression: "0 4 * * *" }),
    });
    new KeyVault(this, "vault", { ...place, name: "contoso-vault-7f3a" }).grantReadSecrets(checkout);
    // #endregion
  }
}

export function program(app: App): void {
  new CompanyStack(app, "company-construct");
}
