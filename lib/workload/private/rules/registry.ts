import type { RegistryCredentials } from "../../../registry/registry-credentials";
import { KINDS } from "../../../rules/kinds";
import { NAMES } from "../../../rules/names";
import { Block, notEmpty } from "../../../rules/rule";

const AZURERM =
  "https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/container_app#registry";

export const REGISTRY: Block<Pick<RegistryCredentials, "server" | "username" | "identity" | "password">> = {
  arguments: {
    server: { ...NAMES.registryServer, mayBeSecret: true },
    username: { ...notEmpty(AZURERM), mayBeSecret: true },
    identity: { kind: KINDS.managedIdentity },
    password: { kind: KINDS.secret },
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
  ],
};
