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

/** A scale rule that signs in by an identity, with where that stands. */
type SignIn = readonly [at: string, identityId: string];

/** The identities that the scale rules of an app or job sign in by: each has to be attached to it. */
export class ScaleIdentities {
  private readonly stack: TerraformStack;
  private readonly signIns: readonly SignIn[];

  constructor(
    construct: Construct,
    private readonly props: WorkloadProps,
    private readonly attached: readonly IManagedIdentity[],
  ) {
    this.stack = TerraformStack.of(construct);
    this.signIns = signInsOf(props);
  }

  /** The problems of the identities that the app or job does not have. */
  public check(): Problem[] {
    return this.signIns.flatMap(([property, id]) => {
      const value = isReference(id) ? textOf(this.stack, id).replace(/^.*:/, "") : id;
      if (id === "System") {
        return this.props.identity?.hasSystemAssigned ? [] : [{ property, value, ...OWN_SYSTEM_IDENTITY }];
      }
      if (/\.(client|principal|tenant)_id$/.test(value)) {
        return [{ property, value, ...AN_ID }];
      }
      return this.isAttached(id) || !this.isTellable(id) ? [] : [{ property, value, ...AN_ATTACHED_ONE }];
    });
  }

  /** Those that the program makes, which can have no access but what the program gives them. */
  public get made(): readonly ScaleIdentity[] {
    return this.signIns.flatMap(([at, id]) => {
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

  /** Whether synth can tell the identity from each of those that are attached. */
  private isTellable(id: string): boolean {
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

function signInsOf(props: WorkloadProps): SignIn[] {
  const { customScaleRules, trigger } = props as {
    readonly customScaleRules?: unknown;
    readonly trigger?: { readonly eventConfig?: { readonly scale?: unknown } };
  };
  const [scale] = itemsOf<{ readonly rules?: unknown }>(trigger?.eventConfig?.scale);
  const at = (place: string, rules: unknown) =>
    itemsOf<CustomScaleRule>(rules).flatMap(({ identityId }, i): SignIn[] =>
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
