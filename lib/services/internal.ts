// The part of this folder that the folders after it use, and that users of the library do not see.

export { checkedService, checkText } from "./private/check-arguments";
export { DATA_PLANES, messagingHost, ROLE_SERVICES } from "./private/services";
