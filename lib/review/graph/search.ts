/** The next places from a place, in both directions. */
export interface Ways<T> {
  readonly ahead: (place: T) => readonly T[];
  readonly back: (place: T) => readonly T[];
}

/**
 * Whether at least one step leads from one place to another. The search goes on from the end that has cost less so far:
 * so it stays short where only one of the ends has many places behind it.
 */
export function leadsTo<T>(start: T, goal: T, { ahead, back }: Ways<T>): boolean {
  const onward = ahead(start);
  const before = back(goal);
  // Most questions are about neighbours; the shorter list tells.
  if (onward.length <= before.length ? onward.includes(goal) : before.includes(start)) {
    return true;
  }
  const [forward, backward] = [new Search(start, ahead), new Search(goal, back)];
  while (!forward.isOver && !backward.isOver) {
    const [cheap, other] = forward.cost <= backward.cost ? [forward, backward] : [backward, forward];
    if (cheap.advance((place) => other.hasReached(place))) {
      return true;
    }
  }
  return false;
}

/** A breadth-first search in one direction. */
class Search<T> {
  /** How many places the search will have looked at after the next step. */
  public cost: number;
  private next: readonly T[] | undefined;
  private readonly reached = new Set<T>();
  private readonly open: T[] = [];
  private at = 0;

  constructor(
    private readonly start: T,
    private readonly ways: (place: T) => readonly T[],
  ) {
    this.next = ways(start);
    this.cost = this.next.length;
  }

  public get isOver(): boolean {
    return this.next === undefined;
  }

  public hasReached(place: T): boolean {
    return place === this.start || this.reached.has(place);
  }

  /** Goes on from one place; true where that leads to a goal. */
  public advance(isGoal: (place: T) => boolean): boolean {
    for (const place of this.next ?? []) {
      if (isGoal(place)) {
        return true;
      }
      if (!this.reached.has(place)) {
        this.reached.add(place);
        this.open.push(place);
      }
    }
    const onward = this.open[this.at++];
    this.next = onward === undefined ? undefined : this.ways(onward);
    this.cost += this.next?.length ?? 0;
    return false;
  }
}
