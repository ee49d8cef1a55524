import type { TerraformStack } from "cdktf";
import { isLiteral, isReference } from "./private/problems";
import { GUID } from "./private/rules/common";
import { textOf } from "./private/token-text";

/** The built-in roles, by their names in lower case and by their GUIDs. */
const BUILT_IN = new Map<string, Role>();

/**
 * A role of Azure RBAC, as a role assignment names it.
 *
 * The built-in roles that apps need most are constants; every other one is reached by name or by id.
 *
 * @see https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
export class Role {
  /** Pull images and artifacts from a container registry. */
  public static readonly ACR_PULL = Role.builtIn("AcrPull", "7f951dda-4ed3-4680-a7ca-43fe172d538d");
  /** Read App Configuration data. */
  public static readonly APP_CONFIGURATION_DATA_READER = Role.builtIn("App Configuration Data Reader", "516239f1-63e1-4d78-a4de-a74fb236a071");
  /** Call Azure OpenAI: completions, embeddings and the like. */
  public static readonly COGNITIVE_SERVICES_OPENAI_USER = Role.builtIn("Cognitive Services OpenAI User", "5e0bd9bd-7b93-4f28-af87-19fc36ad61bd");
  /** Receive events from Event Hubs. */
  public static readonly EVENT_HUBS_DATA_RECEIVER = Role.builtIn("Azure Event Hubs Data Receiver", "a638d3c7-ab3a-418d-83e6-5f17a39d4fde");
  /** Send events to Event Hubs. */
  public static readonly EVENT_HUBS_DATA_SENDER = Role.builtIn("Azure Event Hubs Data Sender", "2b629674-e913-4c01-ae53-ef4638d8f975");
  /** Read the certificates of a key vault, with their private keys. */
  public static readonly KEY_VAULT_CERTIFICATE_USER = Role.builtIn("Key Vault Certificate User", "db79e9a7-68ee-4b58-9aeb-b90e7c24fcba");
  /** Encrypt, decrypt, wrap, sign and verify with the keys of a key vault. */
  public static readonly KEY_VAULT_CRYPTO_USER = Role.builtIn("Key Vault Crypto User", "12338af0-0e69-4776-bea7-57ae8d297424");
  /** Read and write the secrets of a key vault; what a deployer needs to write them. */
  public static readonly KEY_VAULT_SECRETS_OFFICER = Role.builtIn("Key Vault Secrets Officer", "b86a8fe4-44ce-4948-aee5-eccb2c155cd7");
  /** Read the values of the secrets of a key vault. */
  public static readonly KEY_VAULT_SECRETS_USER = Role.builtIn("Key Vault Secrets User", "4633458b-17de-408a-b874-0445c86b69e6");
  /** Receive messages from Service Bus. */
  public static readonly SERVICE_BUS_DATA_RECEIVER = Role.builtIn("Azure Service Bus Data Receiver", "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0");
  /** Send messages to Service Bus. */
  public static readonly SERVICE_BUS_DATA_SENDER = Role.builtIn("Azure Service Bus Data Sender", "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39");
  /** Read, write and delete storage blobs. */
  public static readonly STORAGE_BLOB_DATA_CONTRIBUTOR = Role.builtIn("Storage Blob Data Contributor", "ba92f5b4-2d11-453d-a403-e96b0029c9fe");
  /** Read storage blobs. */
  public static readonly STORAGE_BLOB_DATA_READER = Role.builtIn("Storage Blob Data Reader", "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1");
  /** Read, write and delete storage queues and their messages. */
  public static readonly STORAGE_QUEUE_DATA_CONTRIBUTOR = Role.builtIn("Storage Queue Data Contributor", "974c5e8b-45b9-4653-ba55-5f855dd0fb88");
  /** Add messages to a storage queue. */
  public static readonly STORAGE_QUEUE_DATA_MESSAGE_SENDER = Role.builtIn("Storage Queue Data Message Sender", "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a");

  /**
   * A role by its name: any built-in role, or a custom one. Azure looks the name up when the grant is applied, and
   * only then finds a misspelt one.
   *
   * @throws Error when the name is empty
   */
  public static fromName(name: string): Role {
    if (!isReference(name) && (typeof name !== "string" || !ROLE_NAME.test(name) || GUID.accepts(name))) {
      throw new Error(
        `A role's name is ${JSON.stringify(name)}; allowed: the name of a role, such as "Storage Blob Data Reader", without an apostrophe, which azurerm does not ` +
          "escape where it looks the name up. Pass one, or the id of the role's definition to Role.fromDefinitionId().",
      );
    }
    return new Role(name);
  }

  /**
   * A role by the id of its definition, as `azurerm_role_definition.role_definition_resource_id` gives it.
   *
   * @param roleDefinitionId `/subscriptions/<id>/providers/Microsoft.Authorization/roleDefinitions/<GUID>`: with the subscription of the scope, because
   *   Azure answers with it, and an id without it would differ at every plan; without one for a management group
   * @throws Error when a literal id has another form
   */
  public static fromDefinitionId(roleDefinitionId: string): Role {
    if (!isReference(roleDefinitionId) && (typeof roleDefinitionId !== "string" || !DEFINITION_ID.test(roleDefinitionId))) {
      throw new Error(
        `A role's definition id is ${JSON.stringify(roleDefinitionId)}; allowed: ` +
          "/subscriptions/<subscription id>/providers/Microsoft.Authorization/roleDefinitions/<GUID>. " +
          "Pass such an id, or the role's name to Role.fromName().",
      );
    }
    return new Role(undefined, roleDefinitionId);
  }

  /**
   * What the role of a name or a definition id is told apart by.
   *
   * @internal
   */
  public static _keyOf(stack: TerraformStack, nameOrId: string): string {
    const known = isLiteral(nameOrId) ? nameOrId.toLowerCase().split("/").pop()! : textOf(stack, nameOrId);
    return BUILT_IN.get(known)?.roleName ?? known;
  }

  /**
   * Whether the role with the key lets images be pulled from a registry: of the constants only AcrPull does, and of any other role nobody can say.
   *
   * @internal
   */
  public static _isPull(key: string): boolean | undefined {
    const builtIn = BUILT_IN.get(key.toLowerCase());
    return builtIn && builtIn === Role.ACR_PULL;
  }

  private static builtIn(name: string, definitionGuid: string): Role {
    const role = new Role(name, undefined, definitionGuid);
    BUILT_IN.set(name.toLowerCase(), role).set(definitionGuid, role);
    return role;
  }

  private constructor(
    /** The role's name; undefined for a role by id. */
    public readonly roleName?: string,
    /** The id of the role's definition; undefined for a role by name. */
    public readonly roleDefinitionId?: string,
    /** The GUID that a built-in role has in every tenant; undefined for any other. */
    public readonly builtInId?: string,
  ) {}

  /**
   * What the role is told apart by, for a role assignment in the stack: a built-in role by its name, however it was given.
   *
   * @internal
   */
  public _keyIn(stack: TerraformStack): string {
    return Role._keyOf(stack, this.roleName ?? this.roleDefinitionId!);
  }
}

/** What a role assignment may say beside who, what and where. */
export interface RoleAssignmentOptions {
  /**
   * Why it is there; Azure shows it.
   *
   * @default - none
   */
  readonly description?: string;
  /**
   * A condition that limits it further.
   *
   * @see https://learn.microsoft.com/azure/role-based-access-control/conditions-format
   * @default - none
   */
  readonly condition?: string;
  /**
   * The version of the condition's language.
   *
   * @default - Azure's, 2.0
   */
  readonly conditionVersion?: string;
}

const DEFINITION_ID = /^(\/subscriptions\/[^/]+)?\/providers\/Microsoft\.Authorization\/roleDefinitions\/[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;

/** No id, and no spaces around it. */
const ROLE_NAME = /^(?!\/)[^\s'](?:[^']*[^\s'])?$/;
