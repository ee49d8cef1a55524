import { table } from "../azure/table";
import type { Expression } from "../program/declaration";
import { blocksIn, Instance } from "../program/instance";
import { blocksAt, blocksOf, placeOf, typeOf } from "../model/use";
import { ObjectValue, Value } from "../language/value";
import type { Breach, Rule } from "./rule";

/** A secret that is written down in the program. */
export const PLAIN_TEXT_SECRET: Rule = {
  id: "plain-text-secret",
  severity: "error",
  why: "Everybody who can read the program, its plan or its state can read the secret.",
  change:
    "Refer to a secret in a vault, or take the value from a sensitive variable without a default. Change the secret: it is known.",
  find: (access) =>
    access.program.instances
      .filter(({ isManaged }) => isManaged)
      .flatMap((instance) => [...secretsOf(instance), ...variablesOf(instance)]),
};

/** The blocks that hold the value of a secret, by the type. */
const SECRET_BLOCKS = table<string>({
  azurerm_container_app: "secret",
  azurerm_container_app_job: "secret",
  azurerm_container_app_environment_dapr_component: "secret",
});

function secretsOf(instance: Instance): Breach[] {
  const { type, address, declaration } = instance;
  if (type === "azurerm_key_vault_secret") {
    const isOwn =
      !instance.ignores("value") && isWrittenDown(instance.written("value"), declaration.arguments.get("value"));
    return isOwn ? [{ address: `${address}.value`, message: `The value of ${address} is written down.` }] : [];
  }
  if (type === "azapi_resource") {
    return azapiSecretsOf(instance);
  }
  const block = SECRET_BLOCKS[type];
  const whole = block === undefined || instance.ignores(block) ? undefined : declaration.arguments.get(block);
  return (whole ? blocksIn(instance.written(block!)) : []).flatMap((secret, i) => {
    const value = secret instanceof ObjectValue ? secret.get("value") : null;
    const place = `${address}.${placeOf(block!, secret, "name", i)}`;
    return isWrittenDown(value, whole?.inside(i)?.inside("value"))
      ? [{ address: place, message: `The value of ${place} is written down.` }]
      : [];
  });
}

/** The secrets of a container app in Azure's own words. */
function azapiSecretsOf(instance: Instance): Breach[] {
  const secrets =
    SECRET_BLOCKS[typeOf(instance)] === undefined || instance.ignores("body") ? [] : blocksAt(instance, "secret");
  const written = ["properties", "configuration", "secrets"].reduce<Expression | undefined>(
    (at, name) => at?.inside(name),
    instance.declaration.arguments.get("body"),
  );
  return secrets.flatMap((secret, i) => {
    const [place, expression] = [
      `${instance.address}.${placeOf("secret", secret, "name", i)}`,
      written?.inside(i)?.inside("value"),
    ];
    return secret instanceof ObjectValue && expression && isWrittenDown(secret.get("value"), expression)
      ? [{ address: place, message: `The value of ${place} is written down.` }]
      : [];
  });
}

/** Whether a value is known here, and not because it is the name or another argument of a resource. */
function isWrittenDown(value: Value, expression: Expression | undefined): boolean {
  const isOfProgram =
    !expression ||
    expression.traversals.every(
      ({ root }) => root === "var" || root === "local" || root === "each" || root === "count",
    );
  return typeof value === "string" && value !== "" && !PLACEHOLDER.test(value) && isOfProgram;
}

/** What stands for a secret until somebody writes it. */
const PLACEHOLDER =
  /^<.*>$|^(?:to[-_ ]?(?:be[-_ ])?(?:define|set|do)d?|tbd|change[-_ ]?me|replace[-_ ]?me|placeholder|dummy|none|null|n\/a|x+|\*+)$/i;

/** Environment variables of which nobody can doubt that they hold a secret. */
function variablesOf(instance: Instance): Breach[] {
  if (!/^azurerm_container_app(_job)?$/.test(instance.type)) {
    return [];
  }
  const containers = blocksIn(instance.written("template")).flatMap((template) =>
    ["container", "init_container"].flatMap((kind) => blocksOf(template, kind)),
  );
  return containers.flatMap((container) =>
    blocksOf(container, "env").flatMap((variable, i) => {
      const [name, value] = [variable.get("name"), variable.get("value")];
      const place = `${instance.address}.${placeOf("env", variable, "name", i)}`;
      return typeof value === "string" && isSecret(String(name as string), value)
        ? [{ address: place, message: `The value of ${place} is written down.` }]
        : [];
    }),
  );
}

/** The forms of keys, tokens and connection strings that have no other meaning. */
const SECRET_VALUES = [
  /\b(?:AccountKey|SharedAccessKey|Password|Pwd)=[^;\s]{4,}/i,
  /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/,
  /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]+/,
  /\b(?:ghp|gho|ghs)_[A-Za-z0-9]{30,}\b/,
  /[?&]sig=[\w%+/-]{20,}/,
  /^[a-z][a-z+]*:\/\/[^\s:/@]+:[^\s:/@]{4,}@/,
];

/** The names that only secrets have, beside a value that is no path, address, number or word for yes or no. */
const SECRET_NAME = /(?:^|_)(?:PASSWORD|PASSWD|CLIENT_SECRET|API_?KEY|ACCESS_?KEY|ACCOUNT_?KEY)$/i;
const NO_SECRET = /^(?:true|false|yes|no|none|null|\d+|[./~].*|[a-z]+:\/\/.*)?$/i;

function isSecret(name: string, value: string): boolean {
  return SECRET_VALUES.some((form) => form.test(value)) || (SECRET_NAME.test(name) && !NO_SECRET.test(value));
}
