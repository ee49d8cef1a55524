/** How many revisions of an app run at a time. */
export enum RevisionMode {
  /** One: the latest revision, which replaces the one before when it is ready. */
  SINGLE = "Single",
  /** All active revisions; the ingress splits the traffic among them. */
  MULTIPLE = "Multiple",
}
