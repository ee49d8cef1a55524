/** What a function finds in something. The function is called once, however many ask for it. */
export type Once<T> = <Found>(find: (searched: T) => Found) => Found;

/** Finds in something what is asked for, and keeps it. */
export function findingOnce<T>(searched: T): Once<T> {
  const found = new Map<unknown, unknown>();
  return <Found>(find: (searched: T) => Found) => {
    if (!found.has(find)) {
      found.set(find, find(searched));
    }
    return found.get(find) as Found;
  };
}
