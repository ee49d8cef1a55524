import { TerraformResource, TerraformStack } from "cdktf";
import { isLiteral } from "../../../core/problems";
import { subscriptionIdOf, subscriptionOf } from "../../../core/provider-in";
import { textOf, textOfAttribute } from "../../../core/token-text";
import { twins } from "../../../core/twins";
import type { LiteralReference } from "../literal-references";
import type { NamedResource, ProgramIndex } from "./program-index";

/** The types whose names are unique in all of Azure. */
const GLOBAL_TYPES = new Set([
  "azurerm_app_configuration",
  "azurerm_container_registry",
  "azurerm_cosmosdb_account",
  "azurerm_eventhub_namespace",
  "azurerm_key_vault",
  "azurerm_redis_cache",
  "azurerm_search_service",
  "azurerm_servicebus_namespace",
  "azurerm_signalr_service",
  "azurerm_storage_account",
  "azurerm_web_pubsub",
]);

/** The types that a program may refer to by a literal name or id, or make twice under one name. */
const NAMED_TYPES = [
  "azurerm_resource_group",
  "azurerm_user_assigned_identity",
  "azurerm_container_app_environment",
  "azurerm_container_app",
  "azurerm_container_app_job",
  "azurerm_role_definition",
  "azurerm_cognitive_account",
  "azurerm_private_dns_zone",
  "azurerm_private_endpoint",
  "azurerm_resource_group_template_deployment",
  "azurerm_dns_zone",
  "azurerm_log_analytics_workspace",
  "azurerm_application_insights",
  "azurerm_virtual_network",
  ...GLOBAL_TYPES,
];

const IN_ENVIRONMENT = ["containerAppEnvironmentIdInput"];
const IN_DNS_ZONE = ["zoneNameInput"];
/** By the name of the zone, or from azurerm 5 on by its id. */
const IN_PRIVATE_DNS_ZONE = ["zoneNameInput", "privateDnsZoneIdInput"];
const IN_NAMESPACE = ["namespaceIdInput"];
const IN_SERVER = ["serverIdInput"];

/** The types whose names are unique in another resource, with the arguments that say which, as cdktf's classes read them. */
const PARTS: Readonly<Record<string, readonly string[] | undefined>> = {
  azurerm_container_app_environment_certificate: IN_ENVIRONMENT,
  azurerm_container_app_environment_dapr_component: IN_ENVIRONMENT,
  azurerm_container_app_environment_storage: IN_ENVIRONMENT,
  azurerm_container_app_custom_domain: ["containerAppIdInput"],
  azurerm_federated_identity_credential: ["parentIdInput", "userAssignedIdentityIdInput"],
  azurerm_container_registry_cache_rule: ["containerRegistryIdInput"],
  azurerm_dns_a_record: IN_DNS_ZONE,
  azurerm_dns_cname_record: IN_DNS_ZONE,
  azurerm_dns_txt_record: IN_DNS_ZONE,
  azurerm_private_dns_a_record: IN_PRIVATE_DNS_ZONE,
  azurerm_private_dns_cname_record: IN_PRIVATE_DNS_ZONE,
  azurerm_private_dns_txt_record: IN_PRIVATE_DNS_ZONE,
  azurerm_private_dns_zone_virtual_network_link: ["privateDnsZoneNameInput", "privateDnsZoneIdInput"],
  azurerm_subnet: ["virtualNetworkNameInput"],
  azurerm_servicebus_queue: IN_NAMESPACE,
  azurerm_servicebus_topic: IN_NAMESPACE,
  azurerm_servicebus_subscription: ["topicIdInput"],
  azurerm_eventhub: ["namespaceIdInput", "namespaceNameInput"],
  azurerm_storage_container: ["storageAccountIdInput", "storageAccountNameInput"],
  azurerm_storage_queue: ["storageAccountIdInput", "storageAccountNameInput"],
  azurerm_mssql_database: IN_SERVER,
  azurerm_mssql_firewall_rule: IN_SERVER,
  azurerm_postgresql_flexible_server_firewall_rule: IN_SERVER,
};

/** The resources of a complete program by their literal names. */
export class NamedResources {
  private readonly byName = new Map<string, NamedResource[]>();
  /** The resources whose type and name others have, too. */
  private shared?: readonly (readonly NamedResource[])[];
  /** The literal names of the resource groups that the program makes, by the texts of references to them. */
  private readonly groupNames = new Map<string, string>();

  constructor(index: ProgramIndex) {
    [...NAMED_TYPES, ...Object.keys(PARTS)]
      .flatMap((type) => index.ofType<NamedResource>(type))
      .forEach((resource) => this.add(resource));
  }

  /**
   * The resource that the program makes under the name of the reference. One with an `import` block exists already and
   * is left out.
   */
  public find(reference: LiteralReference): TerraformResource | undefined {
    const stack = TerraformStack.of(reference.construct);
    const ofName = this.byName.get(nameKey(reference.type, reference.name)) ?? [];
    const made = ofName.filter((resource) => this.isMeant(stack, reference, resource));
    return made.find(({ cdktfStack }) => cdktfStack === stack) ?? made[0];
  }

  /** The resource that the program makes, or takes over, under the literal name: perhaps, where its place is not known. */
  public made(type: string, name: string, place: { readonly subscription?: string; readonly group?: string }) {
    const isThere = (resource: NamedResource) => {
      const group = this.groupOf(resource);
      const subscription = subscriptionIdOf(resource.cdktfStack, resource.provider);
      return GLOBAL_TYPES.has(type) || (mayBeSame(group, place.group) && mayBeSame(subscription, place.subscription));
    };
    return this.byName.get(nameKey(type, name))?.find(isThere);
  }

  /** The resource group that the program makes, by its name or by the text of a reference to that. */
  public group(text: string): TerraformResource | undefined {
    return this.byName.get(nameKey("azurerm_resource_group", this.groupNames.get(text) ?? text))?.[0];
  }

  /** The resources of a stack whose type, name and place an earlier resource has, each with that earlier one. */
  public twinsIn(stack: TerraformStack): [TerraformResource, TerraformResource][] {
    const placeOf = (resource: NamedResource) =>
      [resource.provider?.alias, ...(isGlobal(resource) ? [] : [this.groupOf(resource), ...wholesOf(resource)])].join(
        "/",
      );
    this.shared ??= [...this.byName.values()].filter((ofName) => ofName.length > 1);
    return this.shared.flatMap((ofName) =>
      twins(
        ofName.filter((resource) => isSingleIn(stack, resource)),
        placeOf,
      ),
    );
  }

  private add(resource: NamedResource): void {
    const { terraformResourceType: type, nameInput: name } = resource;
    if (!isLiteral(name)) {
      return;
    }
    const key = nameKey(type, name);
    const ofName = this.byName.get(key) ?? [];
    ofName.push(resource);
    this.byName.set(key, ofName);
    if (type === "azurerm_resource_group") {
      this.groupNames.set(textOfAttribute(resource, "name"), name.toLowerCase());
    }
  }

  private isMeant(stack: TerraformStack, reference: LiteralReference, resource: NamedResource): boolean {
    if (isTakenOver(resource)) {
      return false;
    }
    const { type, provider, resourceGroupName } = reference;
    const isInGroup =
      resourceGroupName === undefined || this.groupKey(stack, resourceGroupName) === this.groupOf(resource);
    return (
      GLOBAL_TYPES.has(type) ||
      (isInGroup && subscriptionOf(stack, provider) === subscriptionOf(resource.cdktfStack, resource.provider))
    );
  }

  private groupOf({ cdktfStack, resourceGroupNameInput: name }: NamedResource): string | undefined {
    return name === undefined ? undefined : this.groupKey(cdktfStack, name);
  }

  /** The key of a resource group: its name where the program knows it, else the text of the reference. */
  private groupKey(stack: TerraformStack, resourceGroupName: string): string {
    const text = textOf(stack, resourceGroupName);
    return this.groupNames.get(text) ?? text;
  }
}

/** Whether two values may be the same: one that is not known may. */
function mayBeSame(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}

/** Whether the resource is one of the stack; with `count` or `for_each` it may be several, or none. */
export function isSingleIn(stack: TerraformStack, { cdktfStack, count, forEach }: TerraformResource): boolean {
  return cdktfStack === stack && count === undefined && forEach === undefined;
}

/** The texts of what a resource is a part of. */
function wholesOf(resource: NamedResource): string[] {
  const { cdktfStack: stack, terraformResourceType: type } = resource;
  const values = (PARTS[type] ?? []).map((argument) => (resource as unknown as Record<string, unknown>)[argument]);
  return values.map((value) => (typeof value === "string" ? textOf(stack, value) : ""));
}

function isGlobal({ terraformResourceType }: TerraformResource): boolean {
  return GLOBAL_TYPES.has(terraformResourceType);
}

/** Whether the resource is there before the program is applied: imported, or moved from another address. */
export function isThereAlready(resource: TerraformResource): boolean {
  return Boolean(resource.hasResourceMove()) || isTakenOver(resource);
}

function isTakenOver(resource: TerraformResource): boolean {
  return (resource.toTerraform() as { readonly import?: unknown }).import !== undefined;
}

function nameKey(type: string, name: string): string {
  return `${type} ${name.toLowerCase()}`;
}
