import { Json, Synthesized } from "./synth";

/**
 * What depends on what in synthesized JSON, read from the text alone and without the library's own code, so that the
 * two can be held against each other.
 */
export class TerraformGraph {
  private readonly dependencies = new Map<string, string[]>();

  constructor({ json }: Synthesized) {
    const bodies = new Map<string, Json>();
    for (const [kind, prefix] of Object.entries({ resource: "", data: "data." })) {
      for (const [type, blocks] of Object.entries(
        (json as Record<string, Record<string, Record<string, Json>>>)[kind] ?? {},
      )) {
        Object.entries(blocks).forEach(([name, body]) => bodies.set(`${prefix}${type}.${name}`, body));
      }
    }
    for (const [name, value] of Object.entries((json as { locals?: Record<string, Json> }).locals ?? {})) {
      bodies.set(`local.${name}`, value);
    }
    for (const [address, body] of bodies) {
      const named = new Set(
        [...JSON.stringify(body).matchAll(/(?<![\w.-])(?:data\.)?\w+\.[\w-]+/g)].map(([name]) => name),
      );
      this.dependencies.set(
        address,
        [...bodies.keys()].filter((other) => other !== address && named.has(other)),
      );
    }
  }

  /** Everything that exists before the address does. */
  public before(address: string): Set<string> {
    const before = new Set<string>();
    const visit = (at: string): void =>
      (this.dependencies.get(at) ?? []).forEach((next) => {
        if (!before.has(next)) {
          before.add(next);
          visit(next);
        }
      });
    visit(address);
    return before;
  }

  /** The addresses that wait for themselves, which Terraform refuses. */
  public get onCycles(): string[] {
    return [...this.dependencies.keys()].filter((address) => this.before(address).has(address));
  }
}
