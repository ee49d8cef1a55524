import type { TerraformElement, TerraformResource, TerraformStack } from "cdktf";

/** The stacks whose grants others make. */
const HANDED_OVER = new WeakSet<TerraformStack>();

/** The resources that only give access, and the waits for principals that only these need. */
const GRANTS = new WeakSet<TerraformElement>();

/** Has the stack render none of its grants. */
export function handOverGrants(stack: TerraformStack): void {
  HANDED_OVER.add(stack);
}

/** Whether the stack leaves its grants to others. */
export function isHandedOver(stack: TerraformStack): boolean {
  return HANDED_OVER.has(stack);
}

/** Whether the resource renders nothing: a grant of a stack that hands its grants over, or a wait with no trigger. */
export function isDormant(resource: TerraformElement): boolean {
  const { isWaiting } = resource as { readonly isWaiting?: boolean };
  return isWaiting === false || (GRANTS.has(resource) && HANDED_OVER.has(resource.cdktfStack));
}

/** Has the resource render only while its stack makes its own grants: so no line of a program has to come first. */
export function hideWhenHandedOver<T extends TerraformResource>(resource: T): T {
  GRANTS.add(resource);
  for (const method of ["toTerraform", "toHclTerraform"] as const) {
    const render = resource[method].bind(resource) as () => unknown;
    resource[method] = () => (isDormant(resource) ? {} : render());
  }
  return resource;
}
