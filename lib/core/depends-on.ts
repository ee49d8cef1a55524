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

/** The dependencies that a pass wrote into a resource. */
export interface WrittenDependencies {
  readonly resource: TerraformResource;
  readonly addresses: readonly string[];
}

/**
 * Makes the resource wait for the targets, after what the program itself makes it wait for; sorted, so that the order
 * of lines does not show. The addresses are plain text: the token of `dependable()` would resolve to the same and cost
 * a stack trace.
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
 * Takes back what an earlier pass wrote, so that a later one neither reads it as the program's own nor writes it twice.
 */
export function withdrawDependsOn({ resource, addresses }: WrittenDependencies): void {
  resource.dependsOn = optionalList((resource.dependsOn ?? []).filter((address) => !addresses.includes(address)));
}

/** Takes resources that Terraform does not see out of every `depends_on` of the stack. */
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
 * What the program makes a construct wait for, each once, in the stack of the construct. Terraform has no `depends_on`
 * across stacks: there the whole stack waits.
 *
 * @throws Error when something in the list has no address
 */
export function dependenciesIn(
  construct: IConstruct,
  dependencies: readonly ITerraformDependable[] = [],
): ITerraformDependable[] | undefined {
  const stack = TerraformStack.of(construct);
  const here = dependencies.filter((dependency) => {
    if (typeof dependency?.fqn !== "string") {
      refuseInProgram({
        construct,
        finding: "dependsOn has something without an address in it",
        allowed: "resources, data sources and modules",
        change: "Pass the resource attribute of a construct of this library.",
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

/** A list, or nothing where it is empty, so that an empty argument is not written. */
function optionalList<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined;
}

function addressIn(resource: TerraformResource, token: string): string {
  return String(
    Tokenization.resolve(token, { scope: resource, resolver: new DefaultTokenResolver(new StringConcat()) }),
  );
}
