// The part of this folder that the folders after it use, and that users of the library do not see.

export { CONSUMPTION, Size, WORKLOAD_PROFILE_SIZES } from "./private/workload-profiles";
