import { isList, ObjectValue, OpenObject, Reference, Unknown, Value } from "../../language/value";
import { at, Request } from "./source";

/**
 * The identity of a resource as blocks of azurerm's: of the block of azapi's, which is the same, or of the body.
 * https://learn.microsoft.com/azure/templates/microsoft.app/containerapps#managedserviceidentity
 */
export function identityOf({ body, own }: Request): Value {
  const block = own("identity");
  if (block !== null && !(isList(block) && block.length === 0)) {
    return block;
  }
  const identity = at(body, "identity");
  if (!(identity instanceof ObjectValue)) {
    return identity instanceof Unknown || identity instanceof Reference ? [identity] : null;
  }
  return [
    new ObjectValue(
      new Map<string, Value>([
        ["type", at(identity, "type")],
        ["identity_ids", idsIn(at(identity, "userAssignedIdentities"))],
      ]),
    ),
  ];
}

/** The ids in `userAssignedIdentities`, whose keys they are. */
function idsIn(identities: Value): Value {
  if (identities instanceof OpenObject) {
    return identities.pairs.map(([id]) => id);
  }
  if (identities instanceof ObjectValue) {
    return [...identities.entries.keys()];
  }
  return identities === null ? null : [identities];
}
