import type { RegistryCredentials } from "../../registry-credentials";
import { Block, notEmpty, OWN, text } from "../../../rules/rule";

const AZURERM =
  "https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/container_app#registry";

/** The host name of a registry. */
export const REGISTRY_SERVER = text(
  /^(?=localhost\b|.*[.:])[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:([1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5]))?$/,
  "a host name in lower case such as myregistry.azurecr.io, without https:// and without a path",
  AZURERM,
  "Pass the host name alone.",
);

export const REGISTRY: Block<Pick<RegistryCredentials, "server" | "username" | "identity" | "password">> = {
  arguments: {
    server: REGISTRY_SERVER,
    username: notEmpty(AZURERM),
    identity: OWN,
    password: OWN,
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
  ],
};
