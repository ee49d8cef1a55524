/** A resource that a private endpoint leads to, with the attributes of azurerm's class. */
export interface PrivateLinkResource {
  /** The resource id. */
  readonly id: string;
  /**
   * The name, which the name of the endpoint starts with.
   *
   * @default - the last part of the id
   */
  readonly name?: string;
}
