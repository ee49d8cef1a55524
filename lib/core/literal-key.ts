/**
 * The key of something with a literal name, in lower case because Azure's names have no case. The sign keeps the key
 * from being that of a reference; it does not show in an address.
 */
export function literalKey(name: string): string {
  return `=${name.toLowerCase()}`;
}
