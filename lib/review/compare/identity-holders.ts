import { allows } from "../azure/actions";
import { grouped } from "../base/grouped";
import type { GrantRow, PrincipalRow, Report } from "../report/report";

/**
 * The actions on an identity that let somebody run something else as it. Microsoft's page and the built-in role Managed
 * Identity Operator write the first one with a star:
 * https://learn.microsoft.com/azure/role-based-access-control/permissions/identity#microsoftmanagedidentity
 */
const TAKING_ACTIONS = [
  "Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action",
  "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action",
  "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write",
];

const NONE: readonly GrantRow[] = [];

/** Who acts as the identities of a program: what runs as them, and who may take them for something else. */
export class IdentityHolders {
  public readonly rows: ReadonlyMap<string, PrincipalRow>;
  private readonly takers: ReadonlyMap<string, readonly GrantRow[]>;

  constructor({ principals, grants }: Report) {
    this.rows = new Map(principals.map((row) => [row.id, row]));
    this.takers = grouped(grants.filter(maybeTakes), ({ target }) => target.id);
  }

  /**
   * Whether all that acts as a principal is known: it is an identity that the program makes, something runs as it, and
   * nothing perhaps does.
   */
  public areKnown(principal: string): boolean {
    const { kind, existing, runs = [] } = this.rows.get(principal) ?? {};
    const isMade = kind === "user-assigned identity" || kind === "system-assigned identity";
    return isMade && existing !== true && runs.length > 0 && runs.every(({ unsure }) => unsure !== true);
  }

  /** The principals with grants that let them run something else as an identity. */
  public takersOf(identity: string): ReadonlySet<string> {
    const { within = [] } = this.rows.get(identity) ?? {};
    return new Set(
      [identity, ...within].flatMap((scope) => (this.takers.get(scope) ?? NONE).map(({ principal }) => principal)),
    );
  }
}

/** Whether a grant may let its principal take identities; what a role allows that is not known may be that, too. */
function maybeTakes({ kind, permission: { allowed } }: GrantRow): boolean {
  return kind === "role" && (allowed === undefined || TAKING_ACTIONS.some((action) => allows(allowed, action)));
}
