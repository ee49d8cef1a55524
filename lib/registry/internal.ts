// The part of this folder that the folders after it use, and that users of the library do not see.

export { checkedRegistry } from "./private/checked-registry";
