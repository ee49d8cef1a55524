/**
 * A container or a queue of a storage account, with the attributes of azurerm's classes. One of the two ids is required:
 * `resourceManagerId`, which azurerm has before version 5, wins over `id`.
 */
export interface StorageEntity {
  /** The name. */
  readonly name: string;
  /**
   * The resource id, before azurerm 5, whose `id` may be the address of the data.
   *
   * @default - `id`
   */
  readonly resourceManagerId?: string;
  /**
   * The resource id, since azurerm 5.
   *
   * @default - `resourceManagerId`
   */
  readonly id?: string;
}
