/** A grant as it was before a change: as the state of a plan has it, or the report of a baseline. */
export interface EarlierGrant {
  /** The key of the principal. */
  readonly principal: string;
  readonly kind: string;
  readonly permission: { readonly id: string };
  readonly target: { readonly id: string };
  /** The addresses of the resources that give it; a baseline may leave them out. */
  readonly by?: readonly string[];
}
