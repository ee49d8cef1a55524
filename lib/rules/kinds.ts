import type { Kind } from "./rule";

function kind(member: string, allowed: string, change: string): Kind {
  return { members: [member], allowed, change };
}

/**
 * The kinds of this library's objects that its constructs take: the public member by which each is recognised, and what
 * to pass.
 */
export const KINDS = {
  environment: {
    ...kind(
      "environmentId",
      "a ContainerAppEnvironment",
      "Pass one, made or imported by ContainerAppEnvironment.from…().",
    ),
    also: ["node", "_identities"],
  },
  appIdentity: {
    ...kind("hasUserAssigned", "an AppIdentity", "Pass AppIdentity.userAssigned(identity)."),
    also: ["_given"],
  },
  environmentIdentity: {
    ...kind("hasUserAssigned", "an EnvironmentIdentity", "Pass EnvironmentIdentity.userAssigned(identity)."),
    also: ["_given"],
  },
  managedIdentity: {
    ...kind("identityId", "a ManagedIdentity", "Pass one, made or imported by ManagedIdentity.from…()."),
    also: ["grantPrincipal._record"],
  },
  keyVault: {
    ...kind("grantReadSecrets", "a KeyVault", "Pass one, made or imported by KeyVault.from…()."),
    also: ["_key"],
  },
  secret: {
    ...kind("appSecretName", "a secret", "Pass vault.secret(name), or AppSecret.fromValue(…)."),
    also: ["_appKey"],
    mayBeSecret: true,
  },
  certificateSource: {
    members: ["_certificate", "_pfx"],
    allowed: "a CertificateSource",
    change: "Pass vault.certificate(name), or CertificateSource.fromPfx(…).",
    mayBeSecret: true,
  },
  environmentCertificate: {
    ...kind(
      "certificateId",
      "a ContainerAppEnvironmentCertificate",
      "Pass one, made or imported by ContainerAppEnvironmentCertificate.from…().",
    ),
    also: ["node"],
  },
  app: {
    ...kind("containerAppId", "a ManagedIdentityContainerApp", "Pass the construct of the app."),
    also: ["_environment"],
  },
  daprComponentType: {
    ...kind("componentType", "a DaprComponentType", "Pass DaprComponentType.stateBlobs(…) or another type."),
    also: ["_gives"],
  },
  service: {
    ...kind("environmentVariables", "an AzureService", "Pass AzureService.storageBlobs(…) or another service."),
    also: ["_grantTo"],
  },
  privateEndpointTarget: {
    ...kind(
      "subresourceName",
      "a PrivateEndpointTarget",
      "Pass PrivateEndpointTarget.storageBlobs(…) or another one; for a vault or a registry, call its addPrivateEndpoint.",
    ),
    also: ["_zoneNames"],
  },
  privateDnsZones: kind(
    "zoneIdsFor",
    "PrivateDnsZones",
    "Pass new PrivateDnsZones(…), PrivateDnsZones.from…() or PrivateDnsZones.givenByOthers().",
  ),
  postgresqlDatabaseUsers: {
    ...kind("_postgresqlUsers", "the construct of PostgresqlDatabaseUsers", "Pass that."),
    also: ["_addUser"],
  },
  sqlDatabaseUsers: {
    ...kind("_sqlUsers", "the construct of SqlDatabaseUsers", "Pass that."),
    also: ["_addUser"],
  },
  image: kind("reference", "a ContainerImage", "Pass ContainerImage.of(…)."),
  credentials: {
    ...kind(
      "server",
      "RegistryCredentials",
      "Pass RegistryCredentials.withIdentity(…) or RegistryCredentials.withPassword(…).",
    ),
    also: ["_with"],
    mayBeSecret: true,
  },
  ingress: kind("config", "an Ingress", "Pass Ingress.internalOnly(…), Ingress.external(…) or Ingress.of(…)."),
  scaleRule: kind("_by", "a ScaleRule", "Pass ScaleRule.http(…) or another one."),
  trigger: {
    members: ["manualConfig", "scheduleConfig", "eventConfig", "events"],
    allowed: "a JobTrigger",
    change:
      "Pass JobTrigger.manual(), JobTrigger.scheduled(…), JobTrigger.onEvents([ScaleRule.…]) or " +
      "JobTrigger.eventDriven(…).",
  },
  provider: {
    ...kind("terraformResourceType", "a provider", "Pass the construct of an AzurermProvider."),
    mayBeElement: true,
  },
} satisfies Record<string, Kind>;
