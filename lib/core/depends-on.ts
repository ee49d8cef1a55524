import {
  DefaultTokenResolver,
  ITerraformDependable,
  StringConcat,
  TerraformDataSource,
  TerraformElement,
  TerraformResource,
  TerraformStack,
  Tokenization,
} from "cdktf";
import type { IConstruct } from "constructs";
import { refuseInProgram } from "./problems";
import { addressOfResource } from "./reference-graph";

/** The addresses that the ordering pass added to the `depends_on` of a resource. */
export interface WrittenDependencies {
  readonly resource: TerraformResource;
  readonly addresses: readonly string[];
}

/**
 * Adds the targets to the `depends_on` of the resource, after the entries of the program. They are sorted, so that the
 * order of lines in a program does not change the output. The addresses are plain text: the token of `dependable()`
 * would resolve to the same text and cost a stack trace.
 */
export function writeDependsOn(resource: TerraformResource, targets: readonly TerraformElement[]): WrittenDependencies {
  const own = resource.dependsOn ?? [];
  const ownAddresses = own.map((token) => addressIn(resource, token));
  const addresses = targets.map(addressOfResource).filter((address) => !ownAddresses.includes(address));
  addresses.sort();
  resource.dependsOn = optionalList([...own, ...addresses]);
  return { resource, addresses };
}

/**
 * Removes what an earlier pass added to `depends_on`, so that a later pass neither takes it for the program's own nor
 * adds it twice.
 */
export function withdrawDependsOn({ resource, addresses }: WrittenDependencies): void {
  resource.dependsOn = optionalList((resource.dependsOn ?? []).filter((address) => !addresses.includes(address)));
}

/** Removes resources that are not rendered from every `depends_on` of the stack. */
export function dropDependsOn(stack: TerraformStack, unseen: ReadonlySet<TerraformResource>): void {
  const addresses = new Set([...unseen].map(addressOfResource));
  const elements =
    addresses.size === 0
      ? []
      : stack.node
          .findAll()
          .filter(
            (construct) =>
              TerraformResource.isTerraformResource(construct) || TerraformDataSource.isTerraformDataSource(construct),
          );
  for (const element of elements as TerraformResource[]) {
    element.dependsOn =
      element.dependsOn && optionalList(element.dependsOn.filter((token) => !addresses.has(addressIn(element, token))));
  }
}

/**
 * The dependencies of a construct on elements of its own stack, each once. Terraform has no `depends_on` across stacks:
 * a dependency on an element of another stack makes the whole stack depend on that one.
 *
 * @throws Error when an entry is not a resource, a data source or a module, and so has no address
 */
export function dependenciesIn(
  construct: IConstruct,
  dependencies: readonly ITerraformDependable[] = [],
): ITerraformDependable[] | undefined {
  if (dependencies.length === 0) {
    return undefined;
  }
  const stack = TerraformStack.of(construct);
  const here = dependencies.filter((dependency, i) => {
    if (typeof dependency?.fqn !== "string") {
      refuseInProgram({
        construct,
        finding: `dependsOn[${i}] has no Terraform address`,
        allowed: "resources, data sources and modules",
        change: "Of a construct of this library, pass its attribute resource.",
      });
    }
    const other = TerraformElement.isTerraformElement(dependency) ? dependency.cdktfStack : stack;
    if (other !== stack) {
      stack.addDependency(other);
    }
    return other === stack;
  });
  return optionalList([...new Set(here)]);
}

/** The list, or undefined where it is empty, so that cdktf writes no empty argument. */
function optionalList<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined;
}

function addressIn(resource: TerraformResource, token: string): string {
  return String(
    Tokenization.resolve(token, { scope: resource, resolver: new DefaultTokenResolver(new StringConcat()) }),
  );
}
