import { ObjectValue, Reference, referencesIn, Unknown, Value } from "../language/value";
import { canonicalText, Instance, isSystemAssigned } from "../program/instance";
import { identityIdsOf } from "./attached-identities";
import { LIFECYCLE_WORDS, lifecycleOf } from "./identity-lifecycle";
import type { Principal, Principals } from "./principal";
import type { ScopedKey } from "./scoped-key";
import type { Targets } from "./targets";

/** What runs as a principal: a resource with the identity attached, or a federated subject that signs in as it. */
export interface Runner extends ScopedKey {
  readonly label: string;
  readonly by: Instance;
  /** Whether it only perhaps runs as the principal, or stands for several that the program does not tell apart. */
  readonly isUnsure: boolean;
}

/** A runner, with the principal that it runs as. */
export type Running = readonly [Principal, Runner];

/** Reads which resources and federated subjects run as which principals. */
export class Runners {
  constructor(
    private readonly targets: Targets,
    private readonly principals: Principals,
  ) {}

  /** The runners that a resource makes, each with the principal that it runs as. */
  public runnersOf(instance: Instance): Running[] {
    if (!instance.isManaged) {
      return [];
    }
    switch (instance.type) {
      case "azurerm_federated_identity_credential":
        return [
          [
            this.principals.ofIdentityId(instance.argument("parent_id") ?? instance.get("user_assigned_identity_id")),
            this.federated(instance),
          ],
        ];
      case "azuread_application_federated_identity_credential":
        return [[this.principals.ofApplication(instance.get("application_id")), this.federated(instance)]];
      case "azurerm_kubernetes_cluster":
        return [...this.attached(instance), this.kubelet(instance)];
      default:
        return instance.type.startsWith("azuread_") || this.isShownElsewhere(instance) ? [] : this.attached(instance);
    }
  }

  /** Whether a resource only changes another one of the program, which shows all identities. */
  private isShownElsewhere(instance: Instance): boolean {
    return instance.azapi?.isUpdate === true && this.targets.ofInstance(instance).instance !== undefined;
  }

  /** A resource as each of its identities; an unknown id may be that of any identity that its expression refers to. */
  private attached(instance: Instance): Running[] {
    if (instance.identityBlocks.length === 0) {
      return [];
    }
    const runner = this.runnerOf(instance);
    return [
      ...identityIdsOf(instance).flatMap((id): Running[] => [
        this.running(this.principals.ofIdentityId(id), runner),
        ...identitiesBehind(id).map((of): Running => [this.principals.ofIdentityId(of), perhaps(runner)]),
      ]),
      ...instance.identityTypes
        .filter(isSystemAssigned)
        .map((): Running => this.running(this.principals.systemAssigned(instance), runner)),
    ];
  }

  /** An app as an identity, with when its code may act as it, where that is not always. */
  private running(identity: Principal, runner: Runner): Running {
    const lifecycle = lifecycleOf(runner.by, identity, this.principals);
    return lifecycle === undefined
      ? [identity, runner]
      : [
          identity,
          { ...runner, key: `${runner.key}|${lifecycle}`, label: `${runner.label}${LIFECYCLE_WORDS[lifecycle] ?? ""}` },
        ];
  }

  private kubelet(cluster: Instance): Running {
    const [kubelet] = cluster.blocks("kubelet_identity");
    const given = kubelet instanceof ObjectValue ? kubelet.get("user_assigned_identity_id") : null;
    return [
      given === null
        ? this.principals.systemAssigned(cluster, "kubelet_identity")
        : this.principals.ofIdentityId(given),
      this.runnerOf(cluster),
    ];
  }

  private federated(instance: Instance): Runner {
    return this.targets.place.relative(federated(instance));
  }

  private runnerOf(instance: Instance): Runner {
    const { key, subscription, label } = this.targets.ofInstance(instance);
    return { key, subscription, label, by: instance, isUnsure: isRepeated(instance) };
  }
}

/** A runner that may run as a principal, or not. */
function perhaps(runner: Runner): Runner {
  return { ...runner, label: `${runner.label}, perhaps`, isUnsure: true };
}

/** The identities whose id an unknown value may be. */
function identitiesBehind(id: Value): Reference[] {
  const identities =
    id instanceof Unknown
      ? referencesIn(id).filter(({ instance }) => instance.type === "azurerm_user_assigned_identity")
      : [];
  return [...new Set(identities.map(({ instance }) => instance))].map((instance) => new Reference(instance));
}

/** The subject, with a token of another issuer, that a federated credential lets sign in. */
function federated(instance: Instance): Runner {
  const textOf = (name: string) => canonicalText(instance.argument(name) ?? null);
  const [issuer, subject, audience] = [textOf("issuer"), textOf("subject"), textOf("audience") + textOf("audiences")];
  return {
    key: `federated|${issuer.toLowerCase()}|${subject}|${audience}`,
    label: `${subject} of ${issuer} (federated)`,
    by: instance,
    isUnsure: isRepeated(instance),
  };
}

/** Whether it is not known how many of a resource there are. */
function isRepeated({ unknownCount, module }: Instance): boolean {
  return (unknownCount ?? module.unknownCount) !== undefined;
}
