import type { ForReaders } from "./reader";
import { GAP, Group, headText, Importance, IMPORTANCE, Row, Section } from "./section";

/** How many rows of a section are looked at that do not fit: one row may be very long, but most are alike. */
const MAX_MISSES = 5;

/** The room on a page that is too long for all of its rows, and the rows that are in it. */
export class Room {
  private readonly kept = new Set<Row>();
  private readonly begun = new Set<Group>();

  constructor(
    private left: number,
    private readonly readers: ForReaders,
  ) {}

  /** The rows that are shown. */
  public get rows(): ReadonlySet<Row> {
    return this.kept;
  }

  /**
   * Takes rows of sections, the most important first; of the sections with rows that are as important, one row in turn.
   * A section gets no more rows after a few that do not fit, and none that are less important than one that does not:
   * so hardly any row is put into words that is not shown.
   */
  public fill(sections: readonly Section[]): void {
    let open = sections;
    for (const importance of IMPORTANCE) {
      const full = this.takeInTurn(open, importance);
      open = open.filter((section) => !full.has(section));
    }
  }

  /** The sections of which a row does not fit. */
  private takeInTurn(sections: readonly Section[], importance: Importance): ReadonlySet<Section> {
    const misses = new Map<Section, number>();
    let turns = sections.map((section) => ({ section, rows: rowsIn(section, importance) }));
    while (turns.length > 0) {
      turns = turns.filter(({ section, rows }) => {
        const { value } = rows.next();
        if (value && !this.take(value)) {
          misses.set(section, (misses.get(section) ?? 0) + 1);
        }
        return value && (misses.get(section) ?? 0) < MAX_MISSES;
      });
    }
    return new Set(misses.keys());
  }

  private take({ row, group }: Candidate): boolean {
    const head = this.begun.has(group) ? 0 : headText(group, this.readers).length + GAP;
    const length = row.text(this.readers).length + 1 + head;
    if (length > this.left) {
      return false;
    }
    this.left -= length;
    this.kept.add(row);
    this.begun.add(group);
    return true;
  }
}

interface Candidate {
  readonly row: Row;
  readonly group: Group;
}

/** The rows of a section that are of an importance. */
function* rowsIn({ groups }: Section, importance: Importance): Generator<Candidate, undefined> {
  for (const group of groups) {
    for (const row of group.rows) {
      if (row.importance === importance) {
        yield { row, group };
      }
    }
  }
  return undefined;
}
