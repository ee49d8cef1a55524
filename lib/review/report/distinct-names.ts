import { ANYWHERE, placeIn } from "../base/place";
import type { AccessModel } from "../model/access-model";
import type { ScopedKey } from "../model/scoped-key";

/** Something with a key, and the name that a report shows. */
type Named = ScopedKey & { readonly label: string };

/** Names in which two things of several stacks are two: what has the name of another thing shows its stack, too. */
export class DistinctNames {
  private readonly keys = new Map<string, Set<string>>();

  constructor({ program, grants, uses, principals, runners }: AccessModel) {
    if (program.roots.length > 1) {
      grants.forEach(({ target }) => this.add(target));
      uses.forEach(({ target }) => this.add(target));
      principals.forEach((principal) => this.add(principal));
      runners.forEach((those) => those.forEach((runner) => this.add(runner)));
    }
  }

  /** The name to show. */
  public of(one: Named): string {
    const { label, subscription } = one;
    if ((this.keys.get(label)?.size ?? 0) < 2 || subscription === undefined) {
      return label;
    }
    const { id, stack } = placeIn(subscription);
    const where = stack ?? (id === ANYWHERE ? "" : id);
    return where === "" ? label : `${label} of ${where}`;
  }

  private add({ key, label }: Named): void {
    const keys = this.keys.get(label) ?? new Set();
    this.keys.set(label, keys.add(key));
  }
}
