import { EveryValue, ObjectValue, Reference, Unknown, Value } from "../language/value";
import type { ResourceDeclaration } from "./declaration";
import { expand, indexOf } from "./expansion";
import { Instance } from "./instance";
import type { OwningBlock, OwningModule } from "./owners";

/** A `resource` or `data` block in one module, with its instances. */
export class ResourceNode implements OwningBlock {
  /** The address without a key. */
  public readonly address: string;
  private expanded?: readonly Instance[];
  private isUnderWay = false;
  private whole?: Value;

  constructor(
    public readonly module: OwningModule,
    public readonly declaration: ResourceDeclaration,
    /** The address in the module. */
    local: string,
  ) {
    this.address = module.addressOf(local);
  }

  /** The address without a key and without the name of the stack. */
  public get inStack(): string {
    return this.address.slice(this.module.prefix.length);
  }

  public get instances(): readonly Instance[] {
    if (!this.expanded) {
      this.isUnderWay = true;
      this.expanded = this.expand();
      this.isUnderWay = false;
    }
    return this.expanded;
  }

  /** What a reference to the block as a whole comes to. */
  public get value(): Value {
    if (this.isUnderWay) {
      return new Unknown("it refers to itself", [], this.address);
    }
    return (this.whole ??= this.valueOf(this.instances));
  }

  private valueOf(instances: readonly Instance[]): Value {
    const [first] = instances;
    const { count, forEach } = this.declaration;
    if (first?.unknownCount !== undefined) {
      return new EveryValue(new Reference(first));
    }
    if (first && instances.length === 1 && first.key === undefined) {
      return new Reference(first);
    }
    if (forEach) {
      return new ObjectValue(new Map(instances.map((instance) => [String(instance.key), new Reference(instance)])));
    }
    return count
      ? instances.map((instance) => new Reference(instance))
      : new Unknown(`nothing is known of ${this.address}`, [], this.address);
  }

  private expand(): Instance[] {
    const { known } = this.module.stack;
    const { count, forEach } = this.declaration;
    // As most blocks are: there is nothing to expand.
    if (!known && !count && !forEach) {
      return [new Instance(this, undefined, this.address, this.module)];
    }
    const { keys, unknownCount } = expand(this.module, this.declaration, known && (() => known.keysAt(this.inStack)));
    return keys.map(
      ({ key, scope }) => new Instance(this, key, `${this.address}${indexOf(key, unknownCount)}`, scope, unknownCount),
    );
  }
}
