import { TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";
import type { ContainerAppEnvironmentDaprComponent } from "@cdktf/provider-azurerm/lib/container-app-environment-dapr-component";
import type { ArgumentText } from "../../../core/argument-texts";
import type { ProgramProblem } from "../../../core/problems";
import { isSecretInPlace } from "../../../core/secret-text";
import { readTemplate } from "../../../core/template";
import { isSecretMetadata } from "../dapr-secrets";
import type { PassContext } from "./pass-context";
import type { SecretSource } from "./secret-sources";

/**
 * The types whose arguments whoever may read the app can see, each with the argument that azurerm marks as sensitive:
 * Azure shows that to nobody who may only read.
 */
const HIDDEN: Readonly<Record<string, string>> = {
  azurerm_container_app: "secret",
  azurerm_container_app_job: "secret",
  azurerm_container_app_environment: "dapr_application_insights_connection_string",
  azurerm_container_app_environment_dapr_component: "secret",
};

/** The problems of secrets in arguments that are no place for one, of this library's resources and of anyone's. */
export function checkPlainSecrets(context: PassContext): ProgramProblem[] {
  const { ledger, stack, index, constructs, secretSources: sources } = context;
  const texts = sources.textsOf(stack);
  const hasEphemeral = sources.hasEphemeral(stack);
  const resources = hasEphemeral
    ? constructs.filter(isAzurerm)
    : Object.keys(HIDDEN).flatMap((type) => index.ofTypeIn(stack, type));
  const own = new Set(ledger.made.map(({ resource }) => resource));
  return resources.flatMap((resource) => {
    const { terraformResourceType: type } = resource;
    return texts.ofResource(resource, hasEphemeral ? undefined : HIDDEN[type]).flatMap((argument) => {
      const found = sources.in(argument.text, stack);
      const isOfDapr = type === COMPONENT && isSecretOfDapr(resource, argument);
      const all = found.length === 0 && isOfDapr ? [LITERAL] : found;
      return all.length > 0 ? problemsOf({ resource, isOwn: own.has(resource) }, argument, all) : [];
    });
  });
}

const COMPONENT = "azurerm_container_app_environment_dapr_component";

const LITERAL: SecretSource = { words: "a literal in the program", isEphemeral: false };

/** Whether a literal stands in the metadata of the Dapr component that are a secret by their name. */
function isSecretOfDapr(resource: TerraformResource, { place, text }: ArgumentText): boolean {
  const [, name] = /^metadata\["([^"]+)"\]\.value$/.exec(place) ?? [];
  const { componentTypeInput: type } = resource as ContainerAppEnvironmentDaprComponent;
  return (
    name !== undefined &&
    isSecretMetadata(typeof type === "string" ? type : "", name) &&
    readTemplate(text)?.references.length === 0 &&
    isSecretInPlace(text)
  );
}

function isAzurerm(construct: IConstruct): construct is TerraformResource {
  return TerraformResource.isTerraformResource(construct) && construct.terraformResourceType.startsWith("azurerm_");
}

function problemsOf(
  { resource: construct, isOwn }: { readonly resource: TerraformResource; readonly isOwn: boolean },
  { place }: ArgumentText,
  sources: readonly SecretSource[],
): ProgramProblem[] {
  const { terraformResourceType: type } = construct;
  const isShown = type in HIDDEN && HIDDEN[type] !== place.split(/[.[]/, 1)[0];
  return sources.flatMap(({ words, isEphemeral }) => {
    if (isEphemeral) {
      // By azurerm's convention, the names of write-only arguments end so.
      return place.endsWith("_wo") ? [] : [{ construct, finding: `${place} is from ${words}`, ...EPHEMERAL }];
    }
    return isShown ? [{ construct, finding: `${place} is from ${words}`, ...wayFor(type, place, isOwn) }] : [];
  });
}

const EPHEMERAL = {
  allowed: "an ephemeral value in a write-only argument alone, since Terraform takes it in no other",
  change:
    "Write it into a vault with a KeyVaultSecret, and refer to it with vault.secret(…); " +
    "or take ephemeral: true off the variable.",
  source: "https://developer.hashicorp.com/terraform/language/manage-sensitive-data/ephemeral",
};

/** What to write instead of a secret in clear. */
function wayFor(type: string, place: string, isOwn: boolean) {
  const [, metadata] = /^metadata\["([^"]+)"\]/.exec(place) ?? [];
  const [, variable] = /\benv\["([^"]+)"\]/.exec(place) ?? [];
  const ways = {
    env: `secrets: { ${variable ?? "NAME"}: vault.secret(…) }`,
    rule: "otherSecrets: [vault.secret(…)] and the authentication of the scale rule",
    component: isOwn
      ? `secretMetadata: { ${metadata ?? "name"}: vault.secret(…) }`
      : "a secret of the component, and its name as secretName of the metadata; or a DaprComponent with secretMetadata",
  };
  const isRule = /scale_rule|event_trigger_config/.test(place);
  const ofWorkload = isRule ? ways.rule : ways.env;
  const isComponent = type === COMPONENT;
  const way = isComponent ? ways.component : ofWorkload;
  const byIdentity = isComponent ? "DaprComponentType.stateBlobs(…) or another type" : "services: [AzureService.…]";
  return {
    allowed: "a value that everybody who can read the resource may know",
    change:
      `Use ${way}, with AppSecret.fromValue(…) where there is no vault; or reach the service by identity, ` +
      `with ${byIdentity}. Where it is no secret, say so with nonsensitive(…).`,
    source: "https://learn.microsoft.com/azure/container-apps/manage-secrets",
  };
}
