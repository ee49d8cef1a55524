import { twins } from "../../../core/twins";
import { checkValue } from "../../../rules/check";
import { NAMES } from "../../../rules/names";
import { BlockRule, Breach, itemsOf, known } from "../../../rules/rule";
import type { WorkloadProps } from "../workload-props";
import { isSameSecret, secretsIn } from "../workload-secrets";

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

export const SECRETS: readonly BlockRule<WorkloadProps>[] = [
  {
    breaches: (workload) =>
      isSystemAssignedOnly(workload)
        ? secretsIn(workload).flatMap(([at, secret]) =>
            secret._reference && !secret._reference.identity ? [{ at, value: secret._reference.secretName }] : [],
          )
        : [],
    allowed:
      "a Key Vault reference read by a user-assigned identity: Azure reads it while it creates the app, " +
      "and a system-assigned identity is created with the app, before anything can be granted to it",
    change:
      "Use AppIdentity.systemAndUserAssigned(), or give the reference an identity: vault.secret(name, { identity }); " +
      "or have the app's code read the secret, with keyVault.",
    source: SECRETS_PAGE,
  },
  {
    breaches: (workload) =>
      twins(secretsIn(workload), ([, secret]) => secret._appKey)
        .filter(([[, secret], [, first]]) => !isSameSecret(first, secret))
        .map(([[at, secret]]) => ({ at, value: secret.appSecretName })),
    allowed: "one secret of each name in an app",
    change: "Choose another name for this one: vault.secret(name, { appSecretName: … }).",
    source: SECRETS_PAGE,
  },
];

/** The name of a secret as an error shows it: a text that cannot be a name may be the secret itself. */
function shownName(name: string): string {
  return checkValue(NAMES.appSecret, "", name).length > 0 ? "a text that is no name of a secret" : name;
}

/** The rule for the secrets that scale rules name: each has to be a secret of the app or job. */
export function scaleSecrets(
  rulesIn: (workload: WorkloadProps) => [string, { readonly authentication?: unknown }][],
): BlockRule<WorkloadProps> {
  return {
    needs: ["secrets", "otherSecrets", "registries", "containers", "initContainers"],
    breaches: (workload) => {
      const rules = rulesIn(workload);
      const names = rules.length > 0 ? secretsIn(workload).map(([, secret]) => known(secret.appSecretName)) : [];
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
    allowed: "the name of one of the secrets of the app or job",
    change: "Add the secret to otherSecrets: [vault.secret(name)].",
    source: SECRETS_PAGE,
  };
}
