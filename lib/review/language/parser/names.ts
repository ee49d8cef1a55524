import { Cursor, IDENTIFIER } from "./cursor";

/** Reads the names that a `for` binds, and the `in` after them. */
export function readNames(cursor: Cursor): string[] {
  const names: string[] = [];
  do {
    cursor.skipSpace();
    names.push((cursor.match(IDENTIFIER) ?? cursor.fail("a name is missing after for"))[0]);
  } while (cursor.take(","));
  if (!cursor.takeWord("in")) {
    cursor.fail("in is missing after for");
  }
  return names;
}
