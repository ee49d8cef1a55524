import { isSecretMetadata } from "../azure/dapr-secrets";
import { table } from "../base/table";
import { ObjectValue, Value } from "../language/value";
import { azapiSecrets } from "../model/azapi-secrets";
import { blockPlace } from "../model/blocks";
import { hasOpenValues, openValuesOf } from "../model/open-values";
import type { Expression } from "../program/declaration";
import { blocksIn, Instance } from "../program/instance";
import type { Finding, Rule } from "./rule";

/** The value of a secret is not written in the program. */
export const PLAIN_TEXT_SECRET: Rule = {
  id: "plain-text-secret",
  severity: "error",
  why: "Everybody who can read the program, its plan or its state can read the secret.",
  change:
    "Refer to a secret in a vault, or take the value from a sensitive variable without a default. " +
    "Change the secret: it is known.",
  find: (access) =>
    access.program.instances
      .filter(({ isManaged }) => isManaged)
      .flatMap((instance) => [
        ...secretsOf(instance),
        ...(hasOpenValues(instance.type) ? openSecretsOf(instance) : []),
        ...azapiSecrets(instance, isWrittenDown).map(writtenDown),
      ]),
};

/** The blocks that hold the value of a secret, by the type. */
const SECRET_BLOCKS = table<string>({
  azurerm_container_app: "secret",
  azurerm_container_app_job: "secret",
  azurerm_container_app_session_pool: "secret",
  azurerm_container_app_environment_dapr_component: "secret",
});

function secretsOf(instance: Instance): Finding[] {
  switch (instance.type) {
    case "azurerm_key_vault_secret":
      return vaultSecretOf(instance);
    default:
      return blockSecretsOf(instance);
  }
}

function vaultSecretOf(instance: Instance): Finding[] {
  const { address } = instance;
  return !instance.ignores("value") && isWrittenDown(instance.written("value"), instance.expression("value"))
    ? [{ address: `${address}.value`, message: `The value of ${address} is written down.` }]
    : [];
}

function blockSecretsOf(instance: Instance): Finding[] {
  const block = SECRET_BLOCKS[instance.type];
  const whole = block === undefined || instance.ignores(block) ? undefined : instance.expression(block);
  return block === undefined || !whole
    ? []
    : blocksIn(instance.written(block)).flatMap((secret, i) => {
        const value = secret instanceof ObjectValue ? secret.get("value") : null;
        return isWrittenDown(value, whole.inside(i)?.inside("value"))
          ? [writtenDown(`${instance.address}.${blockPlace(block, secret, "name", i)}`)]
          : [];
      });
}

function writtenDown(place: string): Finding {
  return { address: place, message: `The value of ${place} is written down.` };
}

/** Whether a value is known from the program, and is no argument of another resource, such as its name. */
function isWrittenDown(value: Value, expression: Expression | undefined): boolean {
  const isOfProgram =
    !expression ||
    expression.traversals.every(
      ({ root }) => root === "var" || root === "local" || root === "each" || root === "count",
    );
  return typeof value === "string" && value !== "" && !PLACEHOLDER.test(value) && isOfProgram;
}

/** Texts that stand for a secret until somebody writes it. */
const PLACEHOLDER =
  /^<.*>$|^(?:to[-_ ]?(?:be[-_ ])?(?:define|set|do)d?|tbd|change[-_ ]?me|replace[-_ ]?me|placeholder|dummy|none|null|n\/a|x+|\*+)$/i;

const COMPONENT = "azurerm_container_app_environment_dapr_component";

/** The environment variables, arguments, metadata and settings that hold a secret beyond doubt. */
function openSecretsOf(instance: Instance): Finding[] {
  const component = instance.type === COMPONENT ? instance.argument("component_type") : undefined;
  const isOfDapr = (name: string, value: string) =>
    component !== undefined &&
    isSecretMetadata(typeof component === "string" ? component : "", name) &&
    !NO_SECRET.test(value) &&
    !PLACEHOLDER.test(value);
  const open = openValuesOf(
    instance,
    (name) => instance.written(name),
    (name, value) => typeof value === "string" && (isSecret(name, value) || isOfDapr(name, value)),
  );
  return open.map(({ place }) => writtenDown(`${instance.address}.${place}`));
}

/** The forms of keys, tokens and connection strings, which no other text has. */
const SECRET_VALUES = [
  /\b(?:AccountKey|SharedAccessKey|Password|Pwd)=[^;\s]{4,}/i,
  /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/,
  /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]+/,
  /\b(?:ghp|gho|ghs)_[A-Za-z0-9]{30,}\b/,
  /[?&]sig=[\w%+/-]{20,}/,
  /^[a-z][a-z+]*:\/\/[^\s:/@]+:[^\s:/@]{4,}@/,
];

/** The names that only secrets have, beside a value that is no path, address, reference, number or yes or no. */
const SECRET_NAME = /(?:^|_)(?:PASSWORD|PASSWD|CLIENT_SECRET|API_?KEY|ACCESS_?KEY|ACCOUNT_?KEY)$/i;
const NO_SECRET = /^(?:true|false|yes|no|none|null|\d+|[./~].*|@Microsoft\..*|[a-z]+:\/\/.*)?$/i;

function isSecret(name: string, value: string): boolean {
  return SECRET_VALUES.some((form) => form.test(value)) || (SECRET_NAME.test(name) && !NO_SECRET.test(value));
}
