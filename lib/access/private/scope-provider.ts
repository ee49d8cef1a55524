import type { TerraformStack } from "cdktf";
import { isLiteral } from "../../core/problems";
import { textOf } from "../../core/token-text";

/**
 * The resource providers of azurerm's resources, by the start of the Terraform type after `azurerm_`; for any other
 * type the resource provider is not known.
 */
const PROVIDERS: readonly (readonly [string, string])[] = [
  ["ai_services", "Microsoft.CognitiveServices"],
  ["app_configuration", "Microsoft.AppConfiguration"],
  ["application_insights", "Microsoft.Insights"],
  ["cognitive_", "Microsoft.CognitiveServices"],
  ["container_app", "Microsoft.App"],
  ["container_registry", "Microsoft.ContainerRegistry"],
  ["cosmosdb_", "Microsoft.DocumentDB"],
  ["eventgrid_", "Microsoft.EventGrid"],
  ["eventhub", "Microsoft.EventHub"],
  ["key_vault", "Microsoft.KeyVault"],
  ["kusto_", "Microsoft.Kusto"],
  ["log_analytics_", "Microsoft.OperationalInsights"],
  ["managed_redis", "Microsoft.Cache"],
  ["mssql_", "Microsoft.Sql"],
  ["postgresql_", "Microsoft.DBforPostgreSQL"],
  ["redis_", "Microsoft.Cache"],
  ["search_service", "Microsoft.Search"],
  ["servicebus_", "Microsoft.ServiceBus"],
  ["signalr_", "Microsoft.SignalRService"],
  ["storage_", "Microsoft.Storage"],
  ["user_assigned_identity", "Microsoft.ManagedIdentity"],
  ["web_pubsub", "Microsoft.SignalRService"],
];

/**
 * The resource provider of the resource with the id, and the id or the address that errors show for it. Undefined for
 * an id that is not a resource's, such as a resource group's, and for a reference whose type synth does not know.
 */
export function providerOfScope(
  stack: TerraformStack,
  scope: string,
): { readonly provider: string; readonly shown: string } | undefined {
  if (isLiteral(scope)) {
    const provider = /^.*\/providers\/([^/]+)\/[^/]+\/[^/]+/i.exec(scope)?.[1];
    return provider === undefined || /^Microsoft\.Management$/i.test(provider) ? undefined : { provider, shown: scope };
  }
  const [, shown = "", type = ""] =
    /^[^:]*:((?:data\.)?azurerm_(\w+)\.[\w-]+\.id)(?:$|\/)/.exec(textOf(stack, scope)) ?? [];
  const known = PROVIDERS.find(([start]) => type.startsWith(start));
  return known && { provider: known[1], shown };
}
