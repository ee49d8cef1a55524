import type { Rule } from "./rule";

/** A grant names its principal by the object id, never by a client id. */
export const CLIENT_ID_AS_PRINCIPAL: Rule = {
  id: "client-id-as-principal",
  severity: "error",
  why: "Azure gives access to object ids. It looks for a principal of that id for half an hour, and finds none.",
  change: "Pass the principal_id of the identity, or the object_id of the principal.",
  find: (access) =>
    access.grants
      .filter(({ principal }) => principal.isClientId)
      .map(({ by, principal }) => ({
        address: by.address,
        message: `Access is given to what is no object id: ${principal.unresolved}.`,
      })),
};
