import type { Report } from "../report/report";

/** What to call principals, runners and targets, so that two of one name are not taken for one. */
export class Names {
  private readonly ids = new Map<string, Set<string>>();

  constructor({ principals, grants }: Report) {
    const named = [...principals, ...principals.flatMap(({ runs }) => runs), ...grants.map(({ target }) => target)];
    named.forEach(({ id, name }) => this.ids.set(name, (this.ids.get(name) ?? new Set()).add(id)));
  }

  /** The name, with the resource group where another one has it, too. */
  public of({ id, name }: { readonly id: string; readonly name: string }): string {
    const group = (this.ids.get(name)?.size ?? 0) > 1 ? groupIn(id) : undefined;
    return group === undefined ? name : `${name} in ${group}`;
  }
}

/** The resource group in an id: `<type>|<group>|<name>`, after a word for an identity that Azure makes with it. */
function groupIn(id: string): string | undefined {
  const [, group] = /^(?:[a-z_]*identity\|)?[^|]*\/[^|]*\|([^|]+)\|/.exec(id) ?? [];
  return group;
}
