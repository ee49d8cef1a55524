import type { TerraformStack } from "cdktf";
import { isLiteral } from "../core/problems";
import { textOf } from "../core/token-text";

/** The built-in roles, by their names in lower case and by their GUIDs. */
const BUILT_IN = new Map<string, Role>();

/**
 * A role of Azure RBAC, as a role assignment names it.
 *
 * The built-in roles that apps need most are constants; `fromName` and `fromDefinitionId` give every other one.
 *
 * @see https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
export class Role {
  /** Pull images and artifacts from a container registry; without effect in the mode ABAC_REPOSITORY_PERMISSIONS. */
  public static readonly ACR_PULL = Role.builtIn(
    "AcrPull",
    "7f951dda-4ed3-4680-a7ca-43fe172d538d",
    "Microsoft.ContainerRegistry",
  );
  /** Push to and pull from a container registry; without effect in the mode ABAC_REPOSITORY_PERMISSIONS. */
  public static readonly ACR_PUSH = Role.builtIn(
    "AcrPush",
    "8311e382-0749-4cb8-b61a-304f252e45ec",
    "Microsoft.ContainerRegistry",
  );
  /** Read, write and delete App Configuration data. */
  public static readonly APP_CONFIGURATION_DATA_OWNER = Role.builtIn(
    "App Configuration Data Owner",
    "5ae67dd6-50cb-40e7-96ff-dc2bfa4b606b",
    "Microsoft.AppConfiguration",
  );
  /** Read App Configuration data. */
  public static readonly APP_CONFIGURATION_DATA_READER = Role.builtIn(
    "App Configuration Data Reader",
    "516239f1-63e1-4d78-a4de-a74fb236a071",
    "Microsoft.AppConfiguration",
  );
  /** Call Azure OpenAI: completions, embeddings and the like. */
  public static readonly COGNITIVE_SERVICES_OPENAI_USER = Role.builtIn(
    "Cognitive Services OpenAI User",
    "5e0bd9bd-7b93-4f28-af87-19fc36ad61bd",
    "Microsoft.CognitiveServices",
  );
  /** Call any of the Azure AI services, and list their keys. */
  public static readonly COGNITIVE_SERVICES_USER = Role.builtIn(
    "Cognitive Services User",
    "a97b65f3-24c7-4388-baec-2e87135dc908",
    "Microsoft.CognitiveServices",
  );
  /** Manage a container app, and read and join its environment: what deploying to an app takes. */
  public static readonly CONTAINER_APPS_CONTRIBUTOR = Role.builtIn(
    "Container Apps Contributor",
    "358470bc-b998-42bd-ab17-a7e34c199c0f",
    "Microsoft.App",
  );
  /** Manage a container app job, and read and join its environment: what deploying to a job takes. */
  public static readonly CONTAINER_APPS_JOBS_CONTRIBUTOR = Role.builtIn(
    "Container Apps Jobs Contributor",
    "4e3d2b60-56ae-4dc6-a233-09c8e5a82e68",
    "Microsoft.App",
  );
  /**
   * Pull images from a container registry in the mode ABAC_REPOSITORY_PERMISSIONS; without effect in the other mode.
   */
  public static readonly CONTAINER_REGISTRY_REPOSITORY_READER = Role.builtIn(
    "Container Registry Repository Reader",
    "b93aa761-3e63-49ed-ac28-beffa264f7ac",
    "Microsoft.ContainerRegistry",
  );
  /**
   * Push to and pull from a container registry in the mode ABAC_REPOSITORY_PERMISSIONS; without effect in the other
   * mode.
   */
  public static readonly CONTAINER_REGISTRY_REPOSITORY_WRITER = Role.builtIn(
    "Container Registry Repository Writer",
    "2a1e307c-b015-4ebd-883e-5b7698a07328",
    "Microsoft.ContainerRegistry",
  );
  /** Send events to Event Grid. */
  public static readonly EVENT_GRID_DATA_SENDER = Role.builtIn(
    "EventGrid Data Sender",
    "d5a91429-5739-47e2-a06b-3470a27159e7",
    "Microsoft.EventGrid",
  );
  /** Send, receive and manage everything in Event Hubs. */
  public static readonly EVENT_HUBS_DATA_OWNER = Role.builtIn(
    "Azure Event Hubs Data Owner",
    "f526a384-b230-433a-b45c-95f59c4a2dec",
    "Microsoft.EventHub",
  );
  /** Receive events from Event Hubs. */
  public static readonly EVENT_HUBS_DATA_RECEIVER = Role.builtIn(
    "Azure Event Hubs Data Receiver",
    "a638d3c7-ab3a-418d-83e6-5f17a39d4fde",
    "Microsoft.EventHub",
  );
  /** Send events to Event Hubs. */
  public static readonly EVENT_HUBS_DATA_SENDER = Role.builtIn(
    "Azure Event Hubs Data Sender",
    "2b629674-e913-4c01-ae53-ef4638d8f975",
    "Microsoft.EventHub",
  );
  /** Do everything with the keys, secrets and certificates of a key vault. */
  public static readonly KEY_VAULT_ADMINISTRATOR = Role.builtIn(
    "Key Vault Administrator",
    "00482a5a-887f-4fb3-b363-3b7fe8e74483",
    "Microsoft.KeyVault",
  );
  /** Read the certificates of a key vault, with their private keys. */
  public static readonly KEY_VAULT_CERTIFICATE_USER = Role.builtIn(
    "Key Vault Certificate User",
    "db79e9a7-68ee-4b58-9aeb-b90e7c24fcba",
    "Microsoft.KeyVault",
  );
  /** Make, read and delete the certificates of a key vault; what a deployer needs to make them. */
  public static readonly KEY_VAULT_CERTIFICATES_OFFICER = Role.builtIn(
    "Key Vault Certificates Officer",
    "a4417e6f-fecd-4de8-b567-7b0420556985",
    "Microsoft.KeyVault",
  );
  /** Make, rotate and delete the keys of a key vault, and use them; what a deployer needs to make them. */
  public static readonly KEY_VAULT_CRYPTO_OFFICER = Role.builtIn(
    "Key Vault Crypto Officer",
    "14b46e9e-c2b7-41b4-b07b-48a6ebf60603",
    "Microsoft.KeyVault",
  );
  /** Wrap and unwrap with the keys of a key vault, as encryption at rest does. */
  public static readonly KEY_VAULT_CRYPTO_SERVICE_ENCRYPTION_USER = Role.builtIn(
    "Key Vault Crypto Service Encryption User",
    "e147488a-f6f5-4113-8e2d-b22465e65bf6",
    "Microsoft.KeyVault",
  );
  /** Encrypt, decrypt, wrap, sign and verify with the keys of a key vault. */
  public static readonly KEY_VAULT_CRYPTO_USER = Role.builtIn(
    "Key Vault Crypto User",
    "12338af0-0e69-4776-bea7-57ae8d297424",
    "Microsoft.KeyVault",
  );
  /** See what is in a key vault, without the values of secrets. */
  public static readonly KEY_VAULT_READER = Role.builtIn(
    "Key Vault Reader",
    "21090545-7ca7-4776-b22c-e363652d74d2",
    "Microsoft.KeyVault",
  );
  /** Read and write the secrets of a key vault; what a deployer needs to write them. */
  public static readonly KEY_VAULT_SECRETS_OFFICER = Role.builtIn(
    "Key Vault Secrets Officer",
    "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
    "Microsoft.KeyVault",
  );
  /** Read the values of the secrets of a key vault. */
  public static readonly KEY_VAULT_SECRETS_USER = Role.builtIn(
    "Key Vault Secrets User",
    "4633458b-17de-408a-b874-0445c86b69e6",
    "Microsoft.KeyVault",
  );
  /** Query the tables of a Log Analytics workspace, and see nothing else of it. */
  public static readonly LOG_ANALYTICS_DATA_READER = Role.builtIn(
    "Log Analytics Data Reader",
    "3b03c2da-16b3-4a49-8834-0f8130efdd3b",
    "Microsoft.OperationalInsights",
  );
  /** Assign a user-assigned identity to resources, and so run code as it. */
  public static readonly MANAGED_IDENTITY_OPERATOR = Role.builtIn(
    "Managed Identity Operator",
    "f1a07417-d97a-45cb-824c-7a7467783830",
    "Microsoft.ManagedIdentity",
  );
  /** Publish metrics of any resource, and telemetry to Application Insights. */
  public static readonly MONITORING_METRICS_PUBLISHER = Role.builtIn(
    "Monitoring Metrics Publisher",
    "3913510d-42f4-4e42-8a64-420c390055eb",
  );
  /** Read and write the documents of the indexes of a search service. */
  public static readonly SEARCH_INDEX_DATA_CONTRIBUTOR = Role.builtIn(
    "Search Index Data Contributor",
    "8ebe5a00-799e-43f5-93ac-243d3dce84a7",
    "Microsoft.Search",
  );
  /** Query the indexes of a search service. */
  public static readonly SEARCH_INDEX_DATA_READER = Role.builtIn(
    "Search Index Data Reader",
    "1407120a-92aa-4202-b7e9-c0e197c71c8f",
    "Microsoft.Search",
  );
  /** Send, receive and manage everything in Service Bus. */
  public static readonly SERVICE_BUS_DATA_OWNER = Role.builtIn(
    "Azure Service Bus Data Owner",
    "090c5cfd-751d-490a-894a-3ce6f1109419",
    "Microsoft.ServiceBus",
  );
  /** Receive messages from Service Bus. */
  public static readonly SERVICE_BUS_DATA_RECEIVER = Role.builtIn(
    "Azure Service Bus Data Receiver",
    "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0",
    "Microsoft.ServiceBus",
  );
  /** Send messages to Service Bus. */
  public static readonly SERVICE_BUS_DATA_SENDER = Role.builtIn(
    "Azure Service Bus Data Sender",
    "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39",
    "Microsoft.ServiceBus",
  );
  /** Connect to Azure SignalR Service as an app server. */
  public static readonly SIGNALR_APP_SERVER = Role.builtIn(
    "SignalR App Server",
    "420fcaa2-552c-430f-98ca-3264be4806c7",
    "Microsoft.SignalRService",
  );
  /** Do everything with the data of Azure SignalR Service, as serverless functions do. */
  public static readonly SIGNALR_SERVICE_OWNER = Role.builtIn(
    "SignalR Service Owner",
    "7e4f1700-ea5a-4f59-8f37-079cfe29dce3",
    "Microsoft.SignalRService",
  );
  /** Read, write and delete storage blobs. */
  public static readonly STORAGE_BLOB_DATA_CONTRIBUTOR = Role.builtIn(
    "Storage Blob Data Contributor",
    "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
    "Microsoft.Storage",
  );
  /** Do everything with storage blobs, and set POSIX access control. */
  public static readonly STORAGE_BLOB_DATA_OWNER = Role.builtIn(
    "Storage Blob Data Owner",
    "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
    "Microsoft.Storage",
  );
  /** Read storage blobs. */
  public static readonly STORAGE_BLOB_DATA_READER = Role.builtIn(
    "Storage Blob Data Reader",
    "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
    "Microsoft.Storage",
  );
  /** Read, write and delete storage queues and their messages. */
  public static readonly STORAGE_QUEUE_DATA_CONTRIBUTOR = Role.builtIn(
    "Storage Queue Data Contributor",
    "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
    "Microsoft.Storage",
  );
  /** Peek at, receive and delete the messages of a storage queue. */
  public static readonly STORAGE_QUEUE_DATA_MESSAGE_PROCESSOR = Role.builtIn(
    "Storage Queue Data Message Processor",
    "8a0f0c08-91a1-4084-bc3d-661d67233fed",
    "Microsoft.Storage",
  );
  /** Add messages to a storage queue. */
  public static readonly STORAGE_QUEUE_DATA_MESSAGE_SENDER = Role.builtIn(
    "Storage Queue Data Message Sender",
    "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a",
    "Microsoft.Storage",
  );
  /** Read storage queues, and peek at their messages. */
  public static readonly STORAGE_QUEUE_DATA_READER = Role.builtIn(
    "Storage Queue Data Reader",
    "19e7f393-937e-4f77-808e-94535e297925",
    "Microsoft.Storage",
  );
  /** Read, write and delete the entities of storage tables. */
  public static readonly STORAGE_TABLE_DATA_CONTRIBUTOR = Role.builtIn(
    "Storage Table Data Contributor",
    "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
    "Microsoft.Storage",
  );
  /** Read the entities of storage tables. */
  public static readonly STORAGE_TABLE_DATA_READER = Role.builtIn(
    "Storage Table Data Reader",
    "76199698-9eea-4c19-bc75-cec21354c6b6",
    "Microsoft.Storage",
  );
  /** Do everything with the data of Azure Web PubSub. */
  public static readonly WEB_PUBSUB_SERVICE_OWNER = Role.builtIn(
    "Web PubSub Service Owner",
    "12cf5a90-567b-43ae-8102-96cf46c7d9b4",
    "Microsoft.SignalRService",
  );
  /** Read the data of Azure Web PubSub. */
  public static readonly WEB_PUBSUB_SERVICE_READER = Role.builtIn(
    "Web PubSub Service Reader",
    "bfb1c7d2-fb1a-466b-b2ba-aee63b92deaf",
    "Microsoft.SignalRService",
  );

  /**
   * A role by its name: any built-in role, or a custom one. Azure looks the name up when the assignment is applied:
   * only then does a misspelt name fail.
   *
   * `assignRole` refuses a literal name that is empty, holds an apostrophe, or is an id. It refuses the name of a role
   * for the data of Cosmos DB too, which is not a role of Azure RBAC: see `CosmosDbRole`.
   */
  public static fromName(name: string): Role {
    return new Role(name);
  }

  /**
   * A role by the id of its definition. For a custom role that the program makes, pass the attribute
   * `role_definition_resource_id` of `azurerm_role_definition`: its `id` holds the scope too.
   *
   * `assignRole` refuses a literal id of another form.
   *
   * @param roleDefinitionId `/subscriptions/<id>/providers/Microsoft.Authorization/roleDefinitions/<GUID>`: with the
   *   subscription of the scope, because Azure returns it and an id without it would differ at every plan; without
   *   `/subscriptions/<id>` for a management group
   */
  public static fromDefinitionId(roleDefinitionId: string): Role {
    return new Role(undefined, roleDefinitionId);
  }

  /**
   * The canonical key of the role with the name or the definition id; for a built-in role, its name.
   *
   * @internal
   */
  public static _keyOf(stack: TerraformStack, nameOrId: string): string {
    const text = textOf(stack, nameOrId);
    const known = isLiteral(nameOrId) && nameOrId.startsWith("/") ? text.slice(text.lastIndexOf("/") + 1) : text;
    return BUILT_IN.get(known)?.roleName ?? known;
  }

  /**
   * Whether the role with the key allows pulling images from a registry; undefined for a role without a constant here.
   *
   * @internal
   */
  public static _isPull(key: string): boolean | undefined {
    const builtIn = Role._constantOf(key);
    return (
      builtIn &&
      [
        Role.ACR_PULL,
        Role.ACR_PUSH,
        Role.CONTAINER_REGISTRY_REPOSITORY_READER,
        Role.CONTAINER_REGISTRY_REPOSITORY_WRITER,
      ].includes(builtIn)
    );
  }

  /**
   * The constant for the role with the key; undefined for a role without one.
   *
   * @internal
   */
  public static _constantOf(key: string): Role | undefined {
    return BUILT_IN.get(key.toLowerCase());
  }

  private static builtIn(name: string, definitionGuid: string, resourceProvider?: string): Role {
    const role = new Role(name, undefined, definitionGuid, resourceProvider);
    BUILT_IN.set(name.toLowerCase(), role).set(definitionGuid, role);
    return role;
  }

  private constructor(
    /** The role's name; undefined for a role by id. */
    public readonly roleName?: string,
    /** The id of the role's definition; undefined for a role by name. */
    public readonly roleDefinitionId?: string,
    /** The GUID that a built-in role has in every tenant; undefined for any other role. */
    public readonly builtInId?: string,
    /**
     * The resource provider whose resources the role is for, such as `Microsoft.Storage`; undefined for a role without
     * a constant, and for one that is for resources of any provider.
     */
    public readonly resourceProvider?: string,
  ) {}

  /**
   * The canonical key of the role, as a role assignment in the stack refers to it.
   *
   * @internal
   */
  public _keyIn(stack: TerraformStack): string {
    return Role._keyOf(stack, this.roleName ?? this.roleDefinitionId ?? "");
  }
}

/** The optional arguments of a role assignment. */
export interface RoleAssignmentOptions {
  /**
   * Why the role is assigned, in at most 2048 bytes; Azure shows it.
   *
   * @default - none
   */
  readonly description?: string;
  /**
   * A condition that limits the assignment further, in at most 8192 bytes.
   *
   * @see https://learn.microsoft.com/azure/role-based-access-control/conditions-format
   * @default - none
   */
  readonly condition?: string;
  /**
   * The version of the condition's language; refused without a condition.
   *
   * @default - Azure's, 2.0
   */
  readonly conditionVersion?: string;
}
