// The part of this folder that the folders after it use, and that users of the library do not see.

export { AttachedIdentities, GivenIdentities, IdentityPlace, makesIdentity } from "./private/attached-identities";
export { systemAssignedPrincipal } from "./private/system-assigned-principal";
