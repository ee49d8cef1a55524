import type { RegistryCredentials } from "../../../registry/registry-credentials";
import { KINDS } from "../../../rules/kinds";
import { NAMES } from "../../../rules/names";
import { Block, known, notEmpty, OWN } from "../../../rules/rule";

const AZURERM =
  "https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/container_app#registry";

/** The host name of a registry in one of Azure's clouds. */
const AZURE_HOST = /^[a-z0-9][a-z0-9.-]*\.azurecr\.[a-z]+$/;

export const REGISTRY: Block<Pick<RegistryCredentials, "server" | "username" | "identity" | "password" | "_registry">> =
  {
    arguments: {
      server: { ...NAMES.registryServer, mayBeSecret: true },
      username: { ...notEmpty(AZURERM), mayBeSecret: true },
      identity: { kind: KINDS.managedIdentity },
      password: { kind: KINDS.secret },
      /** The registry itself. One that the program makes or imports is Azure's, whatever its host name. */
      _registry: OWN,
    },
    required: ["server"],
    together: [
      {
        breaches: ({ username, password }) =>
          password !== undefined && username === undefined ? [{ at: "username" }] : [],
        allowed: "a user with a password",
        change: "Pass the user's name.",
        source: AZURERM,
      },
      {
        breaches: ({ username, password }) =>
          username !== undefined && password === undefined ? [{ at: "password" }] : [],
        ...KINDS.secret,
      },
      {
        needs: ["server", "username", "password"],
        breaches: ({ server, username, password, _registry }) =>
          _registry === undefined &&
          username === undefined &&
          password === undefined &&
          known(server) !== undefined &&
          !AZURE_HOST.test(server)
            ? [{ at: "server", value: server }]
            : [],
        allowed: "a registry of Azure's (<name>.azurecr.io) with an identity: no other knows managed identities",
        change:
          "Use RegistryCredentials.withPassword(…), or for a registry of Azure's under another name " +
          "ContainerRegistry.fromRegistryAttributes(…) and RegistryCredentials.fromRegistry(…).",
        source: "https://learn.microsoft.com/azure/container-apps/managed-identity-image-pull",
      },
    ],
  };
