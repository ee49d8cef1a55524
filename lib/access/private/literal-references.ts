import type { TerraformProvider, TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { isLiteral } from "../../core/problems";
import { partsOf, RESOURCE_ID } from "../../core/resource-ids";
import { Role } from "../role";

/** A literal name by which a construct refers to a resource that the same program may make. */
export interface LiteralReference {
  /** The construct that was given the name. */
  readonly construct: Construct;
  /** The property that holds the name, or the id that it is part of. */
  readonly property: string;
  /** The Terraform type of the named resource. */
  readonly type: string;
  readonly name: string;
  /** The resource group of the named resource, where names are unique only within one. */
  readonly resourceGroupName?: string;
  /** The provider that looks the name up, and so the subscription. */
  readonly provider?: TerraformProvider;
  /** What to pass instead of the name. */
  readonly instead: string;
  /**
   * The resource that uses the name and can depend on the named resource; undefined for a data source, which Terraform
   * would read too early, or again at each change.
   */
  readonly waiter?: TerraformResource;
}

/**
 * The Terraform types of resources whose names are unique in all of Azure and that a scope may name, by the types in
 * ids.
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
  "microsoft.signalrservice/signalr": "azurerm_signalr_service",
  "microsoft.signalrservice/webpubsub": "azurerm_web_pubsub",
  "microsoft.storage/storageaccounts": "azurerm_storage_account",
};

/**
 * The literal names that the constructs of a stack were given. The pass looks for the resources among them that the
 * program makes.
 */
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

  /**
   * Adds the resource group of a resource or of a data source.
   *
   * @param waiter the resource; undefined for a data source, which cannot depend on the group
   */
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
        : "This program makes the group, and so what is in it: pass the construct instead of an import.",
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

  /** Adds the resource that the literal id of a scope, or of another property, names. */
  public addScope(construct: Construct, waiter: TerraformResource, scope: string, property = "scope"): void {
    const [, kind, name] = (isLiteral(scope) && /\/providers\/([^/]+\/[^/]+)\/([^/]+)/i.exec(scope)) || [];
    const type = TYPES_BY_ID[kind?.toLowerCase() ?? ""];
    if (type && name) {
      this.add({ construct, property, type, name, instead: "Pass the id attribute of its resource.", waiter });
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
