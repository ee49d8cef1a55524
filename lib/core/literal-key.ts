/**
 * The canonical key of something with a literal name: Azure's names have no case. The sign keeps it from being the key
 * of a reference; it does not show in an address.
 */
export function literalKey(name: string): string {
  return `=${name.toLowerCase()}`;
}
