/** A task of a user, and the classes for it, in the order in which a program needs them. */
interface Task {
  readonly task: string;
  readonly classes: readonly string[];
}

/** The index of the API: every class is at one task. */
export const TASKS: readonly Task[] = [
  {
    task: "Run an app or a job",
    classes: [
      "ManagedIdentityContainerApp",
      "ManagedIdentityContainerAppJob",
      "ContainerAppEnvironment",
      "ContainerImage",
    ],
  },
  { task: "Say who it is", classes: ["AppIdentity", "ManagedIdentity", "EnvironmentIdentity", "FederatedCredential"] },
  {
    task: "Let it read secrets and certificates",
    classes: [
      "KeyVault",
      "KeyVaultSecret",
      "KeyVaultSecretReference",
      "AppSecret",
      "ContainerAppEnvironmentCertificate",
      "CertificateSource",
      "KeyVaultCertificateReference",
    ],
  },
  { task: "Pull images", classes: ["ContainerRegistry", "RegistryCredentials"] },
  {
    task: "Reach other services of Azure",
    classes: ["AzureService", "PostgresqlDatabaseUsers", "SqlDatabaseUsers"],
  },
  {
    task: "Give access to anything else",
    classes: [
      "Principal",
      "Role",
      "CosmosDbRole",
      "KustoRole",
      "RedisAccessPolicy",
      "Grant",
      "Deployer",
      "GrantHandOver",
    ],
  },
  { task: "Be reached", classes: ["Ingress", "ContainerAppCustomDomain"] },
  { task: "Scale, and start jobs", classes: ["ScaleRule", "JobTrigger"] },
  { task: "Talk by Dapr", classes: ["DaprComponent", "DaprComponentType"] },
  { task: "Keep to a private network", classes: ["PrivateEndpoint", "PrivateEndpointTarget", "PrivateDnsZones"] },
  { task: "Review access", classes: ["AccessReview", "AccessComparison", "AcceptedFinding"] },
];
