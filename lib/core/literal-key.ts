/**
 * The canonical key of something with a literal name, in lower case because Azure ignores the case of names. The sign
 * `=` distinguishes it from the key of a reference; cdktf leaves that sign out of addresses.
 */
export function literalKey(name: string): string {
  return `=${name.toLowerCase()}`;
}
