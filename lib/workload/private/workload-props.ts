import type { TerraformProvider } from "cdktf";
import type { AppIdentity } from "../app-identity";
import type { ManagedIdentityWorkloadProps } from "../managed-identity-workload-props";

/** The props of an app or job that its identities need. */
export interface IdentityProps {
  readonly name: string;
  readonly resourceGroupName: string;
  readonly location?: string;
  readonly identity?: AppIdentity;
  readonly tags?: { readonly [key: string]: string };
  readonly provider?: TerraformProvider;
}

/** The props of an app or job. The location is that of the identity that it makes. */
export type WorkloadProps = ManagedIdentityWorkloadProps & IdentityProps;
