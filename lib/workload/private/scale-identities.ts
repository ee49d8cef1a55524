import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { ProgramLedger, ScaleIdentity } from "../../access/internal";
import { isLiteral, isReference, Problem } from "../../core/problems";
import { partsOf, RESOURCE_ID } from "../../core/resource-ids";
import { textOf } from "../../core/token-text";
import type { IManagedIdentity } from "../../identity/identity-base";
import { ManagedIdentity } from "../../identity/managed-identity";
import { itemsOf, known } from "../../rules/rule";
import type { CustomScaleRule } from "./rules/scalers";
import type { WorkloadProps } from "./workload-props";

const SOURCE = "https://learn.microsoft.com/azure/container-apps/scale-app#authentication";

/** The identity that a scale rule authenticates with, after the path of the property that names it. */
type Use = readonly [at: string, identityId: string];

/** The identities that the scale rules of an app or job authenticate with. Each has to be attached to it. */
export class ScaleIdentities {
  private readonly stack: TerraformStack;
  private readonly uses: readonly Use[];

  constructor(
    construct: Construct,
    private readonly props: WorkloadProps,
    private readonly attached: readonly IManagedIdentity[],
  ) {
    this.stack = TerraformStack.of(construct);
    this.uses = usesOf(props);
  }

  /** The problems with identities that the app or job does not have. */
  public check(): Problem[] {
    return this.uses.flatMap(([property, id]) => {
      const value = isReference(id) ? textOf(this.stack, id).replace(/^.*:/, "") : id;
      if (id === "System") {
        return this.props.identity?.hasSystemAssigned ? [] : [{ property, value, ...OWN_SYSTEM_IDENTITY }];
      }
      if (/\.(client|principal|tenant)_id$/.test(value)) {
        return [{ property, value, ...AN_ID }];
      }
      return this.isAttached(id) || !this.isKnown(id) ? [] : [{ property, value, ...AN_ATTACHED_ONE }];
    });
  }

  /** The identities among them that the program makes. They have only the access that the program gives them. */
  public get made(): readonly ScaleIdentity[] {
    return this.uses.flatMap(([at, id]) => {
      const identity = this.attached.find((one) => this.isSame(id, one));
      return identity instanceof ManagedIdentity ? [{ at, principal: identity.grantPrincipal._record.key }] : [];
    });
  }

  private isAttached(id: string): boolean {
    return this.attached.some((identity) => this.isSame(id, identity));
  }

  private isSame(id: string, { identityId, grantPrincipal }: IManagedIdentity): boolean {
    return textOf(this.stack, id) === textOf(this.stack, identityId) || this.keyOf(id) === grantPrincipal._record.key;
  }

  /** Whether synth knows that the identity is not one of those attached. */
  private isKnown(id: string): boolean {
    const keys = [this.keyOf(id), ...this.attached.map(({ grantPrincipal }) => grantPrincipal._record.key)];
    return keys.every((key) => key.startsWith("=") || /:azurerm_user_assigned_identity\.[\w-]+\.id$/.test(key));
  }

  private keyOf(id: string): string {
    const { keys } = ProgramLedger.of(this.stack);
    if (!isLiteral(id)) {
      return keys.referenceKey(this.stack, id);
    }
    const { resourceGroupName, name } = partsOf(RESOURCE_ID.userAssignedIdentity, id);
    return keys.identityKeyOfName(this.stack, resourceGroupName, name);
  }
}

function usesOf(props: WorkloadProps): Use[] {
  const { customScaleRules, trigger } = props as {
    readonly customScaleRules?: unknown;
    readonly trigger?: { readonly eventConfig?: { readonly scale?: unknown } };
  };
  const [scale] = itemsOf<{ readonly rules?: unknown }>(trigger?.eventConfig?.scale);
  const at = (place: string, rules: unknown) =>
    itemsOf<CustomScaleRule>(rules).flatMap(({ identityId }, i): Use[] =>
      identityId === undefined ? [] : [[`${place}[${i}].identityId`, identityId]],
    );
  return [
    ...at("customScaleRules", known(customScaleRules)),
    ...at("trigger.eventConfig.scale[0].rules", scale?.rules),
  ];
}

const OWN_SYSTEM_IDENTITY = {
  allowed: "System for an app or job with a system-assigned identity only",
  change: "Pass the identityId of one of its identities, or give it AppIdentity.systemAndUserAssigned().",
  source: SOURCE,
};

const AN_ID = {
  allowed: "System, or the resource id of a user-assigned identity",
  change: "Pass identity.identityId.",
  source: SOURCE,
};

const AN_ATTACHED_ONE = {
  allowed: "one of the identities that the app or job has",
  change: "Give it the identity: identity: AppIdentity.userAssigned(…).",
  source: SOURCE,
};
