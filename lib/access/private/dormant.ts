import type { TerraformElement, TerraformResource, TerraformStack } from "cdktf";

/** The stacks that hand their grants over. */
const HANDED_OVER = new WeakSet<TerraformStack>();

/** The resources of grants, and the waits for principals that only grants need. */
const GRANTS = new WeakSet<TerraformElement>();

/** The grants that others give, and the grants that the program makes because another line asks for them. */
const LEFT = new WeakSet<TerraformElement>();
const MADE = new WeakSet<TerraformElement>();

/** Leaves the grant to others, unless another line of the program makes it. */
export function leaveGrant(grant: TerraformResource): void {
  if (!MADE.has(grant)) {
    LEFT.add(grant);
  }
}

/** Makes the program make the grant, even where another line leaves it to others. */
export function makeGrant(grant: TerraformResource): void {
  MADE.add(grant);
  LEFT.delete(grant);
}

/** Makes the stack render none of its grants. */
export function handOverGrants(stack: TerraformStack): void {
  HANDED_OVER.add(stack);
}

/**
 * Whether the resource renders nothing: a grant that others give, alone or with all grants of its stack, or a wait with
 * no trigger.
 */
export function isDormant(resource: TerraformElement): boolean {
  const { isWaiting } = resource as { readonly isWaiting?: boolean };
  return isWaiting === false || (GRANTS.has(resource) && (HANDED_OVER.has(resource.cdktfStack) || LEFT.has(resource)));
}

/** States on a resource that others give the access it uses: the access review of the program cannot see that. */
export function acceptUngranted(user: TerraformResource): void {
  user.addOverride("//.accepted.ungranted-use", "the grant is handed over to others");
}

/**
 * Makes the resource render nothing where others give the grant. That is asked at rendering, so that the line that says
 * so may stand anywhere in the program.
 */
export function hideWhenHandedOver<T extends TerraformResource>(resource: T): T {
  GRANTS.add(resource);
  for (const method of ["toTerraform", "toHclTerraform"] as const) {
    const render = resource[method].bind(resource) as () => unknown;
    resource[method] = () => (isDormant(resource) ? {} : render());
  }
  return resource;
}
