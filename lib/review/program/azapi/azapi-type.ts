import type { ListedBlocks, Source } from "./source";

/** A type of Azure's in azurerm's words. */
export interface AzapiType {
  /** The type that azurerm has for it; one without such a type has a name of its own. */
  readonly type: string;
  /** Where the arguments stand, by azurerm's names for them. */
  readonly arguments: Readonly<Record<string, Source>>;
  /** azurerm's names for what Azure answers, by the paths of properties in lower case. */
  readonly attributes?: Readonly<Record<string, readonly (string | number)[]>>;
  /** The arguments that a write-only body may hold; where that body is not known, neither are they. All, if not set. */
  readonly secrets?: readonly string[];
}

export const PARENT: Source = { own: "parent_id" };
export const NAME: Source = { own: "name" };

export function blocks(path: string, of: ListedBlocks["of"]): ListedBlocks {
  return { blocks: path, of };
}
