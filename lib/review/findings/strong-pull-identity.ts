import { allows } from "../azure/actions";
import { isIn } from "../model/target";
import type { Finding, Rule } from "./rule";

const REGISTRY = "Microsoft.ContainerRegistry/registries/";

/** The actions that change a registry, or what is in it. */
const MORE_THAN_PULL = [
  "push/write",
  "write",
  "delete",
  "artifacts/delete",
  "listCredentials/action",
  "repositories/content/write",
  "repositories/content/delete",
].map((action) => REGISTRY + action);

/** An identity that pulls images may not change them. */
export const STRONG_PULL_IDENTITY: Rule = {
  id: "strong-pull-identity",
  severity: "warning",
  why: "Whoever takes over the app can put an image of their own in the registry, which others then run.",
  change: "Give the identity AcrPull and nothing more on the registry.",
  find: (access) => {
    const pulls = new Map(
      access.uses
        .filter(({ kind }) => kind === "image pull")
        .map((pull) => [`${pull.principal.key}\n${pull.target.key}`, pull]),
    );
    const breaches = [...pulls.values()].flatMap(({ principal, target }) =>
      access.coverage
        .grantsOf(principal)
        .filter(
          (grant) =>
            isIn(target, grant.target) &&
            MORE_THAN_PULL.some((action) => grant.permission.allowed && allows(grant.permission.allowed, action)),
        )
        .map(({ by, permission }): Finding => ({
          address: by.address,
          message: `${principal.label} pulls from ${target.label}, and has ${permission.label} on it.`,
        })),
    );
    return [...new Map(breaches.map((breach) => [breach.address, breach])).values()];
  },
};
