import type { TerraformResource, TerraformStack } from "cdktf";

/** The stacks whose grants others make. */
const HANDED_OVER = new WeakSet<TerraformStack>();

/** The resources that only give access, and the waits for principals that only these need. */
const GRANTS = new WeakSet<TerraformResource>();

/** The grants that others make, and those that some line has the program make. */
const LEFT = new WeakSet<TerraformResource>();
const MADE = new WeakSet<TerraformResource>();

/** Leaves the grant to others, unless another line has the program make it. */
export function leaveGrant(grant: TerraformResource): void {
  if (!MADE.has(grant)) {
    LEFT.add(grant);
  }
}

/** Has the program make the grant, whichever line leaves it to others. */
export function makeGrant(grant: TerraformResource): void {
  MADE.add(grant);
  LEFT.delete(grant);
}

/** Has the stack render none of its grants. */
export function handOverGrants(stack: TerraformStack): void {
  HANDED_OVER.add(stack);
}

/** Whether the stack leaves its grants to others. */
export function isHandedOver(stack: TerraformStack): boolean {
  return HANDED_OVER.has(stack);
}

/**
 * Whether the resource renders nothing: a grant that others give, by itself or because the stack hands its grants over,
 * or a wait with no trigger.
 */
export function isDormant(resource: TerraformResource): boolean {
  const { isWaiting } = resource as { readonly isWaiting?: boolean };
  return isWaiting === false || (GRANTS.has(resource) && (HANDED_OVER.has(resource.cdktfStack) || LEFT.has(resource)));
}

/** Has the resource render only while the program makes the grant: so no line of a program has to come first. */
export function hideWhenHandedOver<T extends TerraformResource>(resource: T): T {
  GRANTS.add(resource);
  for (const method of ["toTerraform", "toHclTerraform"] as const) {
    const render = resource[method].bind(resource) as () => unknown;
    resource[method] = () => (isDormant(resource) ? {} : render());
  }
  return resource;
}
