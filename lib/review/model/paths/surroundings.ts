import { permissionByList, runsCode } from "../../azure/takeover";
import type { Instance } from "../../program/instance";
import type { Principal } from "../principal";
import type { Runner } from "../runner";
import { scopesOf, Target } from "../target";
import { accessModelOf, VAULT_TYPE } from "../vault";
import { ScopeIndex } from "./scope-index";

/** A resource that runs code, with the identities that it has. */
export interface Host {
  readonly target: Target;
  /** The type in Azure, in lower case. */
  readonly type: string;
  readonly identities: readonly Principal[];
}

/** A user-assigned identity, as a resource that others may have rights on. */
export interface IdentityResource {
  readonly target: Target;
  readonly identity: Principal;
}

/** A resource with a list of its own of those who may use its data. */
export interface ListedResource {
  readonly target: Target;
  readonly type: string;
  /** What a place in the list gives. */
  readonly permission: string;
}

/** What the ways from one principal to another lead through. */
export class Surroundings {
  public readonly hosts: ScopeIndex<Host>;
  public readonly identities: ScopeIndex<IdentityResource>;
  public readonly lists: ScopeIndex<ListedResource>;

  constructor(
    private readonly targetOf: (instance: Instance) => Target,
    private readonly instances: readonly Instance[],
    principals: ReadonlyMap<string, Principal>,
    runners: ReadonlyMap<string, ReadonlyMap<string, Runner>>,
  ) {
    const known = () => this.knownScopes;
    this.hosts = new ScopeIndex(() => hostsIn(targetOf, principals, runners), known);
    this.identities = new ScopeIndex(() => identitiesAmong(principals), known);
    this.lists = new ScopeIndex(() => listsIn(targetOf, instances), known);
  }

  /** Whether there is nothing that a way could lead through. */
  public get isEmpty(): boolean {
    return this.identities.isEmpty && this.hosts.isEmpty && this.lists.isEmpty;
  }

  /** The keys of the scopes that the program has something in. */
  private get knownScopes(): ReadonlySet<string> {
    return (this.known ??= new Set(
      this.instances.flatMap((instance) => scopesOf(this.targetOf(instance)).map(({ key }) => key)),
    ));
  }
  private known?: ReadonlySet<string>;

  /** Whether nothing is known to stand in a scope. */
  public isEmptyAt(scope: Target): boolean {
    return [this.hosts, this.identities, this.lists].every((index) => index.in(scope).length === 0);
  }
}

function identitiesAmong(principals: ReadonlyMap<string, Principal>): IdentityResource[] {
  return [...principals.values()].flatMap((identity) =>
    identity.target ? [{ target: identity.target, identity }] : [],
  );
}

/** The resources that run code; an identity that one has only perhaps is left out. */
function hostsIn(
  targetOf: (instance: Instance) => Target,
  principals: ReadonlyMap<string, Principal>,
  runners: ReadonlyMap<string, ReadonlyMap<string, Runner>>,
): Host[] {
  const hosts = new Map<string, Host & { readonly identities: Principal[] }>();
  for (const [key, running] of runners) {
    const identity = principals.get(key);
    for (const { by, isUnsure } of running.values()) {
      const target = targetOf(by);
      const type = typeOf(target);
      if (identity && identity.kind !== "unresolved" && !isUnsure && runsCode(type)) {
        const host = hosts.get(target.key) ?? { target, type, identities: [] };
        host.identities.push(identity);
        hosts.set(target.key, host);
      }
    }
  }
  return [...hosts.values()];
}

function listsIn(targetOf: (instance: Instance) => Target, instances: readonly Instance[]): ListedResource[] {
  const found = instances.flatMap((instance): ListedResource[] => {
    const target = targetOf(instance);
    const type = typeOf(target);
    const permission = permissionByList(type);
    // What only changes a vault does not say how the vault gives access.
    const { instance: made = instance } = target;
    const isVault = made.type === VAULT_TYPE;
    return permission === undefined || (isVault && accessModelOf(made) !== "access policies")
      ? []
      : [{ target, type, permission }];
  });
  return [...new Map(found.map((one) => [one.target.key, one])).values()];
}

/** The type in Azure of a resource, in lower case; empty for what is no resource of its own. */
function typeOf({ key, kind }: Target): string {
  return kind === "resource" ? key.slice(0, key.indexOf("|")) : "";
}
