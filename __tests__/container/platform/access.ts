import { randomBytes } from "crypto";
import type { Body } from "../../support/synth";
import { argument, State } from "./state";

/** The tenant that every token is of. */
export const TENANT_ID = "72f988bf-0000-0000-0000-000000000000";

/** An identity that the app has. */
export interface Identity {
  readonly kind: "system" | "user";
  readonly resourceId: string;
  readonly clientId: string;
  readonly principalId: string;
}

/** What the built-in roles allow of what the servers ask for. */
const ROLES: Record<string, readonly string[]> = {
  "Key Vault Secrets User": ["secret get"],
  "Storage Blob Data Reader": ["blob read"],
  "Storage Blob Data Contributor": ["blob read", "blob write"],
  "Azure Service Bus Data Sender": ["send"],
};

interface Grant {
  readonly principalId: string;
  readonly scope: string;
  readonly actions: readonly string[];
}

interface Token {
  readonly principalId: string;
  readonly resource: string;
  readonly expires: number;
}

/** The identities of the app, the access that the stack grants, and the tokens that were issued. */
export class Access {
  public readonly identities: readonly Identity[];
  /** How long a token holds, in seconds. */
  public tokenLifetime = 24 * 60 * 60;

  private readonly grants: readonly Grant[];
  private readonly tokens = new Map<string, Token>();
  private delay = 0;
  private effectiveAt?: number;

  constructor(
    private readonly state: State,
    appAddress: string,
    app: Body,
  ) {
    const { type, identity_ids: ids = [] } = app.identity as { type: string; identity_ids?: string[] };
    this.identities = [
      ...(type.includes("SystemAssigned") ? [this.systemIdentity(appAddress)] : []),
      ...ids.map((id) => this.userIdentity(id)),
    ];
    this.grants = [
      ...state.all("azurerm_key_vault_access_policy").map(([, policy]) => policyGrant(policy)),
      ...state.all("azurerm_role_assignment").map(([, assignment]) => roleGrant(assignment)),
    ];
  }

  /**
   * Has the data planes refuse everybody until some time after the next request, as they do until a role has propagated.
   * What Azure reads before it creates the app is not refused: the app waits for that.
   */
  public takesEffectAfter(milliseconds: number): void {
    this.delay = milliseconds;
    this.effectiveAt = undefined;
  }

  /** A token for a resource, of the form that Microsoft Entra ID's have; nothing signs it. */
  public issue({ principalId }: Identity, resource: string): { readonly token: string; readonly expires: number } {
    const expires = Math.floor(Date.now() / 1000) + this.tokenLifetime;
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const claims = { aud: resource, oid: principalId, tid: TENANT_ID, exp: expires };
    const token = [part({ alg: "none" }), part(claims), randomBytes(16).toString("base64url")].join(".");
    this.tokens.set(token, { principalId, resource, expires });
    return { token, expires };
  }

  /** The principal of a token for a resource; undefined for one that was not issued, has expired or is for another. */
  public principalOf(token: string | undefined, resource: string): string | undefined {
    const known = this.tokens.get(token?.replace(/^Bearer /, "") ?? "");
    const isFor = known?.resource.replace(/\/$/, "") === resource;
    return known && isFor && known.expires > Date.now() / 1000 ? known.principalId : undefined;
  }

  /** Whether the data plane lets a principal do something to the resource of an id now. */
  public allows(principalId: string, action: string, id: string): boolean {
    this.effectiveAt ??= Date.now() + this.delay;
    return Date.now() >= this.effectiveAt && this.isGranted(principalId, action, id);
  }

  /** Whether the stack grants it. */
  public isGranted(principalId: string, action: string, id: string): boolean {
    const covers = ({ scope }: Grant) => id === scope || id.startsWith(`${scope}/`);
    return this.grants.some(
      (grant) => grant.principalId === principalId && grant.actions.includes(action) && covers(grant),
    );
  }

  private systemIdentity(address: string): Identity {
    const of = (attribute: string) => this.state.attribute(address, `identity[0].${attribute}`);
    return { kind: "system", resourceId: address, clientId: of("client_id"), principalId: of("principal_id") };
  }

  private userIdentity(id: string): Identity {
    const address = this.state
      .addresses("azurerm_user_assigned_identity")
      .find((candidate) => this.state.attribute(candidate, "id") === id);
    if (!address) {
      throw new Error(`The stack has no identity ${id}.`);
    }
    const of = (attribute: string) => this.state.attribute(address, attribute);
    return { kind: "user", resourceId: id, clientId: of("client_id"), principalId: of("principal_id") };
  }
}

function policyGrant(policy: Body): Grant {
  const permissions = (policy.secret_permissions ?? []) as string[];
  return {
    principalId: argument(policy, "object_id"),
    scope: argument(policy, "key_vault_id"),
    actions: permissions.map((permission) => `secret ${permission.toLowerCase()}`),
  };
}

function roleGrant(assignment: Body): Grant {
  return {
    principalId: argument(assignment, "principal_id"),
    scope: argument(assignment, "scope"),
    actions: ROLES[argument(assignment, "role_definition_name")] ?? [],
  };
}
