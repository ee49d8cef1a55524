/** What a stack with a `time_sleep` says of its provider. */
export const REQUIRED_TIME_PROVIDER = { terraform: { required_providers: { time: { source: "hashicorp/time", version: "0.13.1" } } } };
