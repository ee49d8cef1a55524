/** What apps do with messages through a Dapr component. */
export enum DaprUse {
  /** They send or publish. */
  SEND = "SEND",
  /** They receive or subscribe. */
  RECEIVE = "RECEIVE",
  /** They do both. */
  SEND_AND_RECEIVE = "SEND_AND_RECEIVE",
}
