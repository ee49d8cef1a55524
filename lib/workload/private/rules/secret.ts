import { Description } from "../../../core/problems";
import { twins } from "../../../core/twins";
import type { SecretInVault } from "../../../key-vault/app-secret";
import { SecretReader } from "../../../key-vault/secret-reader";
import { checkValue } from "../../../rules/check";
import { NAMES } from "../../../rules/names";
import { BlockRule, Breach, itemsOf, known } from "../../../rules/rule";
import type { WorkloadProps } from "../workload-props";
import { isReadBySystem, isSameSecret, secretsIn } from "../workload-secrets";

const SECRETS_PAGE = "https://learn.microsoft.com/azure/container-apps/manage-secrets";

/**
 * Whether the app or job has a system-assigned identity alone. Each secret and image that Azure reads before the app
 * exists then has to name an identity.
 */
export function isSystemAssignedOnly({ identity }: WorkloadProps): boolean {
  return identity?.hasUserAssigned === false;
}

/** The words for a pull by an identity that does not exist yet. */
export const PULLED_BEFORE = {
  allowed:
    "a pull by a user-assigned identity: Azure pulls the images while it creates the app, " +
    "before a system-assigned identity can have access",
  change:
    "Use AppIdentity.systemAndUserAssigned(), or pass the identity that pulls: " +
    "ContainerImage.fromRegistry(registry, image, { identity }), " +
    "RegistryCredentials.withIdentity(server, identity).",
  source: "https://learn.microsoft.com/azure/container-apps/managed-identity-image-pull",
};

/** The Key Vault references of an app or job, each with the property that has it. */
function referencesIn(workload: WorkloadProps): [string, SecretInVault][] {
  return secretsIn(workload).flatMap(([at, { _reference }]): [string, SecretInVault][] =>
    _reference ? [[at, _reference]] : [],
  );
}

/** A rule for references to secrets, by the place and the reference. */
function referenceRule(
  isBroken: (workload: WorkloadProps, reference: SecretInVault, at: string) => boolean,
  sentence: Pick<BlockRule<WorkloadProps>, "allowed" | "change">,
): BlockRule<WorkloadProps> {
  return {
    breaches: (workload, once) =>
      once(referencesIn).flatMap(([at, reference]) =>
        isBroken(workload, reference, at) ? [{ at, value: reference.secretName }] : [],
      ),
    ...sentence,
    source: SECRETS_PAGE,
  };
}

/** Whether the system-assigned identity reads the secret, and the program does not say that it has access already. */
function isReadByNewIdentity(workload: WorkloadProps, reference: SecretInVault): boolean {
  return isReadBySystem(workload, reference) && reference.reader !== SecretReader.GRANTED_SYSTEM_ASSIGNED_IDENTITY;
}

/** The ways to have a user-assigned identity read a secret. */
const BY_USER_ASSIGNED =
  "Use AppIdentity.systemAndUserAssigned(), or give the reference an identity: vault.secret(name, { identity })";

/** The rule for the references of an app: Azure reads its secrets while it creates the app. */
export const READ_BY_APP = referenceRule(isReadByNewIdentity, {
  allowed:
    "a Key Vault reference read by a user-assigned identity: Azure reads it while it creates the app, " +
    "and a system-assigned identity is created with the app, before anything can be granted to it",
  change:
    `${BY_USER_ASSIGNED}; or have the app's code read the secret, with keyVault; or, where the app exists and an earlier ` +
    "apply has granted its identity access, { reader: SecretReader.GRANTED_SYSTEM_ASSIGNED_IDENTITY }.",
});

/**
 * The rule for the references of a job, of which Azure reads only the passwords of registries while it creates the job:
 * it looks at the images.
 *
 * @see https://github.com/Azure/azure-cli/issues/28983
 */
export const READ_BY_JOB = referenceRule(
  (workload, reference, at) => at.startsWith("registries[") && isReadByNewIdentity(workload, reference),
  {
    allowed: "the password of a registry read by a user-assigned identity: Azure uses it while it creates the job",
    change: `${BY_USER_ASSIGNED}.`,
  },
);

export const SECRETS: readonly BlockRule<WorkloadProps>[] = [
  referenceRule(
    (workload, reference) => {
      const { hasSystemAssigned = false, hasUserAssigned = true } = workload.identity ?? {};
      return isReadBySystem(workload, reference)
        ? !hasSystemAssigned
        : !hasUserAssigned && reference.identity === undefined;
    },
    {
      allowed: "a kind of identity that the app or job has",
      change:
        "Give the app or job that kind of identity, with AppIdentity.systemAndUserAssigned(); or remove the reader.",
    },
  ),
  {
    breaches: (_, once) =>
      twins(once(secretsIn), ([, secret]) => secret._appKey)
        .filter(([[, secret], [, first]]) => !isSameSecret(first, secret))
        .map(([[at, secret]]) => ({ at, value: secret.appSecretName })),
    allowed: "one secret of each name in an app",
    change: "Choose another name for this one: vault.secret(name, { appSecretName: … }).",
    source: SECRETS_PAGE,
  },
];

/** The name of a secret as an error shows it: a text that cannot be a name may be the secret itself. */
function shownName(name: string): Description | string {
  return checkValue(NAMES.appSecret, "", name).length > 0
    ? new Description("a text that is no name of a secret")
    : name;
}

/** The rule for the secrets that the scale rules of an app name. Azure creates a job without such a secret. */
export function scaleSecrets(
  rulesIn: (workload: WorkloadProps) => [string, { readonly authentication?: unknown }][],
): BlockRule<WorkloadProps> {
  return {
    needs: ["secrets", "otherSecrets", "registries", "containers", "initContainers"],
    breaches: (workload, once) => {
      const rules = rulesIn(workload);
      const names = rules.length > 0 ? once(secretsIn).map(([, secret]) => known(secret.appSecretName)) : [];
      const isMissing = (name: string | undefined) =>
        known(name) !== undefined && !names.includes(undefined) && !names.includes(name);
      return rules.flatMap(([place, { authentication }]) =>
        itemsOf<{ secretName: string }>(authentication).flatMap(({ secretName }, i): Breach[] =>
          isMissing(secretName)
            ? [{ at: `${place}.authentication[${i}].secretName`, value: shownName(secretName) }]
            : [],
        ),
      );
    },
    allowed: "the name of one of the secrets of the app",
    change: "Add the secret to otherSecrets: [vault.secret(name)].",
    source: SECRETS_PAGE,
  };
}
