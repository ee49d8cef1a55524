import type { NamedRow, Report } from "../report/report";

/** The names of principals, runners and targets, with the resource group where two have one name. */
export class Names {
  private readonly ids = new Map<string, string>();
  /** The names that several things have. */
  private readonly shared = new Set<string>();

  /** @param shown the name as readers see it */
  constructor(
    { principals, grants }: Report,
    private readonly shown: (name: string) => string,
  ) {
    principals.forEach((principal) => {
      this.add(principal);
      principal.runs.forEach((runner) => this.add(runner));
    });
    grants.forEach(({ target }) => this.add(target));
  }

  /** A name as readers see it, with the resource group where another thing has the same name. */
  public of({ id, name }: NamedRow): string {
    const group = this.shared.has(name) ? groupIn(id) : undefined;
    return group === undefined ? name : `${name} in ${group}`;
  }

  private add({ id, name: whole }: NamedRow): void {
    const name = this.shown(whole);
    const known = this.ids.get(name);
    if (known === undefined) {
      this.ids.set(name, id);
    } else if (known !== id) {
      this.shared.add(name);
    }
  }
}

/** The resource group in an id: `<type>|<group>|<name>`, after a word for a system-assigned identity. */
function groupIn(id: string): string | undefined {
  const [, group] = /^(?:[a-z_]*identity\|)?[^|]*\/[^|]*\|([^|]+)\|/.exec(id) ?? [];
  return group;
}
