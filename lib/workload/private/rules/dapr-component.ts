import { COMMON } from "../../../rules/common";
import { KINDS } from "../../../rules/kinds";
import { Block, CONFIDENTIAL, FLAG, itemsOf, notEmpty, text } from "../../../rules/rule";
import type { DaprComponentProps } from "../../dapr-component-props";
import { DAPR } from "./dapr";

const AZURERM =
  "https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/container_app_environment_dapr_component";
const SCOPES = "https://learn.microsoft.com/azure/container-apps/dapr-components#component-scopes";

/** The names that a component has once: those of its type's metadata, of its own, and of its secrets. */
function repeatedNames({
  componentType: type,
  metadata = {},
  secretMetadata = {},
}: DaprComponentProps): [string, string][] {
  const own = Object.keys(metadata).map((name): [string, string] => [`metadata.${name}`, name]);
  const secret = Object.keys(secretMetadata).map((name): [string, string] => [`secretMetadata.${name}`, name]);
  const taken = new Set(Object.keys(type.metadata ?? {}));
  return [...own, ...secret].filter(([, name]) => {
    const isTaken = taken.has(name);
    taken.add(name);
    return isTaken;
  });
}

const { provider, lifecycle, dependsOn, timeouts } = COMMON;

export const DAPR_COMPONENT: Block<DaprComponentProps> = {
  arguments: {
    name: text(
      /^(?!.*--)[a-z]([a-z0-9-]{0,57}[a-z0-9]|[a-z0-9-]{58}[a-z])?$/,
      "1 to 60 lower-case letters, digits and single hyphens, starting with a letter and ending with a letter or digit, " +
        "at 60 with a letter",
      `${AZURERM}#name`,
      "Pass such a name, or a reference to one.",
    ),
    environment: { kind: KINDS.environment },
    componentType: { kind: KINDS.daprComponentType },
    apps: { list: { kind: KINDS.app }, atSynth: true },
    appIds: { list: DAPR.arguments.appId, atSynth: true },
    identity: { kind: KINDS.managedIdentity },
    metadata: { map: CONFIDENTIAL, atSynth: true },
    secretMetadata: { map: { kind: KINDS.secret }, atSynth: true },
    version: notEmpty(`${AZURERM}#version`),
    ignoreErrors: FLAG,
    initTimeout: text(/^[0-9]+[smh]$/, "whole seconds, minutes or hours, such as 10s", `${AZURERM}#init_timeout`),
    provider,
    lifecycle,
    dependsOn,
    timeouts,
  },
  required: ["name", "environment", "componentType"],
  together: [
    {
      needs: ["apps", "appIds"],
      breaches: ({ apps, appIds }) => (itemsOf(apps).length + (appIds ?? []).length === 0 ? [{ at: "apps" }] : []),
      allowed: "the apps that load the component: without any, each app of the environment would load it",
      change: "Pass apps: [app], or their Dapr ids as appIds.",
      source: SCOPES,
    },
    {
      needs: ["componentType", "metadata", "secretMetadata"],
      breaches: (component) => repeatedNames(component).map(([at, value]) => ({ at, value })),
      allowed: "a name that neither the type nor other metadata of the component has",
      change: "Leave it out, or use DaprComponentType.of(…) and say all metadata.",
      source: `${AZURERM}#metadata`,
    },
  ],
};
