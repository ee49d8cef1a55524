import { isObject, JsonObject } from "../base/json";
import { isOpenAttribute, isSecretAttribute } from "../azure/secret-attributes";
import { namesIn, secretsIn } from "../language/secrets";
import { isScalar, Value } from "../language/value";
import type { AccessModel } from "../model/access-model";
import { hasOpenValues, OpenValue, openValuesOf } from "../model/open-values";
import type { ResourceDeclaration } from "../program/declaration";
import type { Instance } from "../program/instance";
import type { ModuleInstance } from "../program/module-instance";
import type { OwningModule } from "../program/owners";
import { Source, sourcesOf } from "../program/sources";
import type { Finding, Rule } from "./rule";
import { listed } from "./wording";

/** No secret goes where everybody sees it who may read the app. */
export const EXPOSED_SECRET: Rule = {
  id: "exposed-secret",
  severity: "error",
  why: "Whoever may read the resource sees its environment variables, arguments and metadata. Whoever may list its settings sees those.",
  change: "Refer to a secret of the app or of a vault, or let the app read it by its identity.",
  find: (access) => {
    const instances = access.program.instances.filter(isOpen);
    const isConfigured = instances.some(({ module }) => module.stack.known === undefined);
    return [
      ...plannedSecrets(
        access,
        instances.filter(({ module }) => module.stack.known !== undefined),
      ),
      ...(isConfigured ? configuredSecrets(access) : []),
    ];
  },
};

/** Whether the instances of a block may have open values: what azapi makes may be of any type. */
function mayBeOpen({ type }: ResourceDeclaration): boolean {
  return hasOpenValues(type) || type.startsWith("azapi_");
}

function isOpen({ isManaged, type }: Instance): boolean {
  return isManaged && hasOpenValues(type);
}

/** The secrets that a configuration shows: followed through its expressions. */
function configuredSecrets({ program }: AccessModel): Finding[] {
  return program
    .tracingSecrets()
    .instancesOf(mayBeOpen)
    .filter(isOpen)
    .flatMap((instance) =>
      openValuesOf(
        instance,
        (name) => instance.argument(name) ?? null,
        (_, value) => !isScalar(value) && secretsIn(value).length > 0,
      ).flatMap((open) => exposed(instance, open, secretsIn(open.value))),
    );
}

/** The secrets that plans and states show: Terraform tells which values are sensitive. */
function plannedSecrets({ program: { modules } }: AccessModel, instances: readonly Instance[]): Finding[] {
  const byOwner = new Map<OwningModule, ModuleInstance>(modules.map((module) => [module, module]));
  return instances.flatMap((instance) => {
    const { module, address } = instance;
    const sensitive = module.stack.known?.sensitiveAt(address);
    const open = openValuesOf(
      instance,
      (name) => instance.argument(name) ?? null,
      (name, value) => !isForInsights(name, value),
    );
    return open
      .filter(({ path }) => isSensitiveAt(sensitive, path))
      .flatMap((one) => exposed(instance, one, plannedSources(instance, one, byOwner.get(module))));
  });
}

/** What a sensitive value of a plan comes from; nothing where all of that is no secret. */
function plannedSources(instance: Instance, { path }: OpenValue, module: ModuleInstance | undefined): string[] {
  const [argument = "", ...inner] = path;
  const whole = instance.declaration.arguments.get(String(argument));
  const expression = inner.reduce((at, key) => at?.inside(key) ?? at, whole);
  const sources = module ? sourcesOf(expression?.traversals ?? [], module).filter(isPart) : [];
  const secrets = sources.flatMap(secretOf);
  const areOpen = sources.length > 0 && sources.every(({ type = "", path: at }) => isOpenAttribute(type, namesIn(at)));
  return secrets.length > 0 || areOpen ? secrets : ["what Terraform keeps as sensitive"];
}

/** Whether a source is not a resource as a whole, which a plan names beside each attribute of it. */
function isPart({ type, path }: Source): boolean {
  return type === undefined || path.length > 0;
}

function secretOf({ address, type = "", path, isSensitiveVariable }: Source): string[] {
  if (isSensitiveVariable) {
    return [`the sensitive variable ${address}`];
  }
  return isSecretAttribute(type, namesIn(path)) ? [address] : [];
}

/** Whether Terraform keeps what is at a path as sensitive. */
function isSensitiveAt(sensitive: unknown, path: OpenValue["path"]): boolean {
  let at = sensitive;
  for (const key of path) {
    at = isObject(at) || Array.isArray(at) ? (at as JsonObject)[key] : at;
  }
  return at === true;
}

/**
 * Whether a value is what tells an app where Application Insights is. azurerm calls it sensitive; Microsoft does not:
 * https://learn.microsoft.com/azure/azure-monitor/app/connection-strings
 */
function isForInsights(name: string, value: Value): boolean {
  return INSIGHTS.test(name) || (typeof value === "string" && value.startsWith("InstrumentationKey="));
}

const INSIGHTS = /^(?:APPLICATIONINSIGHTS_CONNECTION_STRING|APPINSIGHTS_INSTRUMENTATIONKEY)$/i;

function exposed({ address }: Instance, open: OpenValue, secrets: readonly string[]): Finding[] {
  if (secrets.length === 0) {
    return [];
  }
  const { place, isShown } = open;
  const severity = isShown ? undefined : "warning";
  return [
    { address: `${address}.${place}`, severity, message: `${address}.${place} shows ${listed(secrets, " and ")}.` },
  ];
}
