import type { IConstruct } from "constructs";
import { refuseInProgram } from "../../core/problems";
import { pathInProgram } from "../../core/program-paths";

/** A construct that stands for a vault or a registry, under its canonical key. */
interface Keyed extends IConstruct {
  readonly _key: string;
}

/**
 * The vaults, or the registries, of a program by their keys. All constructs for one key have to agree in one argument.
 */
export class KnownResources<T extends Keyed> {
  private readonly byKey = new Map<string, T>();

  /**
   * @param argument the argument in which all have to agree
   * @param words what the resource is called, and what the argument states
   */
  constructor(
    private readonly argument: keyof T & string,
    private readonly words: { readonly resource: string; readonly stated: string },
  ) {}

  /**
   * Adds a construct for the resource with its key. `get` returns the first construct of a key.
   *
   * @throws Error when an earlier construct for the resource has another value of the argument
   */
  public add(added: T): void {
    const known = this.byKey.get(added._key) ?? added;
    this.byKey.set(added._key, known);
    if (known[this.argument] !== added[this.argument]) {
      const { resource, stated } = this.words;
      refuseInProgram({
        construct: added,
        finding: `${this.argument} is ${String(added[this.argument])}`,
        allowed: `${String(known[this.argument])}, which ${pathInProgram(known)} states for the same ${resource}`,
        change: `State the ${stated} of the ${resource}, the same in both places.`,
      });
    }
  }

  /** The first construct that was added for the key. */
  public get(key: string): T | undefined {
    return this.byKey.get(key);
  }
}
