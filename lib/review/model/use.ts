import type { Instance } from "../program/instance";
import type { Principal } from "./principal";
import type { Target } from "./target";

type UseKind =
  | "secret reference"
  | "image pull"
  | "certificate"
  | "scale rule"
  | "Dapr secret"
  | "key"
  | "token store"
  | "written secret";

/** What Azure or Terraform itself does as an identity: read a secret, pull an image, and so on. */
export interface Use {
  readonly kind: UseKind;
  /** The resource that it is done for. */
  readonly by: Instance;
  /** The place of the block that says so in the resource; empty for the resource itself. */
  readonly at: string;
  readonly principal: Principal;
  /** Whether the principal is the system-assigned identity of the resource itself. */
  readonly isOwnIdentity: boolean;
  readonly target: Target;
  /** The name of the secret, key or certificate in the target, or of the scale rule; empty for none. */
  readonly item: string;
  /** The actions, one of them is enough; empty for a scale rule, whose actions depend on what it scales by. */
  readonly needs: readonly string[];
  /** Whether the resource cannot be created without it. */
  readonly isAtCreation: boolean;
  /** Whether it names one version of a secret. */
  readonly isPinned: boolean;
}

/** The uses of a resource that has none, as most have of most kinds. */
export const NO_USES: readonly Use[] = [];

type OptionalPart = "isOwnIdentity" | "isAtCreation" | "isPinned";

/** A use at creation, of no pinned version, by an identity made before the resource; unless the parts say otherwise. */
export function useOf(parts: Omit<Use, OptionalPart> & Partial<Pick<Use, OptionalPart>>): Use {
  return { isOwnIdentity: false, isAtCreation: true, isPinned: false, ...parts };
}

/** The address of the block that a use is for. */
export function addressOfUse({ by, at }: Use): string {
  return at === "" ? by.address : `${by.address}.${at}`;
}
