import { DefaultTokenResolver, dependable, StringConcat, TerraformResource, Tokenization } from "cdktf";
import { addressOfResource } from "./reference-graph";

/** One token a resource, however many wait for it: a token costs a stack trace. */
const tokens = new WeakMap<TerraformResource, string>();

/** What an earlier pass wrote, so that a second synthesis of the same program writes it once. */
const written = new WeakMap<TerraformResource, ReadonlySet<string>>();

/** Makes the resource wait for the targets, after what the program itself makes it wait for; sorted, so that the order of lines does not show. */
export function writeDependsOn(resource: TerraformResource, targets: readonly TerraformResource[]): void {
  const earlier = written.get(resource);
  const own = (resource.dependsOn ?? []).filter((token) => !earlier?.has(token));
  const ownAddresses = new Set(own.map((token) => addressIn(resource, token)));
  const added = targets
    .map((target) => ({ address: addressOfResource(target), token: tokenOf(target) }))
    .filter(({ address }) => !ownAddresses.has(address))
    .sort((a, b) => (a.address < b.address ? -1 : 1))
    .map(({ token }) => token);
  written.set(resource, new Set(added));
  resource.dependsOn = optionalList([...own, ...added]);
}

/** A list, or nothing where it is empty, so that an empty argument is not written. */
export function optionalList<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined;
}

function tokenOf(resource: TerraformResource): string {
  let token = tokens.get(resource);
  if (!token) {
    token = dependable(resource);
    tokens.set(resource, token);
  }
  return token;
}

function addressIn(resource: TerraformResource, token: string): string {
  return String(Tokenization.resolve(token, { scope: resource, resolver: new DefaultTokenResolver(new StringConcat()) }));
}
