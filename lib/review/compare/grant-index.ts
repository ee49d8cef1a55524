import type { GrantRow } from "../report/report";

/** A key for what some texts name together. */
export function keyOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}

/** Grants under the keys that they are looked up by, in the order in which they came. */
export class GrantIndex {
  private readonly byKey = new Map<string, Set<GrantRow>>();
  private readonly rows: Set<GrantRow>;

  constructor(
    rows: readonly GrantRow[],
    private readonly keysOf: (row: GrantRow) => readonly string[],
  ) {
    this.rows = new Set(rows);
    rows.forEach((row) =>
      keysOf(row).forEach((key) => this.byKey.set(key, (this.byKey.get(key) ?? new Set()).add(row))),
    );
  }

  public at(key: string): Iterable<GrantRow> {
    return this.byKey.get(key) ?? [];
  }

  /** Takes the first grant under the first of some keys that has any. */
  public take(keys: readonly string[]): GrantRow | undefined {
    const [row] = keys.flatMap((key) => firstOf(this.at(key)));
    if (row) {
      this.rows.delete(row);
      this.keysOf(row).forEach((key) => this.byKey.get(key)!.delete(row));
    }
    return row;
  }

  /** What nobody has taken. */
  public get rest(): readonly GrantRow[] {
    return [...this.rows];
  }
}

function firstOf<T>(all: Iterable<T>): T[] {
  for (const one of all) {
    return [one];
  }
  return [];
}
