import { TerraformResource, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { ContainerAppTemplateHttpScaleRule } from "@cdktf/provider-azurerm/lib/container-app";
import type { ScaleIdentity } from "../../access/internal";
import type { Principal } from "../../access/principal";
import { AzurermVersion, isAtLeast } from "../../core/azurerm-version";
import { Description, Problem } from "../../core/problems";
import type { IManagedIdentity } from "../../identity/identity-base";
import type { AttachedIdentities } from "../../identity/internal";
import { ManagedIdentity } from "../../identity/managed-identity";
import { KedaScaler, scalerOf, textOfNumber } from "./keda-scaler";
import type { CustomScaleRule } from "./rules/scalers";
import { kindIn, ScaleRuleArguments, ScaleRuleKind, scaleRulesIn, secretsOfRule } from "./scale-rule-arguments";
import type { WorkloadProps } from "./workload-props";
import { propagationOf } from "./workload-secrets";

const SOURCE = "https://learn.microsoft.com/azure/container-apps/scale-app#authentication";

/** azurerm's name for the system-assigned identity of an app or job. */
const SYSTEM = "System";

/** Which azurerm the class of the app or job is for, and from which one on its scale rules have identities. */
export interface IdentitySupport {
  readonly version: AzurermVersion;
  readonly since: string;
}

/** A scale rule by a KEDA scaler. */
interface ScalerRule {
  readonly name: string;
  /** The path of its arguments. */
  readonly at: string;
  readonly kind: ScaleRuleKind;
  readonly scaler: KedaScaler;
  /** The secrets that it signs in with, by KEDA's names for them. */
  readonly authentication: { readonly secretName: string; readonly triggerParameter: string }[];
  /** Whether Azure reads as an identity. */
  readonly hasIdentity: boolean;
  /** The identity that the program names. */
  readonly identity?: IManagedIdentity;
}

/** The scale rules of an app or job that are this library's, with the identities and the grants that they need. */
export class WorkloadScaleRules {
  private readonly rules: readonly ScalerRule[];
  private readonly all: readonly [string, ScaleRuleArguments][];

  constructor(
    private readonly construct: Construct,
    private readonly props: WorkloadProps,
    private readonly identities: AttachedIdentities,
    private readonly support: IdentitySupport,
  ) {
    this.all = scaleRulesIn(props);
    this.rules = this.all.flatMap(([place, rule]) => ruleOf(place, rule));
    this.byIdentity.forEach((rule) => this.attach(rule));
  }

  /** The problems with identities where azurerm drops them. */
  public check(): Problem[] {
    const { version, since } = this.support;
    const rules = this.byIdentity;
    if (rules.length === 0 || isAtLeast(version(), since)) {
      return [];
    }
    return rules.map(({ at, kind, identity }) => ({
      property: identity ? `${at}.identity` : `${at}.${SECRET_OF[kind] ?? "secrets"}`,
      value: identity ? new Description("an identity") : undefined,
      allowed: `a secret to sign in with: azurerm ${version()} drops the identity of a scale rule, ${since} is the first that has it`,
      change:
        `Pass ${WAY_OF[kind] ?? "connection: vault.secret(name)"}; or use the classes of azurerm ${since} or later, ` +
        "such as @cdktn/provider-azurerm 16.1.0 (4.73).",
      source: SOURCE,
    }));
  }

  /** The blocks of the HTTP rules. */
  public get http(): ContainerAppTemplateHttpScaleRule[] {
    return this.all.flatMap(([, { name, http }]) =>
      http ? [{ name, concurrentRequests: textOfNumber(http.concurrentRequests) }] : [],
    );
  }

  /** The blocks of all other rules. */
  public get custom(): CustomScaleRule[] {
    return this.rules.map(({ name, scaler: { type, metadata }, authentication, ...rule }) => ({
      name,
      customRuleType: type,
      metadata,
      ...(authentication.length > 0 ? { authentication } : {}),
      ...(rule.hasIdentity ? { identityId: this.readerOf(rule)?.identityId ?? SYSTEM } : {}),
    }));
  }

  /**
   * Grants the user-assigned identities to read what their rules count. Returns the grants and the wait for them, which
   * the app or job waits for: so the rules work once it is there.
   */
  public grantReads(): TerraformResource[] {
    const stack = TerraformStack.of(this.construct);
    const grants = this.byIdentity.flatMap((rule) => {
      const reader = this.readerOf(rule);
      return reader ? this.give(rule, reader.grantPrincipal._runningIn(stack)) : [];
    });
    const propagating = grants.filter(({ _record }) => _record.propagates);
    if (propagating.length === 0) {
      return grants.map(({ resource }) => resource);
    }
    const wait = propagationOf(this.construct, this.props);
    propagating.forEach((grant) => wait.waitFor(grant));
    return [...grants.map(({ resource }) => resource), wait];
  }

  /** Grants the system-assigned identity, which is created with the app or job, to read what its rules count. */
  public grantSystemReads(principal: Principal): void {
    this.byIdentity.filter((rule) => !this.readerOf(rule)).forEach((rule) => this.give(rule, principal));
  }

  /** The identities of the program that rules read as without a grant of theirs. */
  public get made(): readonly ScaleIdentity[] {
    return this.byIdentity.flatMap((rule) => {
      const reader = rule.scaler.gives?.length === 0 ? this.readerOf(rule) : undefined;
      return reader instanceof ManagedIdentity
        ? [{ at: `${rule.at}.identity`, principal: reader.grantPrincipal._record.key }]
        : [];
    });
  }

  private get byIdentity(): readonly ScalerRule[] {
    return this.rules.filter(({ hasIdentity }) => hasIdentity);
  }

  private attach(rule: ScalerRule): void {
    const reader = this.readerOf(rule);
    if (reader) {
      this.identities.attach(reader);
    }
  }

  /** The user-assigned identity that Azure reads as; undefined where it is the system-assigned one. */
  private readerOf({ identity }: Pick<ScalerRule, "identity">): IManagedIdentity | undefined {
    return identity ?? this.identities.primary;
  }

  private give({ at, scaler: { gives = [] } }: ScalerRule, principal: Principal) {
    return gives.map((give) => give(principal, this.construct, `${at}: `));
  }
}

/** The argument that a rule signs in by without an identity, and how that is written, for each kind. */
const SECRET_OF: Readonly<Partial<Record<ScaleRuleKind, string>>> = {
  serviceBusQueue: "connection",
  serviceBusTopic: "connection",
  storageQueue: "connection",
  eventHub: "connection",
  logAnalytics: "clientSecret",
};
const WAY_OF: Readonly<Partial<Record<ScaleRuleKind, string>>> = {
  eventHub: "connection and checkpointConnection, each a vault.secret(name)",
  logAnalytics: "the clientSecret, clientId and tenantId of a service principal",
  custom: "secrets: { connection: vault.secret(name) }",
};

function ruleOf(place: string, rule: ScaleRuleArguments): ScalerRule[] {
  const { kind, given } = kindIn(rule) ?? {};
  if (kind === undefined || given === undefined || kind === "http" || kind === "tcp") {
    return [];
  }
  const scaler = scalerOf(kind, given);
  const authentication = secretsOfRule(rule).map(([argument, { appSecretName: secretName }]) => ({
    secretName,
    triggerParameter: scaler.parameters[argument] ?? argument,
  }));
  const hasIdentity = scaler.gives !== undefined && (kind === "custom" || authentication.length === 0);
  const { identity } = given as { readonly identity?: IManagedIdentity };
  return [{ name: rule.name, at: `${place}.${kind}`, kind, scaler, authentication, hasIdentity, identity }];
}
