import type { TerraformElement, TerraformResource, TerraformStack } from "cdktf";

/** The stacks that hand their grants over. */
const HANDED_OVER = new WeakSet<TerraformStack>();

/** The resources of grants, and the waits for principals that only grants need. */
const GRANTS = new WeakSet<TerraformElement>();

/** Makes the stack render none of its grants. */
export function handOverGrants(stack: TerraformStack): void {
  HANDED_OVER.add(stack);
}

/** Whether the stack hands its grants over. */
export function isHandedOver(stack: TerraformStack): boolean {
  return HANDED_OVER.has(stack);
}

/** Whether the resource renders nothing: a grant of a stack that hands its grants over, or a wait with no trigger. */
export function isDormant(resource: TerraformElement): boolean {
  const { isWaiting } = resource as { readonly isWaiting?: boolean };
  return isWaiting === false || (GRANTS.has(resource) && HANDED_OVER.has(resource.cdktfStack));
}

/**
 * Makes the resource render nothing where its stack hands its grants over. That is asked at rendering, so that the
 * hand-over may stand on any line of the program.
 */
export function hideWhenHandedOver<T extends TerraformResource>(resource: T): T {
  GRANTS.add(resource);
  for (const method of ["toTerraform", "toHclTerraform"] as const) {
    const render = resource[method].bind(resource) as () => unknown;
    resource[method] = () => (isDormant(resource) ? {} : render());
  }
  return resource;
}
