import type { KeyVaultNetworkAcls } from "@cdktf/provider-azurerm/lib/key-vault";
import type { Deployer } from "../../../access/deployer";
import { KeyVaultAccessModel } from "../../../access/key-vault-access-model";
import { Description, isLiteral } from "../../../core/problems";
import { partsOf, RESOURCE_ID } from "../../../core/resource-ids";
import { COMMON, GUID, tagRules, WAIT } from "../../../rules/common";
import { KINDS } from "../../../rules/kinds";
import { NAMES } from "../../../rules/names";
import { RESOURCE_IDS } from "../../../rules/resource-id";
import { Block, BlockRule, FLAG, integer, itemsOf, Kind, oneOf, OWN, text, ValueRule } from "../../../rules/rule";
import { KeyVaultGrants } from "../../key-vault-grants";
import type { KeyVaultAttributes, KeyVaultImportOptions, KeyVaultLookup } from "../../key-vault-import";
import type { KeyVaultProps } from "../../key-vault-props";
import type { KeyVaultSecretProps } from "../../key-vault-secret-props";
import type { IKeyVault } from "../../key-vault-secret-reference";

const AZURERM = "https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/key_vault";
const AZURERM_SECRET =
  "https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/key_vault_secret";
const NETWORK = "https://learn.microsoft.com/azure/key-vault/general/network-security";
const SECRETS = "https://learn.microsoft.com/azure/key-vault/secrets/about-secrets";

/** Matches the addresses of private networks, which cannot reach a vault over the internet. */
const PRIVATE = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/;

/** The rule for a public IPv4 address, or a range of them. */
const IP_RULE: ValueRule = {
  accepts: (value) => {
    const match =
      typeof value === "string" ? /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(value) : null;
    return (
      match !== null &&
      match.slice(1, 5).every((octet) => Number(octet) <= 255) &&
      Number(match[5] ?? 32) <= 32 &&
      !PRIVATE.test(match[0])
    );
  },
  allowed: "a public IPv4 address, or a range of them such as 203.0.113.0/24",
  change:
    "Pass the address that requests come from on the internet; let a private network in by virtualNetworkSubnetIds.",
  source: NETWORK,
};

/** The rule for a list of at most the given number of items. */
function atMost<T>(name: keyof T & string, most: number, source: string): BlockRule<T> {
  return {
    breaches: (block) => {
      const count = itemsOf(block[name]).length;
      return count > most ? [{ at: name, value: new Description(`a list of ${count}`) }] : [];
    },
    allowed: `a list of at most ${most}`,
    change: "Leave some out, or put several into one.",
    source,
  };
}

const NETWORK_ACLS: Block<KeyVaultNetworkAcls> = {
  arguments: {
    defaultAction: oneOf(["Allow", "Deny"], AZURERM),
    bypass: oneOf(["AzureServices", "None"], AZURERM),
    ipRules: { list: IP_RULE },
    virtualNetworkSubnetIds: { list: RESOURCE_IDS.subnet },
  },
  required: ["defaultAction", "bypass"],
  together: [atMost("ipRules", 1000, NETWORK), atMost("virtualNetworkSubnetIds", 200, NETWORK)],
};

/** The rule for an access model, which synth needs to know: a grant by the other model has no effect. */
const ACCESS_MODEL: ValueRule = {
  accepts: (value) => Object.values(KeyVaultAccessModel).includes(value as KeyVaultAccessModel),
  atSynth: true,
  allowed: "KeyVaultAccessModel.ACCESS_POLICY or KeyVaultAccessModel.RBAC",
  change: "State the model that the vault has; a grant by the other one has no effect.",
};

const DEPLOYER: Kind = {
  members: ["_principal" satisfies keyof Deployer],
  allowed: "a Deployer",
  change: "Pass Deployer.currentCaller() or another one.",
};

/** A flag that this library looks at. */
const AT_SYNTH_FLAG: ValueRule = { ...FLAG, atSynth: true };

export const KEY_VAULT: Block<KeyVaultProps> = {
  arguments: {
    name: NAMES.keyVault,
    resourceGroupName: NAMES.resourceGroup,
    location: NAMES.location,
    skuName: oneOf(["standard", "premium"], AZURERM),
    tenantId: GUID,
    softDeleteRetentionDays: integer(7, 90, AZURERM, "days"),
    networkAcls: { block: NETWORK_ACLS },
    rolePropagation: WAIT,
    accessModel: ACCESS_MODEL,
    deployer: { kind: DEPLOYER },
    purgeProtectionEnabled: FLAG,
    publicNetworkAccessEnabled: FLAG,
    deployerHasNetworkAccess: AT_SYNTH_FLAG,
    enabledForDeployment: FLAG,
    enabledForDiskEncryption: FLAG,
    enabledForTemplateDeployment: FLAG,
    ...COMMON,
  },
  required: ["name", "resourceGroupName", "location"],
  together: tagRules(50),
};

/**
 * The rule for a date. azurerm returns dates in this form, and plans another form again each time. It counts
 * nanoseconds from 1970 on, and that number overflows after 2261.
 */
const DATE: ValueRule = {
  accepts: (value) =>
    typeof value === "string" &&
    /^(19[7-9]\d|20\d\d|21\d\d|22[0-5]\d|226[01])-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value) &&
    isDate(value.replace("Z", ".000Z")),
  allowed: "a date from 1970 to 2261 in UTC and whole seconds, such as 2030-12-31T00:00:00Z",
  change: "Pass such a date, or leave it out for never.",
  source: AZURERM_SECRET,
};

function isDate(value: string): boolean {
  const date = new Date(value);
  return !Number.isNaN(date.getTime()) && date.toISOString() === value;
}

/** The kind of a vault to which the program can write secrets: it states the dependencies of a write. */
const VAULT: Kind = {
  members: ["_dependenciesOfWrites" satisfies keyof IKeyVault],
  allowed: "a vault that the program makes or imports",
  change: "Pass a KeyVault.",
};

export const KEY_VAULT_SECRET: Block<KeyVaultSecretProps> = {
  arguments: {
    name: NAMES.keyVaultSecret,
    valueVersion: integer(1, Infinity, AZURERM_SECRET),
    contentType: text(/^[^]{0,255}$/, "at most 255 characters", SECRETS),
    expirationDate: DATE,
    notBeforeDate: DATE,
    vault: { kind: VAULT },
    value: OWN,
    ...COMMON,
  },
  required: ["vault", "name"],
  together: tagRules(15),
};

/** The rule for who gives access to the vault. It decides at synth which grants are made. */
const GRANTS: ValueRule = {
  accepts: (value) => Object.values(KeyVaultGrants).includes(value as KeyVaultGrants),
  atSynth: true,
  allowed: "KeyVaultGrants.MADE_HERE or KeyVaultGrants.GIVEN_BY_OTHERS",
  change: "Pass one of the two.",
};

const IMPORT_ARGUMENTS: Block<KeyVaultImportOptions>["arguments"] = {
  accessModel: ACCESS_MODEL,
  grants: GRANTS,
  deployer: { kind: DEPLOYER },
  rolePropagation: WAIT,
  provider: { kind: KINDS.provider },
};

export const KEY_VAULT_IMPORT: Block<KeyVaultImportOptions> = {
  arguments: IMPORT_ARGUMENTS,
  required: ["accessModel"],
};

export const KEY_VAULT_LOOKUP: Block<KeyVaultLookup> = {
  arguments: { name: NAMES.keyVault, resourceGroupName: NAMES.resourceGroup, ...IMPORT_ARGUMENTS },
  required: ["name", "resourceGroupName", "accessModel"],
};

const URI_PATTERN = /^https:\/\/([a-z0-9-]+)(\.[a-z0-9-]+)+\/$/i;

export const VAULT_URI: ValueRule = {
  accepts: (value) => typeof value === "string" && URI_PATTERN.test(value),
  allowed: "the https address of the vault with a slash at the end, such as https://my-vault.vault.azure.net/",
  change: "Pass that address, or the vault_uri attribute of a resource.",
};

export const KEY_VAULT_ATTRIBUTES: Block<KeyVaultAttributes> = {
  arguments: {
    keyVaultId: RESOURCE_IDS.keyVault,
    vaultUri: VAULT_URI,
    ...IMPORT_ARGUMENTS,
    tenantId: GUID,
    deployerHasNetworkAccess: AT_SYNTH_FLAG,
  },
  required: ["keyVaultId", "vaultUri", "accessModel"],
  together: [
    {
      breaches: ({ vaultUri, keyVaultId }) => {
        const host = isLiteral(vaultUri) ? URI_PATTERN.exec(vaultUri)?.[1] : undefined;
        const name = isLiteral(keyVaultId) ? partsOf(RESOURCE_ID.keyVault, keyVaultId).name : undefined;
        const isOther = isLiteral(name) && host !== undefined && name.toLowerCase() !== host.toLowerCase();
        return isOther ? [{ at: "vaultUri", value: vaultUri, here: `that of the vault ${name}` }] : [];
      },
      ...VAULT_URI,
    },
  ],
};
