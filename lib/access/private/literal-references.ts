import type { TerraformProvider, TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { isLiteral } from "../../core/problems";
import { partsOf, RESOURCE_ID } from "../../core/resource-ids";
import { Role } from "../role";

/** A literal name, by which a construct refers to something that the same program may make. */
export interface LiteralReference {
  /** The construct that was given the name. */
  readonly construct: Construct;
  /** The property that holds the name, or the id that it is part of. */
  readonly property: string;
  /** The Terraform type of what it names. */
  readonly type: string;
  readonly name: string;
  /** Its resource group, for what is unique only within one. */
  readonly resourceGroupName?: string;
  /** The provider, and so the subscription, it is looked for in. */
  readonly provider?: TerraformProvider;
  /** What to pass instead of the name. */
  readonly instead: string;
  /**
   * What refers to it and can wait for it; undefined for a data source, which Terraform would read too early or anew at
   * each change.
   */
  readonly waiter?: TerraformResource;
}

/**
 * The azurerm types, by the types in ids, of the resources that a scope may name and whose names are unique in Azure.
 */
export const TYPES_BY_ID: Readonly<Record<string, string | undefined>> = {
  "microsoft.appconfiguration/configurationstores": "azurerm_app_configuration",
  "microsoft.cache/redis": "azurerm_redis_cache",
  "microsoft.cognitiveservices/accounts": "azurerm_cognitive_account",
  "microsoft.containerregistry/registries": "azurerm_container_registry",
  "microsoft.documentdb/databaseaccounts": "azurerm_cosmosdb_account",
  "microsoft.eventhub/namespaces": "azurerm_eventhub_namespace",
  "microsoft.keyvault/vaults": "azurerm_key_vault",
  "microsoft.search/searchservices": "azurerm_search_service",
  "microsoft.servicebus/namespaces": "azurerm_servicebus_namespace",
  "microsoft.storage/storageaccounts": "azurerm_storage_account",
};

/** The literal names that the constructs of a stack were given, for the pass to find what the program makes of them. */
export class LiteralReferences {
  private readonly references: LiteralReference[] = [];

  /** The literal names, in the order in which they were added. */
  public get all(): readonly LiteralReference[] {
    return this.references;
  }

  /** Adds a literal name; a reference, which Terraform orders by itself, is left out. */
  public add(reference: LiteralReference): void {
    if (isLiteral(reference.name)) {
      this.references.push(reference);
    }
  }

  /** Adds the resource group of a resource, or of a data source, which cannot wait for it. */
  public addGroup(
    construct: Construct,
    name: string,
    provider?: TerraformProvider,
    waiter?: TerraformResource,
    property = "resourceGroupName",
  ): void {
    this.add({
      construct,
      property,
      type: "azurerm_resource_group",
      name,
      provider,
      instead: waiter
        ? "Pass the name attribute of the resource group."
        : "What is in a group that the program makes is the program's too: pass the construct.",
      waiter,
    });
  }

  /** Adds the Azure container registry that a literal host name names. */
  public addRegistry(construct: Construct, waiter: TerraformResource, property: string, server: string): void {
    const name = isLiteral(server) ? /^([a-z0-9]+)\.azurecr\.[a-z]+$/.exec(server)?.[1] : undefined;
    if (name !== undefined) {
      this.add({
        construct,
        property,
        type: "azurerm_container_registry",
        name,
        instead: "Pass the loginServer attribute of the registry.",
        waiter,
      });
    }
  }

  /** Adds the resource that the literal id of a scope names. */
  public addScope(construct: Construct, waiter: TerraformResource, scope: string): void {
    const [, kind, name] = (isLiteral(scope) && /\/providers\/([^/]+\/[^/]+)\/([^/]+)/i.exec(scope)) || [];
    const type = TYPES_BY_ID[kind?.toLowerCase() ?? ""];
    if (type && name) {
      this.add({ construct, property: "scope", type, name, instead: "Pass the id attribute of its resource.", waiter });
    }
  }

  /** Adds the custom role that a literal name names. */
  public addRole(waiter: TerraformResource, name: string | undefined): void {
    if (isLiteral(name) && Role._constantOf(name) === undefined) {
      this.add({
        construct: waiter,
        property: "role_definition_name",
        type: "azurerm_role_definition",
        name,
        instead: "Pass the attribute role_definition_resource_id of its resource to Role.fromDefinitionId().",
        waiter,
      });
    }
  }

  /** Adds the environment that a literal id names. */
  public addEnvironment(construct: Construct, waiter: TerraformResource, environmentId: string): void {
    if (isLiteral(environmentId)) {
      this.add({
        construct,
        property: "environment",
        type: "azurerm_container_app_environment",
        ...partsOf(RESOURCE_ID.containerAppEnvironment, environmentId),
        provider: waiter.provider,
        instead: "Pass the construct that makes the environment.",
        waiter,
      });
    }
  }
}
