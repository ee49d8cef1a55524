/** How many revisions of an app run at a time. */
export enum RevisionMode {
  /** The latest one, which replaces the one before when it is ready. */
  SINGLE = "Single",
  /** As many as are active; the ingress says which gets how much traffic. */
  MULTIPLE = "Multiple",
}
