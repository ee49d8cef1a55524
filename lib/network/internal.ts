// The part of this folder that the folders after it use, and that users of the library do not see.

export { addPrivateEndpoint } from "./private/add-private-endpoint";
