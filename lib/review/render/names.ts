import type { NamedRow, Report } from "../report/report";

/** The names of principals, runners and targets, with the resource group where two have one name. */
export class Names {
  private readonly ids = new Map<string, Set<string>>();

  constructor({ principals, grants }: Report) {
    const named = [...principals, ...principals.flatMap(({ runs }) => runs), ...grants.map(({ target }) => target)];
    named.forEach(({ id, name }) => this.ids.set(name, (this.ids.get(name) ?? new Set()).add(id)));
  }

  /** The name, with the resource group where another thing has the same name. */
  public of({ id, name }: NamedRow): string {
    const group = (this.ids.get(name)?.size ?? 0) > 1 ? groupIn(id) : undefined;
    return group === undefined ? name : `${name} in ${group}`;
  }
}

/** The resource group in an id: `<type>|<group>|<name>`, after a word for a system-assigned identity. */
function groupIn(id: string): string | undefined {
  const [, group] = /^(?:[a-z_]*identity\|)?[^|]*\/[^|]*\|([^|]+)\|/.exec(id) ?? [];
  return group;
}
