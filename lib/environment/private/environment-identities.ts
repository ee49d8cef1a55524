import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type {
  ContainerAppEnvironment,
  ContainerAppEnvironmentIdentity,
} from "@cdktf/provider-azurerm/lib/container-app-environment";
import { ProgramLedger } from "../../access/internal";
import { Principal } from "../../access/principal";
import { PrincipalType } from "../../access/principal-type";
import { refuseInProgram } from "../../core/problems";
import { pathInProgram } from "../../core/program-paths";
import { textOf } from "../../core/token-text";
import type { IManagedIdentity } from "../../identity/identity-base";
import { AttachedIdentities, GivenIdentities, IdentityPlace, systemAssignedPrincipal } from "../../identity/internal";
import { known } from "../../rules/rule";
import type { EnvironmentIdentities, EnvironmentReader, IContainerAppEnvironment } from "../environment-base";
import type { EnvironmentIdentity } from "../environment-identity";

/** How azurerm names the system-assigned identity. */
const SYSTEM = "System";

const SOURCE = "https://learn.microsoft.com/azure/container-apps/key-vault-certificates-manage";

/** An environment that the program gives no identity: it makes one when something uses it. */
const NONE: GivenIdentities = { hasSystemAssigned: false, hasUserAssigned: false, _given: [] };

function readerOf({ identityId, grantPrincipal }: IManagedIdentity): EnvironmentReader {
  return { id: identityId, grantPrincipal };
}

/** The identities of an environment that the program makes, attached to it as they are used. */
export class OwnIdentities implements EnvironmentIdentities {
  private readonly attached: AttachedIdentities;
  private readonly given: GivenIdentities;
  private resource?: ContainerAppEnvironment;
  private system?: Principal;

  constructor(
    private readonly construct: Construct,
    private readonly place: IdentityPlace,
    given?: EnvironmentIdentity,
  ) {
    this.given = given ?? NONE;
    this.attached = new AttachedIdentities(construct, { ...place, name: `${place.name}-env-id` }, this.given);
  }

  /** The `identity` block, as azurerm takes it. */
  public render(): ContainerAppEnvironmentIdentity | undefined {
    const block = this.attached.render();
    return block.type === "" ? undefined : block;
  }

  /** Records the resource, which gets the identities that are attached from now on. */
  public complete(resource: ContainerAppEnvironment): void {
    this.resource = resource;
  }

  public get systemAssigned(): Principal | undefined {
    if (!this.given.hasSystemAssigned || !this.resource) {
      return undefined;
    }
    return (this.system ??= systemAssignedPrincipal(this.construct, this.resource, this.place.name));
  }

  public reader(named?: IManagedIdentity): EnvironmentReader {
    const { systemAssigned, attached } = this;
    if (!named && !attached.primary && systemAssigned) {
      return { id: SYSTEM, grantPrincipal: systemAssigned };
    }
    const identity = named ?? attached.primaryOrMade;
    attached.attach(identity);
    this.resource?.putIdentity(attached.render());
    return readerOf(identity);
  }
}

/** The identities of an environment that the program makes, in azurerm's own block. */
export class BlockIdentities implements EnvironmentIdentities {
  private system?: Principal;

  constructor(
    private readonly construct: Construct,
    private readonly name: string,
    private readonly resource: ContainerAppEnvironment,
    private readonly block: ContainerAppEnvironmentIdentity,
  ) {}

  public get systemAssigned(): Principal | undefined {
    const hasSystem = known(known(this.block)?.type)?.includes("SystemAssigned") ?? false;
    return hasSystem ? (this.system ??= systemAssignedPrincipal(this.construct, this.resource, this.name)) : undefined;
  }

  public reader(named?: IManagedIdentity): EnvironmentReader {
    if (named) {
      return readerOf(named);
    }
    const { construct, block, systemAssigned } = this;
    const type = known(known(block)?.type);
    if (systemAssigned && type === "SystemAssigned") {
      return { id: SYSTEM, grantPrincipal: systemAssigned };
    }
    return refuseInProgram({
      construct,
      finding: "has identities of its own in azurerm's block, whose ids do not say which principal receives access",
      allowed: "managedIdentity for an environment that reads a vault or is granted access by itself",
      change:
        "Pass managedIdentity: EnvironmentIdentity.userAssigned(identity) instead of identity, " +
        "or name the identity where it is used: vault.certificate(name, { identity }).",
      source: SOURCE,
    });
  }
}

/** The identities that an imported environment is said to have. */
export class StatedIdentities implements EnvironmentIdentities {
  public readonly systemAssigned: Principal | undefined;

  constructor(
    private readonly construct: IContainerAppEnvironment,
    private readonly stated: EnvironmentIdentity | undefined,
    systemPrincipalId: string | undefined,
  ) {
    if (systemPrincipalId !== undefined) {
      this.systemAssigned = Principal.fromObjectId(construct, systemPrincipalId, PrincipalType.SERVICE_PRINCIPAL);
      recordSystem(construct, this.systemAssigned);
    }
  }

  public reader(named?: IManagedIdentity): EnvironmentReader {
    const { construct, stated, systemAssigned } = this;
    const identities = stated?._given ?? [];
    const key = named?.grantPrincipal._record.key;
    const isStated = identities.some(({ grantPrincipal }) => grantPrincipal._record.key === key);
    const identity = named ?? identities[0];
    if (identity && (isStated || !named || !stated)) {
      return readerOf(identity);
    }
    if (!named && systemAssigned) {
      return { id: SYSTEM, grantPrincipal: systemAssigned };
    }
    return refuseInProgram({
      construct,
      finding: `is imported without ${named ? pathInProgram(named) : "an identity"} that reads a vault or is granted access`,
      allowed: "managedIdentity with the identities that the environment has, for what it does by itself",
      change: "Import it with managedIdentity: EnvironmentIdentity.userAssigned(identity).",
      source: SOURCE,
    });
  }
}

/** Azure names the identity by the environment; its principal is known by the object id that the program gives. */
function recordSystem(environment: IContainerAppEnvironment, principal: Principal): void {
  const stack = TerraformStack.of(environment);
  const key = textOf(stack, environment.environmentId);
  ProgramLedger.of(environment).environmentPrincipals.set(key, principal._record.key);
}
