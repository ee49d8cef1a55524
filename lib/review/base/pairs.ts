/** The elements of two lists of one length, side by side. */
export function pairs<A, B>(first: readonly A[], second: readonly B[]): (readonly [A, B])[] {
  return first.map((one, i) => [one, second[i] as B] as const);
}
