/** A service connection of Azure DevOps that signs in as an identity. */
export interface AzureDevOpsServiceConnection {
  /** The name of the organization. */
  readonly organization: string;
  /** The id of the organization, a GUID, which its issuer ends with. */
  readonly organizationId: string;
  /** The name of the project. */
  readonly project: string;
  /** The name of the service connection. */
  readonly serviceConnection: string;
}

/** A service account of a Kubernetes cluster that signs in as an identity. */
export interface KubernetesServiceAccount {
  /** The URL of the cluster's OpenID Connect issuer: `oidcIssuerUrl` of an `azurerm_kubernetes_cluster`. */
  readonly issuer: string;
  /** The namespace of the service account. */
  readonly serviceAccountNamespace: string;
  /** The name of the service account. */
  readonly serviceAccount: string;
}
