import { twins } from "../../../core/twins";
import { checkValue } from "../../../rules/check";
import { NAMES } from "../../../rules/names";
import { BlockRule, Breach, itemsOf, known } from "../../../rules/rule";
import type { WorkloadProps } from "../workload-props";
import { isSameSecret, secretsIn } from "../workload-secrets";

const SECRETS_PAGE = "https://learn.microsoft.com/azure/container-apps/manage-secrets";

/**
 * Whether the app has no user-assigned identity of its own: then whatever Azure does before the app exists needs an
 * identity that is named for it.
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
      "and a system-assigned identity " +
      "comes into being with the app, before anything can be granted to it",
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
    change: "Name this one otherwise: vault.secret(name, { appSecretName: … }).",
    source: SECRETS_PAGE,
  },
];

/** What stands where the name of a secret is asked for, as an error shows it: what can be no name may be a secret. */
function shownName(name: string): string {
  return checkValue(NAMES.appSecret, "", name).length > 0 ? "a text that is no name of a secret" : name;
}

/** A scale rule names only secrets that are there. */
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
