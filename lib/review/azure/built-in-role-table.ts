import { table } from "../base/table";

/**
 * A built-in role: its id, which is the same in every tenant, and what it allows, as lists of actions. A list says the
 * provider once, before its actions: `Microsoft.App: jobs/read jobs/write`; a star before any provider is for all.
 */
interface ListedRole {
  readonly id: string;
  readonly actions?: string;
  readonly notActions?: string;
  readonly dataActions?: string;
  readonly notDataActions?: string;
  /** Whether Azure itself puts a condition on the role, such as which roles its holder may assign. */
  readonly isConditional?: boolean;
}

/** Actions that most roles allow beside those of their own service. */
const COMMON = `
  Microsoft.Authorization: */read
  Microsoft.Insights: alertRules/*
  Microsoft.Resources: deployments/* subscriptions/resourceGroups/read
  Microsoft.Support: *
`;

/** Actions on the vault itself that most roles for its data allow. */
const VAULT_METADATA =
  "Microsoft.KeyVault: vaults/*/read checkNameAvailability/read deletedVaults/read locations/*/read operations/read";

/**
 * The built-in roles of Azure that applications, their pipelines and those who run them get, by name.
 *
 * @see https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
export const BUILT_IN_ROLES = table<ListedRole>({
  AcrDelete: {
    id: "c2f4ef07-c644-48eb-af81-4b1b4947fb11",
    actions: "Microsoft.ContainerRegistry: registries/artifacts/delete",
  },
  AcrImageSigner: {
    id: "6cef56e8-d556-48e5-a04f-b8e64114680f",
    actions: "Microsoft.ContainerRegistry: registries/sign/write",
    dataActions: "Microsoft.ContainerRegistry: registries/trustedCollections/write",
  },
  AcrPull: {
    id: "7f951dda-4ed3-4680-a7ca-43fe172d538d",
    actions: "Microsoft.ContainerRegistry: registries/pull/read",
  },
  AcrPush: {
    id: "8311e382-0749-4cb8-b61a-304f252e45ec",
    actions: "Microsoft.ContainerRegistry: registries/pull/read registries/push/write",
  },
  AcrQuarantineReader: {
    id: "cdda3590-29a3-44f6-95f2-9f980659eb04",
    actions: "Microsoft.ContainerRegistry: registries/quarantine/read",
    dataActions: "Microsoft.ContainerRegistry: registries/quarantinedArtifacts/read",
  },
  AcrQuarantineWriter: {
    id: "c8d4ff99-41c3-41a8-9f60-21dfdad59608",
    actions: "Microsoft.ContainerRegistry: registries/quarantine/read registries/quarantine/write",
    dataActions: `
      Microsoft.ContainerRegistry: registries/quarantinedArtifacts/read registries/quarantinedArtifacts/write
    `,
  },
  "API Management Developer Portal Content Editor": {
    id: "c031e6a8-4391-4de0-8d69-4706a7ed3729",
    actions: `
      Microsoft.ApiManagement: service/contentTypes/contentItems/delete service/contentTypes/contentItems/read
        service/contentTypes/contentItems/write service/contentTypes/delete service/contentTypes/read
        service/contentTypes/write service/portalRevisions/read service/portalRevisions/write
    `,
  },
  "API Management Service Contributor": {
    id: "312a565d-c81f-4fd8-895a-4e21e48d571c",
    actions: `${COMMON} Microsoft.ApiManagement: service/* Microsoft.ResourceHealth: availabilityStatuses/read`,
  },
  "API Management Service Operator Role": {
    id: "e022efe7-f5ba-4159-bbe4-b44f577e9b61",
    actions: `
      ${COMMON}
      Microsoft.ApiManagement: service/*/read service/backup/action service/delete service/managedeployments/action
        service/read service/restore/action service/updatecertificate/action service/updatehostname/action
        service/write
      Microsoft.ResourceHealth: availabilityStatuses/read
    `,
    notActions: "Microsoft.ApiManagement: service/users/keys/read",
  },
  "API Management Service Reader Role": {
    id: "71522526-b88f-4d52-b57f-d31fc3546d0d",
    actions: `
      Microsoft.ApiManagement: service/*/read service/read
      Microsoft.Authorization: */read
      Microsoft.Insights: alertRules/*
      Microsoft.ResourceHealth: availabilityStatuses/read
      Microsoft.Resources: deployments/read subscriptions/resourceGroups/read
      Microsoft.Support: *
    `,
    notActions: "Microsoft.ApiManagement: service/users/keys/read",
  },
  "API Management Service Workspace API Developer": {
    id: "9565a273-41b9-4368-97d2-aeb0c976a9b3",
    actions: `
      Microsoft.ApiManagement: service/authorizationServers/read service/products/apiLinks/* service/products/read
        service/read service/tags/apiLinks/* service/tags/operationLinks/* service/tags/productLinks/*
        service/tags/read
      Microsoft.Authorization: */read
    `,
  },
  "API Management Service Workspace API Product Manager": {
    id: "d59a3e9c-6d52-4a5a-aeed-6bf3cf0e31da",
    actions: `
      Microsoft.ApiManagement: service/authorizationServers/read service/groups/read service/groups/users/*
        service/products/apiLinks/* service/products/read service/read service/tags/apiLinks/*
        service/tags/operationLinks/* service/tags/productLinks/* service/tags/read service/users/read
      Microsoft.Authorization: */read
    `,
  },
  "API Management Workspace API Developer": {
    id: "56328988-075d-4c6a-8766-d93edd6725b6",
    actions: `
      Microsoft.ApiManagement: service/workspaces/*/read service/workspaces/apis/* service/workspaces/apiVersionSets/*
        service/workspaces/backends/* service/workspaces/certificates/* service/workspaces/diagnostics/*
        service/workspaces/loggers/* service/workspaces/namedValues/* service/workspaces/policies/*
        service/workspaces/policyFragments/* service/workspaces/products/* service/workspaces/schemas/*
        service/workspaces/tags/*
      Microsoft.Authorization: */read
      Microsoft.Insights: diagnosticSettings/*/read logs/ApiManagementGatewayLogs/read logs/read
    `,
  },
  "API Management Workspace API Product Manager": {
    id: "73c2c328-d004-4c5e-938c-35c6f5679a1f",
    actions: `
      Microsoft.ApiManagement: service/workspaces/*/read service/workspaces/groups/*
        service/workspaces/notifications/* service/workspaces/products/* service/workspaces/subscriptions/*
        service/workspaces/tags/*
      Microsoft.Authorization: */read
      Microsoft.Insights: diagnosticSettings/*/read logs/ApiManagementGatewayLogs/read logs/read
    `,
  },
  "API Management Workspace Contributor": {
    id: "0c34c906-8d99-4cb7-8bb7-33f5b0a1a799",
    actions: `
      Microsoft.ApiManagement: service/workspaces/*
      Microsoft.Authorization: */read
      Microsoft.Insights: diagnosticSettings/*/read logs/ApiManagementGatewayLogs/read logs/read
    `,
  },
  "API Management Workspace Reader": {
    id: "ef1c2c96-4a77-49e8-b9a4-6179fe1d2fd2",
    actions: `
      Microsoft.ApiManagement: service/workspaces/*/read
      Microsoft.Authorization: */read
      Microsoft.Insights: diagnosticSettings/*/read logs/ApiManagementGatewayLogs/read logs/read
    `,
  },
  "App Configuration Contributor": {
    id: "fe86443c-f201-4fc4-9d2a-ac61149fbda0",
    actions: `
      Microsoft.AppConfiguration: *
      Microsoft.Authorization: */read
      Microsoft.Insights: alertRules/*
      Microsoft.Resources: deployments/* subscriptions/resourceGroups/read
    `,
    notActions: "Microsoft.AppConfiguration: locations/deletedConfigurationStores/purge/action",
  },
  "App Configuration Data Owner": {
    id: "5ae67dd6-50cb-40e7-96ff-dc2bfa4b606b",
    dataActions: `
      Microsoft.AppConfiguration: configurationStores/*/action configurationStores/*/delete configurationStores/*/read
        configurationStores/*/write
    `,
  },
  "App Configuration Data Reader": {
    id: "516239f1-63e1-4d78-a4de-a74fb236a071",
    dataActions: "Microsoft.AppConfiguration: configurationStores/*/read",
  },
  "App Configuration Reader": {
    id: "175b81b9-6e0d-490a-85e4-0d422273c10c",
    actions: `
      Microsoft.AppConfiguration: */read
      Microsoft.Authorization: */read
      Microsoft.Insights: alertRules/read
      Microsoft.Resources: deployments/read subscriptions/resourceGroups/read
    `,
  },
  "App Service Environment Contributor": {
    id: "8ea85a25-eb16-4e29-ab4d-6f2a26c711a2",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.Insights: alertRules/*
      Microsoft.ResourceHealth: availabilityStatuses/read
      Microsoft.Resources: deployments/* subscriptions/resourceGroups/read
      Microsoft.Web: hostingEnvironments/*
    `,
  },
  "Application Group Contributor": {
    id: "ca6382a4-1721-4bcf-a114-ff0c70227b6b",
    actions: `
      ${COMMON}
      Microsoft.DesktopVirtualization: applicationgroups/* hostpools/read hostpools/sessionhosts/read workspaces/read
    `,
  },
  "Application Insights Component Contributor": {
    id: "ae349356-3a1b-4a5e-921d-050484c6347e",
    actions: `
      ${COMMON}
      Microsoft.Insights: components/* generateLiveToken/read metricAlerts/* scheduledqueryrules/* topology/read
        transactions/read webtests/*
      Microsoft.ResourceHealth: availabilityStatuses/read
    `,
  },
  "Application Insights Snapshot Debugger": {
    id: "08954f03-6346-4c2e-81c0-ec3a5cfae23b",
    actions: `${COMMON} Microsoft.Insights: components/*/read snapshots/read`,
  },
  "Automation Contributor": {
    id: "f353d9bd-d4a6-484e-a77a-8050b599b867",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.Automation: automationAccounts/*
      Microsoft.Insights: ActionGroups/* ActivityLogAlerts/* diagnosticSettings/* MetricAlerts/* ScheduledQueryRules/*
      Microsoft.OperationalInsights: workspaces/sharedKeys/action
      Microsoft.Resources: deployments/* subscriptions/resourceGroups/read
      Microsoft.Support: *
    `,
  },
  "Automation Job Operator": {
    id: "4fe576fe-1146-4730-92eb-48519fa6bf9f",
    actions: `
      ${COMMON}
      Microsoft.Automation: automationAccounts/hybridRunbookWorkerGroups/read automationAccounts/jobs/output/read
        automationAccounts/jobs/read automationAccounts/jobs/resume/action automationAccounts/jobs/stop/action
        automationAccounts/jobs/streams/read automationAccounts/jobs/suspend/action automationAccounts/jobs/write
    `,
  },
  "Automation Operator": {
    id: "d3881f73-407a-4167-8283-e981cbba0404",
    actions: `
      ${COMMON}
      Microsoft.Automation: automationAccounts/hybridRunbookWorkerGroups/read automationAccounts/jobs/output/read
        automationAccounts/jobs/read automationAccounts/jobs/resume/action automationAccounts/jobs/stop/action
        automationAccounts/jobs/streams/read automationAccounts/jobs/suspend/action automationAccounts/jobs/write
        automationAccounts/jobSchedules/read automationAccounts/jobSchedules/write
        automationAccounts/linkedWorkspace/read automationAccounts/read automationAccounts/runbooks/read
        automationAccounts/schedules/read automationAccounts/schedules/write
      Microsoft.ResourceHealth: availabilityStatuses/read
    `,
  },
  "Automation Runbook Operator": {
    id: "5fb5aef8-1081-4b8e-bb16-9d5d0385bab5",
    actions: `${COMMON} Microsoft.Automation: automationAccounts/runbooks/read`,
  },
  "Azure AI Administrator": {
    id: "b78c5d69-af96-48a3-bf8d-a8b4d589de94",
    actions: `
      ${COMMON}
      Microsoft.CognitiveServices: *
      Microsoft.ContainerRegistry: registries/*
      Microsoft.DataFactory: factories/*
      Microsoft.DocumentDb: databaseAccounts/*
      Microsoft.Features: features/read providers/features/read providers/features/register/action
      Microsoft.Insights: components/* diagnosticSettings/* generateLiveToken/read logDefinitions/read metricAlerts/*
        metricdefinitions/read metrics/read scheduledqueryrules/* topology/read transactions/read webtests/*
      Microsoft.KeyVault: *
      Microsoft.MachineLearningServices: workspaces/*
      Microsoft.Network: virtualNetworks/subnets/joinViaServiceEndpoint/action
      Microsoft.ResourceHealth: availabilityStatuses/read
      Microsoft.Resources: deployments/operations/read subscriptions/operationresults/read subscriptions/read
        subscriptions/resourcegroups/deployments/* subscriptions/resourceGroups/write
      Microsoft.Search: searchServices/delete searchServices/indexes/* searchServices/listAdminKeys/action
        searchServices/privateEndpointConnections/* searchServices/read searchServices/write
      Microsoft.Storage: storageAccounts/*
    `,
  },
  "Azure AI Developer": {
    id: "64702f94-c441-49e6-a78b-ef80e0188fee",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.MachineLearningServices: locations/*/read workspaces/*/action workspaces/*/delete workspaces/*/read
        workspaces/*/write
      Microsoft.Resources: deployments/*
    `,
    notActions: `
      Microsoft.MachineLearningServices: workspaces/delete workspaces/evaluations/results/labels/read
        workspaces/evaluations/results/reasonings/read workspaces/featurestores/delete workspaces/featurestores/write
        workspaces/hubs/delete workspaces/hubs/write workspaces/listKeys/action
        workspaces/simulations/results/images/read workspaces/write
    `,
    dataActions: `
      Microsoft.CognitiveServices: accounts/ContentSafety/* accounts/MaaS/* accounts/OpenAI/*
        accounts/SpeechServices/*
    `,
    notDataActions: "Microsoft.CognitiveServices: accounts/OpenAI/fine-tunes-deployments/write",
  },
  "Azure AI Inference Deployment Operator": {
    id: "3afb7f49-54cb-416e-8c09-6dc049efa503",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.Insights: AutoscaleSettings/write
      Microsoft.Resources: deployments/*
    `,
  },
  "Azure AI Safety Evaluator": {
    id: "11102f94-c441-49e6-a78b-ef80e0188abc",
    actions: "Microsoft.MachineLearningServices: workspaces/evaluations/* workspaces/simulations/*",
  },
  "Azure Backup Snapshot Contributor": {
    id: "afc680e2-a938-412d-b213-9a49efa7fb83",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.Compute: disks/beginGetAccess/action disks/delete disks/read disks/write restorePointCollections/read
        restorePointCollections/restorePoints/read restorePointCollections/restorePoints/write
        restorePointCollections/write virtualMachines/read virtualMachines/write
    `,
  },
  "Azure Batch Account Contributor": {
    id: "29fe4964-1e60-436b-bd3a-77fd4c178b3c",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.Batch: *
      Microsoft.Insights: alertRules/*
      Microsoft.Resources: deployments/* subscriptions/resourceGroups/read
    `,
    dataActions: "Microsoft.Batch: *",
  },
  "Azure Batch Account Reader": {
    id: "11076f67-66f6-4be0-8f6b-f0609fd05cc9",
    actions: "Microsoft.Batch: */read Microsoft.Resources: subscriptions/resourceGroups/read",
    dataActions: "Microsoft.Batch: */read",
  },
  "Azure Batch Data Contributor": {
    id: "6aaa78f1-f7de-44ca-8722-c64a23943cae",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.Batch: batchAccounts/applications/* batchAccounts/certificateOperationResults/*
        batchAccounts/certificates/* batchAccounts/poolOperationResults/* batchAccounts/pools/* batchAccounts/read
        locations/*/read
      Microsoft.Insights: alertRules/*
      Microsoft.Resources: deployments/* subscriptions/resourceGroups/read
    `,
    dataActions: "Microsoft.Batch: batchAccounts/jobs/* batchAccounts/jobSchedules/*",
  },
  "Azure Batch Job Submitter": {
    id: "48e5e92e-a480-4e71-aa9c-2778f4c13781",
    actions: `
      Microsoft.Batch: batchAccounts/applications/read batchAccounts/applications/versions/read
        batchAccounts/pools/read
      Microsoft.Insights: alertRules/*
      Microsoft.Resources: subscriptions/resourceGroups/read
    `,
    dataActions: "Microsoft.Batch: batchAccounts/jobs/* batchAccounts/jobSchedules/*",
  },
  "Azure Container Instances Contributor Role": {
    id: "5d977122-f97e-4b4d-a52f-6b43003ddb4d",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.ContainerInstance: containerGroups/*
      Microsoft.Insights: alertRules/*
      Microsoft.Resources: deployments/* subscriptions/resourceGroups/read
    `,
  },
  "Azure ContainerApps Session Executor": {
    id: "0fb8eba5-a2bb-4abe-b1c1-49dfad359bb0",
    actions: `
      Microsoft.App: sessionPools/*/read sessionPools/fetchMcpServerCredentials/action
        sessionPools/rotateMcpServerCredentials/action sessionPools/sessions/generatesessions/action
      Microsoft.Authorization: */read
      Microsoft.Insights: alertRules/*
    `,
    dataActions: `
      Microsoft.App: sessionPools/*/read sessionPools/executions/* sessionPools/files/*
        sessionPools/interpreters/execute/action sessionPools/interpreters/read
    `,
  },
  "Azure Deployment Stack Contributor": {
    id: "bf7f8882-3383-422a-806a-6526c631a88a",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.Insights: alertRules/*
      Microsoft.Resources: deployments/* deploymentStacks/exportTemplate/action deploymentStacks/read
        deploymentStacks/validate/action deploymentStacks/write deploymentStacksWhatIfResults/*
        subscriptions/resourceGroups/read
    `,
  },
  "Azure Deployment Stack Owner": {
    id: "adb29209-aa1d-457b-a786-c913953d2891",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.Insights: alertRules/*
      Microsoft.Resources: deployments/* deploymentStacks/* deploymentStacksWhatIfResults/*
        subscriptions/resourceGroups/read
    `,
  },
  "Azure Event Hubs Data Owner": {
    id: "f526a384-b230-433a-b45c-95f59c4a2dec",
    actions: "Microsoft.EventHub: *",
    dataActions: "Microsoft.EventHub: *",
  },
  "Azure Event Hubs Data Receiver": {
    id: "a638d3c7-ab3a-418d-83e6-5f17a39d4fde",
    actions: "Microsoft.EventHub: */eventhubs/consumergroups/read",
    dataActions: "Microsoft.EventHub: */receive/action",
  },
  "Azure Event Hubs Data Sender": {
    id: "2b629674-e913-4c01-ae53-ef4638d8f975",
    actions: "Microsoft.EventHub: */eventhubs/read",
    dataActions: "Microsoft.EventHub: */send/action",
  },
  "Azure Kubernetes Fleet Manager Contributor Role": {
    id: "63bb64ad-9799-4770-b5c3-24ed299a07bf",
    actions: "Microsoft.ContainerService: fleetMemberships/* fleets/* Microsoft.Resources: deployments/*",
  },
  "Azure Kubernetes Fleet Manager RBAC Admin": {
    id: "434fb43a-c01c-447e-9f67-c3ad923cfaba",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.ContainerService: fleets/listCredentials/action fleets/read
      Microsoft.Resources: subscriptions/operationresults/read subscriptions/read subscriptions/resourceGroups/read
    `,
    dataActions: `
      Microsoft.ContainerService: fleets/apps/controllerrevisions/read fleets/apps/daemonsets/*
        fleets/apps/deployments/* fleets/apps/statefulsets/*
        fleets/authorization.k8s.io/localsubjectaccessreviews/write fleets/autoscaling/horizontalpodautoscalers/*
        fleets/batch/cronjobs/* fleets/batch/jobs/* fleets/cluster.kubernetes-fleet.io/internalmemberclusters/read
        fleets/configmaps/* fleets/endpoints/* fleets/events.k8s.io/events/read fleets/events/read
        fleets/extensions/daemonsets/* fleets/extensions/deployments/* fleets/extensions/ingresses/*
        fleets/extensions/networkpolicies/* fleets/limitranges/read fleets/namespaces/read
        fleets/networking.k8s.io/ingresses/* fleets/networking.k8s.io/networkpolicies/*
        fleets/persistentvolumeclaims/* fleets/placement.kubernetes-fleet.io/resourceoverrides/*
        fleets/placement.kubernetes-fleet.io/resourceoverridesnapshots/read
        fleets/placement.kubernetes-fleet.io/works/read fleets/policy/poddisruptionbudgets/*
        fleets/rbac.authorization.k8s.io/rolebindings/* fleets/rbac.authorization.k8s.io/roles/*
        fleets/replicationcontrollers/* fleets/resourcequotas/read fleets/secrets/* fleets/serviceaccounts/*
        fleets/services/*
    `,
  },
  "Azure Kubernetes Fleet Manager RBAC Cluster Admin": {
    id: "18ab4d3d-a1bf-4477-8ad9-8359bc988f69",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.ContainerService: fleets/listCredentials/action fleets/read
      Microsoft.Resources: subscriptions/operationresults/read subscriptions/read subscriptions/resourceGroups/read
    `,
    dataActions: "Microsoft.ContainerService: fleets/*",
    notDataActions: "Microsoft.ContainerService: fleets/members/*",
  },
  "Azure Kubernetes Fleet Manager RBAC Reader": {
    id: "30b27cfc-9c84-438e-b0ce-70e35255df80",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.ContainerService: fleets/listCredentials/action fleets/read
      Microsoft.Resources: subscriptions/operationresults/read subscriptions/read subscriptions/resourceGroups/read
    `,
    dataActions: `
      Microsoft.ContainerService: fleets/apps/controllerrevisions/read fleets/apps/daemonsets/read
        fleets/apps/deployments/read fleets/apps/statefulsets/read fleets/autoscaling/horizontalpodautoscalers/read
        fleets/batch/cronjobs/read fleets/batch/jobs/read
        fleets/cluster.kubernetes-fleet.io/internalmemberclusters/read fleets/configmaps/read fleets/endpoints/read
        fleets/events.k8s.io/events/read fleets/events/read fleets/extensions/daemonsets/read
        fleets/extensions/deployments/read fleets/extensions/ingresses/read fleets/extensions/networkpolicies/read
        fleets/limitranges/read fleets/namespaces/read fleets/networking.k8s.io/ingresses/read
        fleets/networking.k8s.io/networkpolicies/read fleets/persistentvolumeclaims/read
        fleets/placement.kubernetes-fleet.io/resourceoverrides/read
        fleets/placement.kubernetes-fleet.io/resourceoverridesnapshots/read fleets/policy/poddisruptionbudgets/read
        fleets/replicationcontrollers/read fleets/resourcequotas/read fleets/serviceaccounts/read fleets/services/read
    `,
  },
  "Azure Kubernetes Fleet Manager RBAC Writer": {
    id: "5af6afb3-c06c-4fa4-8848-71a8aee05683",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.ContainerService: fleets/listCredentials/action fleets/read
      Microsoft.Resources: subscriptions/operationresults/read subscriptions/read subscriptions/resourceGroups/read
    `,
    dataActions: `
      Microsoft.ContainerService: fleets/apps/controllerrevisions/read fleets/apps/daemonsets/read
        fleets/apps/daemonsets/write fleets/apps/deployments/read fleets/apps/deployments/write
        fleets/apps/statefulsets/read fleets/apps/statefulsets/write fleets/autoscaling/horizontalpodautoscalers/read
        fleets/autoscaling/horizontalpodautoscalers/write fleets/batch/cronjobs/read fleets/batch/cronjobs/write
        fleets/batch/jobs/read fleets/batch/jobs/write fleets/cluster.kubernetes-fleet.io/internalmemberclusters/read
        fleets/configmaps/read fleets/configmaps/write fleets/endpoints/read fleets/endpoints/write
        fleets/events.k8s.io/events/read fleets/events/read fleets/extensions/daemonsets/read
        fleets/extensions/daemonsets/write fleets/extensions/deployments/read fleets/extensions/deployments/write
        fleets/extensions/ingresses/read fleets/extensions/ingresses/write fleets/extensions/networkpolicies/read
        fleets/extensions/networkpolicies/write fleets/limitranges/read fleets/namespaces/read
        fleets/networking.k8s.io/ingresses/read fleets/networking.k8s.io/ingresses/write
        fleets/networking.k8s.io/networkpolicies/read fleets/networking.k8s.io/networkpolicies/write
        fleets/persistentvolumeclaims/read fleets/persistentvolumeclaims/write
        fleets/placement.kubernetes-fleet.io/resourceoverrides/read
        fleets/placement.kubernetes-fleet.io/resourceoverrides/write
        fleets/placement.kubernetes-fleet.io/resourceoverridesnapshots/read
        fleets/placement.kubernetes-fleet.io/works/read fleets/policy/poddisruptionbudgets/read
        fleets/policy/poddisruptionbudgets/write fleets/replicationcontrollers/read
        fleets/replicationcontrollers/write fleets/resourcequotas/read fleets/secrets/read fleets/secrets/write
        fleets/serviceaccounts/read fleets/serviceaccounts/write fleets/services/read fleets/services/write
    `,
  },
  "Azure Kubernetes Service Agent Pool Manager Role": {
    id: "1b7f3653-4324-473a-9165-bc55e4d04ba8",
    actions: `
      Microsoft.ContainerService: managedClusters/agentPools/abort/action managedClusters/agentPools/delete
        managedClusters/agentPools/read managedClusters/agentPools/upgradeNodeImageVersion/action
        managedClusters/agentPools/write
    `,
  },
  "Azure Kubernetes Service Cluster Admin Role": {
    id: "0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8",
    actions: `
      Microsoft.ContainerService: managedClusters/accessProfiles/listCredential/action
        managedClusters/listClusterAdminCredential/action managedClusters/read managedClusters/runcommand/action
    `,
  },
  "Azure Kubernetes Service Cluster Monitoring User": {
    id: "1afdec4b-e479-420e-99e7-f82237c7c5e6",
    actions: `
      Microsoft.ContainerService: managedClusters/listClusterMonitoringUserCredential/action managedClusters/read
    `,
  },
  "Azure Kubernetes Service Cluster User Role": {
    id: "4abbcc35-e782-43d8-92c5-2d3f1bd2253f",
    actions: "Microsoft.ContainerService: managedClusters/listClusterUserCredential/action managedClusters/read",
  },
  "Azure Kubernetes Service Contributor Role": {
    id: "ed7f3fbd-7b88-4dd4-9017-9adb7ce333f8",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.ContainerService: deploymentSafeguards/* locations/* managedClusters/* managedclustersnapshots/*
        snapshots/*
      Microsoft.Insights: alertRules/*
      Microsoft.Resources: deployments/* subscriptions/resourceGroups/read
    `,
  },
  "Azure Kubernetes Service Machine Manager Role": {
    id: "8e253927-1f29-4d89-baa2-c3a549eff423",
    actions: `
      Microsoft.ContainerService: managedClusters/agentPools/deleteMachines/action
        managedClusters/agentPools/machines/read managedClusters/agentPools/machines/write
    `,
  },
  "Azure Kubernetes Service Namespace Contributor": {
    id: "289d8817-ee69-43f1-a0af-43a45505b488",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.ContainerService: managedClusters/managedNamespaces/*
      Microsoft.Insights: alertRules/*
      Microsoft.Resources: deployments/* subscriptions/resourceGroups/read
    `,
  },
  "Azure Kubernetes Service Namespace User": {
    id: "c9f76ca8-b262-4b10-8ed2-09cf0948aa35",
    actions: `
      Microsoft.ContainerService: managedClusters/managedNamespaces/listCredential/action
        managedClusters/managedNamespaces/read
    `,
  },
  "Azure Kubernetes Service Policy Add-on Deployment": {
    id: "18ed5180-3e48-46fd-8541-4ea054d57064",
    actions: `
      Microsoft.Compute: diskEncryptionSets/read proximityPlacementGroups/write
      Microsoft.Network: publicIPAddresses/join/action publicIPPrefixes/join/action
        virtualNetworks/subnets/join/action
      Microsoft.Resources: deployments/*
    `,
  },
  "Azure Kubernetes Service Prepared Image Specification Contributor": {
    id: "4f772c11-8026-4833-859c-5c23e84b5c30",
    actions: "Microsoft.ContainerService: preparedImageSpecifications/*",
  },
  "Azure Kubernetes Service Prepared Image Specification Reader": {
    id: "ed915fdf-c373-4707-988e-fb5d15a5a9ec",
    actions: "Microsoft.ContainerService: preparedImageSpecifications/read preparedImageSpecifications/versions/read",
  },
  "Azure Kubernetes Service RBAC Admin": {
    id: "3498e952-d568-435e-9b2c-8d77e338d7f7",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.ContainerService: managedClusters/listClusterUserCredential/action
      Microsoft.Resources: subscriptions/operationresults/read subscriptions/read subscriptions/resourceGroups/read
    `,
    dataActions: "Microsoft.ContainerService: managedClusters/*",
    notDataActions: `
      Microsoft.ContainerService: managedClusters/namespaces/delete managedClusters/namespaces/write
        managedClusters/resourcequotas/delete managedClusters/resourcequotas/write
    `,
  },
  "Azure Kubernetes Service RBAC Cluster Admin": {
    id: "b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.ContainerService: managedClusters/listClusterUserCredential/action
      Microsoft.Resources: subscriptions/operationresults/read subscriptions/read subscriptions/resourceGroups/read
    `,
    dataActions: "Microsoft.ContainerService: managedClusters/*",
  },
  "Azure Kubernetes Service RBAC Reader": {
    id: "7f6c6a51-bcf8-42ba-9220-52d62157d7db",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.Resources: subscriptions/operationresults/read subscriptions/read subscriptions/resourceGroups/read
    `,
    dataActions: `
      Microsoft.ContainerService: managedClusters/apps/controllerrevisions/read managedClusters/apps/daemonsets/read
        managedClusters/apps/deployments/read managedClusters/apps/replicasets/read
        managedClusters/apps/statefulsets/read managedClusters/autoscaling/horizontalpodautoscalers/read
        managedClusters/batch/cronjobs/read managedClusters/batch/jobs/read managedClusters/configmaps/read
        managedClusters/discovery.k8s.io/endpointslices/read managedClusters/endpoints/read
        managedClusters/events.k8s.io/events/read managedClusters/events/read
        managedClusters/extensions/daemonsets/read managedClusters/extensions/deployments/read
        managedClusters/extensions/ingresses/read managedClusters/extensions/networkpolicies/read
        managedClusters/extensions/replicasets/read managedClusters/limitranges/read
        managedClusters/metrics.k8s.io/nodes/read managedClusters/metrics.k8s.io/pods/read
        managedClusters/namespaces/read managedClusters/networking.k8s.io/ingresses/read
        managedClusters/networking.k8s.io/networkpolicies/read managedClusters/persistentvolumeclaims/read
        managedClusters/pods/read managedClusters/policy/poddisruptionbudgets/read
        managedClusters/replicationcontrollers/read managedClusters/resourcequotas/read
        managedClusters/serviceaccounts/read managedClusters/services/read
    `,
  },
  "Azure Kubernetes Service RBAC Writer": {
    id: "a7ffa36f-339b-4b5c-8bdf-e2c188b2c0eb",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.Resources: subscriptions/operationresults/read subscriptions/read subscriptions/resourceGroups/read
    `,
    dataActions: `
      Microsoft.ContainerService: managedClusters/apps/controllerrevisions/read managedClusters/apps/daemonsets/*
        managedClusters/apps/deployments/* managedClusters/apps/replicasets/* managedClusters/apps/statefulsets/*
        managedClusters/autoscaling/horizontalpodautoscalers/* managedClusters/batch/cronjobs/*
        managedClusters/batch/jobs/* managedClusters/configmaps/* managedClusters/coordination.k8s.io/leases/delete
        managedClusters/coordination.k8s.io/leases/read managedClusters/coordination.k8s.io/leases/write
        managedClusters/discovery.k8s.io/endpointslices/read managedClusters/endpoints/*
        managedClusters/events.k8s.io/events/read managedClusters/events/* managedClusters/extensions/daemonsets/*
        managedClusters/extensions/deployments/* managedClusters/extensions/ingresses/*
        managedClusters/extensions/networkpolicies/* managedClusters/extensions/replicasets/*
        managedClusters/limitranges/read managedClusters/metrics.k8s.io/nodes/read
        managedClusters/metrics.k8s.io/pods/read managedClusters/namespaces/read
        managedClusters/networking.k8s.io/ingresses/* managedClusters/networking.k8s.io/networkpolicies/*
        managedClusters/persistentvolumeclaims/* managedClusters/pods/* managedClusters/policy/poddisruptionbudgets/*
        managedClusters/replicationcontrollers/* managedClusters/resourcequotas/read managedClusters/secrets/*
        managedClusters/serviceaccounts/* managedClusters/services/*
    `,
  },
  "Azure Machine Learning Workspace Connection Secrets Reader": {
    id: "ea01e6af-a1c1-4350-9563-ad00f8c72ec5",
    actions: `
      Microsoft.MachineLearningServices: workspaces/connections/listsecrets/action workspaces/metadata/secrets/read
    `,
  },
  "Azure Managed Grafana Workspace Contributor": {
    id: "5c2d7e57-b7c2-4d8a-be4f-82afa42c6e95",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.Dashboard: grafana/delete grafana/grafanaDefinitions/delete grafana/grafanaDefinitions/read
        grafana/grafanaDefinitions/write grafana/integrationFabrics/delete grafana/integrationFabrics/write
        grafana/managedPrivateEndpoints/action grafana/managedPrivateEndpoints/delete
        grafana/managedPrivateEndpoints/write grafana/privateEndpointConnectionProxies/delete
        grafana/privateEndpointConnectionProxies/validate/action grafana/privateEndpointConnectionProxies/write
        grafana/privateEndpointConnections/delete grafana/privateEndpointConnections/write
        grafana/PrivateEndpointConnectionsApproval/action grafana/write locations/operationStatuses/write
      Microsoft.Insights: AlertRules/Activated/Action AlertRules/Delete AlertRules/Incidents/Read AlertRules/Read
        AlertRules/Resolved/Action AlertRules/Throttled/Action AlertRules/Write
      Microsoft.Resources: deployments/cancel/action deployments/delete deployments/exportTemplate/action
        deployments/operations/read deployments/operationstatuses/read deployments/read deployments/validate/action
        deployments/whatIf/action deployments/write subscriptions/resourceGroups/read
    `,
  },
  "Azure Managed Redis Contributor": {
    id: "3015e5ed-6856-4ab3-b2f0-b8492aa30ca6",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.Cache: locations/checknameavailability/action locations/operationsStatus/read operations/read
        redisEnterprise/*
      Microsoft.Insights: alertRules/*
      Microsoft.ResourceHealth: availabilityStatuses/read
      Microsoft.Resources: deployments/* subscriptions/resourceGroups/read
    `,
  },
  "Azure Managed Redis Reader": {
    id: "f287ba2f-f923-4464-a5bd-721c3951d32d",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.Cache: locations/operationsStatus/read operations/read redisEnterprise/*/read redisEnterprise/read
      Microsoft.Insights: alertRules/read
      Microsoft.ResourceHealth: availabilityStatuses/read
      Microsoft.Resources: deployments/read subscriptions/resourceGroups/read
    `,
  },
  "Azure Monitor Dashboards with Grafana Contributor": {
    id: "0618ae3d-2930-4bb7-aa00-718db34ee9f9",
    actions: `
      Microsoft.Dashboard: dashboards/dashboardDefinitions/delete dashboards/dashboardDefinitions/read
        dashboards/dashboardDefinitions/write dashboards/delete dashboards/read dashboards/write locations/read
      Microsoft.Resources: deployments/cancel/action deployments/delete deployments/exportTemplate/action
        deployments/read deployments/validate/action deployments/whatIf/action deployments/write
        subscriptions/resourceGroups/read
    `,
  },
  "Azure Monitor Pipeline Contributor": {
    id: "679dc20a-52e8-4ac0-a23c-3b557dfb1e24",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.Insights: alertRules/*
      Microsoft.Monitor: pipelineGroups/*
      Microsoft.Resources: deployments/* subscriptions/resourceGroups/read
    `,
  },
  "Azure Monitor Pipeline Reader": {
    id: "2d50f159-7b96-4f1e-8fc7-fee6957ab7cc",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.Insights: alertRules/read
      Microsoft.Monitor: pipelineGroups/read
      Microsoft.Resources: deployments/read subscriptions/resourceGroups/read
    `,
  },
  "Azure Relay Listener": {
    id: "26e0b698-aa6d-4085-9386-aadae190014d",
    actions: "Microsoft.Relay: */hybridConnections/read */wcfRelays/read",
    dataActions: "Microsoft.Relay: */listen/action",
  },
  "Azure Relay Owner": {
    id: "2787bf04-f1f5-4bfe-8383-c8a24483ee38",
    actions: "Microsoft.Relay: *",
    dataActions: "Microsoft.Relay: *",
  },
  "Azure Relay Sender": {
    id: "26baccc8-eea7-41f1-98f4-1762cc7f685d",
    actions: "Microsoft.Relay: */hybridConnections/read */wcfRelays/read",
    dataActions: "Microsoft.Relay: */send/action",
  },
  "Azure Service Bus Data Owner": {
    id: "090c5cfd-751d-490a-894a-3ce6f1109419",
    actions: "Microsoft.ServiceBus: *",
    dataActions: "Microsoft.ServiceBus: *",
  },
  "Azure Service Bus Data Receiver": {
    id: "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0",
    actions: "Microsoft.ServiceBus: */queues/read */topics/read */topics/subscriptions/read",
    dataActions: "Microsoft.ServiceBus: */receive/action",
  },
  "Azure Service Bus Data Sender": {
    id: "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39",
    actions: "Microsoft.ServiceBus: */queues/read */topics/read */topics/subscriptions/read",
    dataActions: "Microsoft.ServiceBus: */send/action",
  },
  "Azure VM Managed identities restore Contributor": {
    id: "6ae96244-5829-4925-a7d3-5975537d91dd",
    actions: "Microsoft.Authorization: */read",
  },
  "AzureML Compute Operator": {
    id: "e503ece1-11d0-4e8e-8e2c-7a6c3bf38815",
    actions: "Microsoft.MachineLearningServices: workspaces/computes/* workspaces/notebooks/vm/*",
  },
  "AzureML Data Scientist": {
    id: "f6c7c914-8db3-469d-8ca1-694a8f32e121",
    actions: `
      Microsoft.MachineLearningServices: workspaces/*/action workspaces/*/delete workspaces/*/read workspaces/*/write
    `,
    notActions: `
      Microsoft.MachineLearningServices: workspaces/computes/*/delete workspaces/computes/*/write
        workspaces/computes/listKeys/action workspaces/delete workspaces/featurestores/delete
        workspaces/featurestores/write workspaces/hubs/delete workspaces/hubs/write workspaces/listKeys/action
        workspaces/write
    `,
  },
  "AzureML Metrics Writer": {
    id: "635dd51f-9968-44d3-b7fb-6d9a6bd613ae",
    actions: "Microsoft.MachineLearningServices: workspaces/metrics/*/write",
  },
  "AzureML Registry User": {
    id: "1823dd4f-9b8c-4ab6-ab4e-7397a3684615",
    actions: "Microsoft.MachineLearningServices: registries/assets/* registries/read",
  },
  "Backup Contributor": {
    id: "5e467623-bb1f-42f4-a55d-6e525e11384b",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.DataProtection: backupVaults/backupInstances/backup/action backupVaults/backupInstances/delete
        backupVaults/backupInstances/findRestorableTimeRanges/action
        backupVaults/backupInstances/operationResults/read backupVaults/backupInstances/read
        backupVaults/backupInstances/recoveryPoints/read backupVaults/backupInstances/restore/action
        backupVaults/backupInstances/resumeProtection/action backupVaults/backupInstances/SuspendBackups/action
        backupVaults/backupInstances/validateForModifyBackup/action
        backupVaults/backupInstances/validateRestore/action backupVaults/backupInstances/write
        backupVaults/backupPolicies/delete backupVaults/backupPolicies/read backupVaults/backupPolicies/write
        backupVaults/backupResourceGuardProxies/delete backupVaults/backupResourceGuardProxies/read
        backupVaults/backupResourceGuardProxies/unlockDelete/action backupVaults/backupResourceGuardProxies/write
        backupVaults/deletedBackupInstances/read backupVaults/deletedBackupInstances/undelete/action
        backupVaults/operationResults/read backupVaults/operationStatus/read backupVaults/read
        backupVaults/validateForBackup/action backupVaults/write locations/checkFeatureSupport/action
        locations/checkNameAvailability/action locations/getBackupStatus/action locations/operationResults/read
        locations/operationStatus/read operations/read
        subscriptions/resourceGroups/providers/locations/crossRegionRestore/action
        subscriptions/resourceGroups/providers/locations/fetchCrossRegionRestoreJob/action
        subscriptions/resourceGroups/providers/locations/fetchCrossRegionRestoreJobs/action
        subscriptions/resourceGroups/providers/locations/fetchSecondaryRecoveryPoints/action
        subscriptions/resourceGroups/providers/locations/validateCrossRegionRestore/action
      Microsoft.Network: virtualNetworks/read
      Microsoft.RecoveryServices: locations/* locations/backupPreValidateProtection/action
        locations/backupStatus/action locations/backupValidateFeatures/action locations/operationStatus/read
        operations/read Vaults/backupconfig/* Vaults/backupEngines/read Vaults/backupFabrics/backupProtectionIntent/*
        Vaults/backupFabrics/operationResults/* Vaults/backupFabrics/protectableContainers/read
        Vaults/backupFabrics/protectionContainers/* Vaults/backupFabrics/refreshContainers/action Vaults/backupJobs/*
        Vaults/backupJobsExport/action Vaults/backupOperationResults/* Vaults/backupOperations/read
        Vaults/backupPolicies/* Vaults/backupProtectableItems/* Vaults/backupProtectedItems/*
        Vaults/backupProtectionContainers/* Vaults/backupProtectionIntents/read
        Vaults/backupResourceGuardProxies/delete Vaults/backupResourceGuardProxies/read
        Vaults/backupResourceGuardProxies/unlockDelete/action Vaults/backupResourceGuardProxies/write
        Vaults/backupSecurityPIN/* Vaults/backupstorageconfig/* Vaults/backupUsageSummaries/read
        Vaults/backupValidateOperation/action Vaults/certificates/* Vaults/extendedInformation/*
        Vaults/monitoringAlerts/read Vaults/monitoringAlerts/write Vaults/monitoringConfigurations/*
        vaults/operationResults/read vaults/operationStatus/read Vaults/read Vaults/registeredIdentities/*
        Vaults/usages/* Vaults/write
      Microsoft.Resources: deployments/* subscriptions/resourceGroups/read
      Microsoft.Storage: storageAccounts/read
      Microsoft.Support: *
    `,
  },
  "Backup Operator": {
    id: "00c29273-979b-4161-815c-10b084fb9324",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.DataProtection: backupVaults/backupInstances/backup/action
        backupVaults/backupInstances/findRestorableTimeRanges/action
        backupVaults/backupInstances/operationResults/read backupVaults/backupInstances/read
        backupVaults/backupInstances/recoveryPoints/read backupVaults/backupInstances/restore/action
        backupVaults/backupInstances/validateForModifyBackup/action
        backupVaults/backupInstances/validateRestore/action backupVaults/backupInstances/write
        backupVaults/backupPolicies/read backupVaults/backupResourceGuardProxies/delete
        backupVaults/backupResourceGuardProxies/read backupVaults/backupResourceGuardProxies/unlockDelete/action
        backupVaults/backupResourceGuardProxies/write backupVaults/deletedBackupInstances/read
        backupVaults/operationResults/read backupVaults/operationStatus/read backupVaults/read
        backupVaults/validateForBackup/action locations/checkFeatureSupport/action locations/operationResults/read
        locations/operationStatus/read operations/read
        subscriptions/resourceGroups/providers/locations/crossRegionRestore/action
        subscriptions/resourceGroups/providers/locations/fetchCrossRegionRestoreJob/action
        subscriptions/resourceGroups/providers/locations/fetchCrossRegionRestoreJobs/action
        subscriptions/resourceGroups/providers/locations/fetchSecondaryRecoveryPoints/action
        subscriptions/resourceGroups/providers/locations/validateCrossRegionRestore/action
      Microsoft.Network: virtualNetworks/read
      Microsoft.RecoveryServices: locations/backupAadProperties/read locations/backupCrossRegionRestore/action
        locations/backupCrrJob/action locations/backupCrrJobs/action locations/backupCrrOperationResults/read
        locations/backupCrrOperationsStatus/read locations/backupPreValidateProtection/action
        locations/backupStatus/action locations/backupValidateFeatures/action locations/operationStatus/read
        operations/read Vaults/backupEngines/read Vaults/backupFabrics/backupProtectionIntent/read
        Vaults/backupFabrics/backupProtectionIntent/write Vaults/backupFabrics/operationResults/read
        Vaults/backupFabrics/protectableContainers/read Vaults/backupFabrics/protectionContainers/inquire/action
        Vaults/backupFabrics/protectionContainers/items/read
        Vaults/backupFabrics/protectionContainers/operationResults/read
        Vaults/backupFabrics/protectionContainers/protectedItems/backup/action
        Vaults/backupFabrics/protectionContainers/protectedItems/operationResults/read
        Vaults/backupFabrics/protectionContainers/protectedItems/operationsStatus/read
        Vaults/backupFabrics/protectionContainers/protectedItems/read
        vaults/backupFabrics/protectionContainers/protectedItems/recoveryPoints/accessToken/action
        Vaults/backupFabrics/protectionContainers/protectedItems/recoveryPoints/provisionInstantItemRecovery/action
        Vaults/backupFabrics/protectionContainers/protectedItems/recoveryPoints/read
        Vaults/backupFabrics/protectionContainers/protectedItems/recoveryPoints/restore/action
        Vaults/backupFabrics/protectionContainers/protectedItems/recoveryPoints/revokeInstantItemRecovery/action
        Vaults/backupFabrics/protectionContainers/protectedItems/write Vaults/backupFabrics/protectionContainers/read
        Vaults/backupFabrics/protectionContainers/write Vaults/backupFabrics/refreshContainers/action
        Vaults/backupJobs/* Vaults/backupJobsExport/action Vaults/backupOperationResults/*
        Vaults/backupOperations/read Vaults/backupPolicies/operationResults/read Vaults/backupPolicies/operations/read
        Vaults/backupPolicies/read Vaults/backupProtectableItems/* Vaults/backupProtectedItems/read
        Vaults/backupProtectionContainers/read Vaults/backupProtectionIntents/read
        Vaults/backupResourceGuardProxies/delete Vaults/backupResourceGuardProxies/read
        Vaults/backupResourceGuardProxies/unlockDelete/action Vaults/backupResourceGuardProxies/write
        Vaults/backupstorageconfig/* Vaults/backupTriggerValidateOperation/action Vaults/backupUsageSummaries/read
        Vaults/backupValidateOperation/action Vaults/backupValidateOperationResults/read
        Vaults/backupValidateOperationsStatuses/read Vaults/certificates/write Vaults/extendedInformation/read
        Vaults/extendedInformation/write Vaults/monitoringAlerts/read Vaults/monitoringAlerts/write
        Vaults/monitoringConfigurations/* Vaults/read Vaults/registeredIdentities/operationResults/read
        Vaults/registeredIdentities/read Vaults/registeredIdentities/write Vaults/usages/read
      Microsoft.Resources: deployments/* subscriptions/resourceGroups/read
      Microsoft.Storage: storageAccounts/read
      Microsoft.Support: *
    `,
  },
  "Backup Reader": {
    id: "a795c7a0-d4a2-40c1-ae25-d81f01202912",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.DataProtection: backupVaults/backupInstances/findRestorableTimeRanges/action
        backupVaults/backupInstances/operationResults/read backupVaults/backupInstances/read
        backupVaults/backupInstances/recoveryPoints/read backupVaults/backupPolicies/read
        backupVaults/deletedBackupInstances/read backupVaults/operationResults/read backupVaults/operationStatus/read
        backupVaults/read locations/checkFeatureSupport/action locations/getBackupStatus/action
        locations/operationResults/read locations/operationStatus/read operations/read
        subscriptions/resourceGroups/providers/locations/fetchCrossRegionRestoreJob/action
        subscriptions/resourceGroups/providers/locations/fetchCrossRegionRestoreJobs/action
        subscriptions/resourceGroups/providers/locations/fetchSecondaryRecoveryPoints/action
      Microsoft.RecoveryServices: locations/allocatedStamp/read locations/backupCrrJob/action
        locations/backupCrrJobs/action locations/backupCrrOperationResults/read
        locations/backupCrrOperationsStatus/read locations/backupStatus/action locations/backupValidateFeatures/action
        locations/operationStatus/read operations/read Vaults/backupconfig/read Vaults/backupEngines/read
        Vaults/backupFabrics/backupProtectionIntent/read Vaults/backupFabrics/operationResults/read
        Vaults/backupFabrics/operationsStatus/read Vaults/backupFabrics/protectionContainers/items/read
        Vaults/backupFabrics/protectionContainers/operationResults/read
        Vaults/backupFabrics/protectionContainers/protectedItems/operationResults/read
        Vaults/backupFabrics/protectionContainers/protectedItems/operationsStatus/read
        Vaults/backupFabrics/protectionContainers/protectedItems/read
        Vaults/backupFabrics/protectionContainers/protectedItems/recoveryPoints/read
        Vaults/backupFabrics/protectionContainers/read Vaults/backupJobs/operationResults/read Vaults/backupJobs/read
        Vaults/backupJobsExport/action Vaults/backupOperationResults/read Vaults/backupOperations/read
        Vaults/backupPolicies/operationResults/read Vaults/backupPolicies/operations/read Vaults/backupPolicies/read
        Vaults/backupProtectedItems/read Vaults/backupProtectionContainers/read Vaults/backupProtectionIntents/read
        Vaults/backupstorageconfig/read Vaults/backupUsageSummaries/read Vaults/extendedInformation/read
        Vaults/monitoringAlerts/read Vaults/monitoringAlerts/write Vaults/monitoringConfigurations/* Vaults/read
        Vaults/registeredIdentities/operationResults/read Vaults/registeredIdentities/read Vaults/usages/read
    `,
  },
  "Cognitive Services Content Understanding Contributor": {
    id: "59a2dba3-6303-4fd8-9a2e-8cbb4bdda972",
    actions: "Microsoft.Authorization: roleAssignments/read roleDefinitions/read Microsoft.CognitiveServices: */read",
    dataActions: "Microsoft.CognitiveServices: accounts/MultiModalIntelligence/*",
    notDataActions: `
      Microsoft.CognitiveServices: accounts/MultiModalIntelligence/analyzers/delete
        accounts/MultiModalIntelligence/classifiers/delete accounts/MultiModalIntelligence/labelingProjects/delete
        accounts/MultiModalIntelligence/persondirectories/delete
    `,
  },
  "Cognitive Services Content Understanding Owner": {
    id: "4b42bd01-da42-4c92-9b07-15ea5bd6a602",
    actions: `
      Microsoft.Authorization: roleAssignments/read roleDefinitions/read
      Microsoft.CognitiveServices: */read accounts/listkeys/action
    `,
    dataActions: "Microsoft.CognitiveServices: accounts/MultiModalIntelligence/*",
  },
  "Cognitive Services Content Understanding Reader": {
    id: "379c52cb-64de-498c-8b5b-c6170d6c49d4",
    actions: "Microsoft.Authorization: roleAssignments/read roleDefinitions/read Microsoft.CognitiveServices: */read",
    dataActions: `
      Microsoft.CognitiveServices: accounts/MultiModalIntelligence/analyzerresults/files/read
        accounts/MultiModalIntelligence/analyzerresults/read accounts/MultiModalIntelligence/analyzers/operations/read
        accounts/MultiModalIntelligence/analyzers/read accounts/MultiModalIntelligence/analyzers/results/images/read
        accounts/MultiModalIntelligence/analyzers/results/read
        accounts/MultiModalIntelligence/analyzers:analyze/action
        accounts/MultiModalIntelligence/analyzers:analyzebinary/action
        accounts/MultiModalIntelligence/batchAnalysisJobs/read accounts/MultiModalIntelligence/classifierresults/read
        accounts/MultiModalIntelligence/classifiers/operations/read accounts/MultiModalIntelligence/classifiers/read
        accounts/MultiModalIntelligence/classifiers:classify/action
        accounts/MultiModalIntelligence/classifiers:classifybinary/action
        accounts/MultiModalIntelligence/defaults/read accounts/MultiModalIntelligence/faces:compare/action
        accounts/MultiModalIntelligence/faces:detect/action
        accounts/MultiModalIntelligence/labelingProjects/datasets/files/read
        accounts/MultiModalIntelligence/labelingProjects/labels/document/read
        accounts/MultiModalIntelligence/labelingProjects/labels/ocr/read
        accounts/MultiModalIntelligence/labelingProjects/labels/operations/read
        accounts/MultiModalIntelligence/labelingProjects/labels/read
        accounts/MultiModalIntelligence/labelingProjects/labels:analyze/action
        accounts/MultiModalIntelligence/labelingProjects/migration/operations/read
        accounts/MultiModalIntelligence/labelingProjects/read
        accounts/MultiModalIntelligence/labelingProjects/reference/files/operations/read
        accounts/MultiModalIntelligence/labelingProjects/reference/files/read
        accounts/MultiModalIntelligence/labelingProjects/schema/operations/read
        accounts/MultiModalIntelligence/labelingProjects/schema/read
        accounts/MultiModalIntelligence/labelingProjects/stats/read
        accounts/MultiModalIntelligence/labelingProjects/test/files/operations/read
        accounts/MultiModalIntelligence/labelingProjects/test/files/read
        accounts/MultiModalIntelligence/persondirectories/faces/read
        accounts/MultiModalIntelligence/persondirectories/faces:find/action
        accounts/MultiModalIntelligence/persondirectories/persons/read
        accounts/MultiModalIntelligence/persondirectories/persons:identify/action
        accounts/MultiModalIntelligence/persondirectories/persons:verify/action
        accounts/MultiModalIntelligence/persondirectories/read
    `,
  },
  "Cognitive Services Contributor": {
    id: "25fbc0a9-bd7c-42a3-aa1a-3b75d497ee68",
    actions: `
      ${COMMON}
      Microsoft.CognitiveServices: *
      Microsoft.Features: features/read providers/features/read providers/features/register/action
      Microsoft.Insights: diagnosticSettings/* logDefinitions/read metricdefinitions/read metrics/read
      Microsoft.ResourceHealth: availabilityStatuses/read
      Microsoft.Resources: deployments/operations/read subscriptions/operationresults/read subscriptions/read
        subscriptions/resourcegroups/deployments/*
    `,
  },
  "Cognitive Services Data Contributor": {
    id: "19c28022-e58e-450d-a464-0b2a53034789",
    dataActions: "Microsoft.CognitiveServices: *",
    notDataActions: `
      Microsoft.CognitiveServices: accounts/AIServices/fine_tuning_deployments/write
        accounts/OpenAI/fine-tunes-deployments/write
    `,
  },
  "Cognitive Services Data Reader": {
    id: "b59867f0-fa02-499b-be73-45a86b5b3e1c",
    dataActions: "Microsoft.CognitiveServices: */read",
  },
  "Cognitive Services Language Owner": {
    id: "f07febfe-79bc-46b1-8b37-790e26e6e498",
    actions: `
      Microsoft.Authorization: roleAssignments/read roleDefinitions/read
      Microsoft.CognitiveServices: */read accounts/listkeys/action
    `,
    dataActions: `
      Microsoft.CognitiveServices: accounts/ConversationalLanguageUnderstanding/* accounts/Language/*
        accounts/LanguageAuthoring/* accounts/TextAnalytics/*
    `,
    notDataActions: "Microsoft.CognitiveServices: accounts/TextAnalytics/QnaMaker/*",
  },
  "Cognitive Services Language Reader": {
    id: "7628b7b8-a8b2-4cdc-b46f-e9b35248918e",
    actions: "Microsoft.Authorization: roleAssignments/read roleDefinitions/read Microsoft.CognitiveServices: */read",
    dataActions: `
      Microsoft.CognitiveServices: accounts/ConversationalLanguageUnderstanding/*/read
        accounts/ConversationalLanguageUnderstanding/projects/export/action accounts/Language/*/projects/export/action
        accounts/Language/*/read accounts/Language/analyze-conversations/action
        accounts/Language/analyze-conversations/jobs/action accounts/Language/analyze-conversations/jobscancel/action
        accounts/Language/analyze-text/action accounts/Language/analyze-text/jobs/action
        accounts/Language/analyze-text/jobscancel/action accounts/Language/generate/action
        accounts/Language/query-dataverse/action accounts/Language/query-knowledgebases/action
        accounts/Language/query-text/action accounts/LanguageAuthoring/*/read accounts/TextAnalytics/*
    `,
    notDataActions: "Microsoft.CognitiveServices: accounts/TextAnalytics/QnaMaker/*",
  },
  "Cognitive Services Language Writer": {
    id: "f2310ca1-dc64-4889-bb49-c8e0fa3d47a8",
    actions: "Microsoft.Authorization: roleAssignments/read roleDefinitions/read Microsoft.CognitiveServices: */read",
    dataActions: `
      Microsoft.CognitiveServices: accounts/ConversationalLanguageUnderstanding/* accounts/Language/*
        accounts/LanguageAuthoring/* accounts/TextAnalytics/*
    `,
    notDataActions: `
      Microsoft.CognitiveServices: accounts/ConversationalLanguageUnderstanding/projects/deployments/write
        accounts/Language/*/projects/delete accounts/Language/*/projects/deployments/delete
        accounts/Language/*/projects/deployments/swap/action accounts/Language/*/projects/deployments/write
        accounts/LanguageAuthoring/projects/publish/action accounts/TextAnalytics/QnaMaker/*
    `,
  },
  "Cognitive Services OpenAI Contributor": {
    id: "a001fd3d-188f-4b5d-821b-7da978bf7442",
    actions: `
      Microsoft.Authorization: roleAssignments/read roleDefinitions/read
      Microsoft.CognitiveServices: */read accounts/commitmentplans/delete accounts/commitmentplans/read
        accounts/commitmentplans/write accounts/deployments/delete accounts/deployments/write
        accounts/raiPolicies/delete accounts/raiPolicies/read accounts/raiPolicies/write
    `,
    dataActions: "Microsoft.CognitiveServices: accounts/OpenAI/*",
  },
  "Cognitive Services OpenAI User": {
    id: "5e0bd9bd-7b93-4f28-af87-19fc36ad61bd",
    actions: "Microsoft.Authorization: roleAssignments/read roleDefinitions/read Microsoft.CognitiveServices: */read",
    dataActions: `
      Microsoft.CognitiveServices: accounts/OpenAI/*/read accounts/OpenAI/assistants/*
        accounts/OpenAI/deployments/audio/action accounts/OpenAI/deployments/chat/completions/action
        accounts/OpenAI/deployments/completions/action accounts/OpenAI/deployments/embeddings/action
        accounts/OpenAI/deployments/extensions/chat/completions/action accounts/OpenAI/deployments/realtime/action
        accounts/OpenAI/deployments/search/action accounts/OpenAI/engines/completions/action
        accounts/OpenAI/engines/generate/action accounts/OpenAI/engines/search/action
        accounts/OpenAI/images/generations/action accounts/OpenAI/responses/*
        accounts/OpenAI/video/generations/*/action accounts/OpenAI/video/generations/*/delete
    `,
    notDataActions: "Microsoft.CognitiveServices: accounts/OpenAI/stored-completions/read",
  },
  "Cognitive Services Security Integration Admin": {
    id: "14f26b53-9d80-4924-8141-f664426a48f6",
    actions: "Microsoft.CognitiveServices: *",
  },
  "Cognitive Services Speech Contributor": {
    id: "0e75ca1e-0464-4b4d-8b93-68208a576181",
    actions: "Microsoft.Authorization: roleAssignments/read roleDefinitions/read Microsoft.CognitiveServices: */read",
    dataActions: `
      Microsoft.CognitiveServices: accounts/AudioContentCreation/* accounts/BatchAvatar/* accounts/BatchTextToSpeech/*
        accounts/CustomAvatar/* accounts/CustomVoice/* accounts/SpeechServices/* accounts/TTSPlayer/*
        accounts/VideoTranslation/*
    `,
  },
  "Cognitive Services Speech User": {
    id: "f2dc8367-1007-4938-bd23-fe263f013447",
    actions: "Microsoft.Authorization: roleAssignments/read roleDefinitions/read Microsoft.CognitiveServices: */read",
    dataActions: `
      Microsoft.CognitiveServices: accounts/AudioContentCreation/* accounts/BatchAvatar/* accounts/BatchTextToSpeech/*
        accounts/CustomAvatar/*/read accounts/CustomVoice/*/read accounts/CustomVoice/evaluations/*
        accounts/CustomVoice/longaudiosynthesis/* accounts/SpeechServices/*/frontend/action
        accounts/SpeechServices/*/read accounts/SpeechServices/*/transcriptions/action
        accounts/SpeechServices/*/transcriptions/delete accounts/SpeechServices/*/transcriptions/read
        accounts/SpeechServices/*/transcriptions/write accounts/SpeechServices/text-dependent/*/action
        accounts/SpeechServices/text-independent/*/action accounts/SpeechServices/voiceagent/realtime/*
        accounts/SpeechServices/voicelive/realtime/* accounts/TTSPlayer/* accounts/VideoTranslation/*
    `,
    notDataActions: `
      Microsoft.CognitiveServices: accounts/CustomVoice/datasets/files/read
        accounts/CustomVoice/datasets/utterances/read
    `,
  },
  "Cognitive Services Usages Reader": {
    id: "bba48692-92b0-4667-a9ad-c31c7b334ac2",
    actions: "Microsoft.CognitiveServices: locations/usages/read",
  },
  "Cognitive Services User": {
    id: "a97b65f3-24c7-4388-baec-2e87135dc908",
    actions: `
      Microsoft.CognitiveServices: */read accounts/listkeys/action
      Microsoft.Insights: alertRules/read diagnosticSettings/read logDefinitions/read metricdefinitions/read
        metrics/read
      Microsoft.ResourceHealth: availabilityStatuses/read
      Microsoft.Resources: deployments/operations/read subscriptions/operationresults/read subscriptions/read
        subscriptions/resourceGroups/read
      Microsoft.Support: *
    `,
    dataActions: "Microsoft.CognitiveServices: *",
    notDataActions: `
      Microsoft.CognitiveServices: accounts/AIServices/agents/endpoints/UserIdentityImpersonation/action
        accounts/AIServices/fine_tuning_deployments/write accounts/OpenAI/fine-tunes-deployments/write
    `,
  },
  "Communication and Email Service Owner": {
    id: "09976791-48a7-449e-bb21-39d1a415f350",
    actions: `
      Microsoft.Communication: CheckNameAvailability/action CommunicationServices/delete
        CommunicationServices/EventGridFilters/delete CommunicationServices/EventGridFilters/read
        CommunicationServices/EventGridFilters/write CommunicationServices/LinkNotificationHub/action
        CommunicationServices/ListKeys/action CommunicationServices/read CommunicationServices/RegenerateKey/action
        CommunicationServices/write EmailServices/delete EmailServices/Domains/*
        EmailServices/Domains/CancelVerification/action EmailServices/Domains/delete
        EmailServices/Domains/InitiateVerification/action EmailServices/Domains/read
        EmailServices/Domains/SenderUsernames/delete EmailServices/Domains/SenderUsernames/read
        EmailServices/Domains/SenderUsernames/write EmailServices/Domains/SuppressionLists/delete
        EmailServices/Domains/SuppressionLists/read
        EmailServices/Domains/SuppressionLists/SuppressionListAddresses/delete
        EmailServices/Domains/SuppressionLists/SuppressionListAddresses/read
        EmailServices/Domains/SuppressionLists/SuppressionListAddresses/write
        EmailServices/Domains/SuppressionLists/write EmailServices/Domains/write EmailServices/read
        EmailServices/write Locations/OperationStatuses/read Locations/OperationStatuses/write Operations/read
    `,
  },
  "Compute Gallery Artifacts Publisher": {
    id: "85a2d0d9-2eba-4c9c-b355-11c2cc0788ab",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.Compute: disks/write galleries/* images/* locations/capsOperations/read locations/communityGalleries/*
        locations/sharedGalleries/* virtualMachines/write
      Microsoft.Insights: alertRules/*
      Microsoft.Resources: deployments/* subscriptions/resourceGroups/read
    `,
    notActions: "Microsoft.Compute: galleries/share/action",
  },
  "Compute Gallery Image Reader": {
    id: "cf7c76d2-98a3-4358-a134-615aa78bf44d",
    actions: "Microsoft.Compute: galleries/images/read galleries/images/versions/read",
  },
  "Compute Gallery Sharing Admin": {
    id: "1ef6a3be-d0ac-425d-8c01-acb62866290b",
    actions: "Microsoft.Compute: galleries/share/action",
  },
  "Container Apps ConnectedEnvironments Contributor": {
    id: "6f4fe6fc-f04f-4d97-8528-8bc18c848dca",
    actions: `
      Microsoft.App: connectedEnvironments/* connectedEnvironments/*/action connectedEnvironments/*/delete
        connectedEnvironments/*/read connectedEnvironments/*/write
        connectedEnvironments/daprComponents/listSecrets/action
      Microsoft.Authorization: */read
      Microsoft.Insights: alertRules/*
      Microsoft.Resources: deployments/*
    `,
  },
  "Container Apps ConnectedEnvironments Reader": {
    id: "d5adeb5b-107f-4aca-99ea-4e3f4fc008d5",
    actions: `
      Microsoft.App: connectedEnvironments/*/read connectedEnvironments/read
      Microsoft.Authorization: */read
      Microsoft.Insights: alertRules/*
      Microsoft.Resources: deployments/read subscriptions/resourceGroups/read
    `,
  },
  "Container Apps Contributor": {
    id: "358470bc-b998-42bd-ab17-a7e34c199c0f",
    actions: `
      Microsoft.App: connectedEnvironments/*/read connectedEnvironments/checknameavailability/action
        connectedEnvironments/join/action connectedEnvironments/read containerApps/*/action containerApps/*/delete
        containerApps/*/read containerApps/*/write managedEnvironments/*/read
        managedEnvironments/checknameavailability/action managedEnvironments/join/action managedEnvironments/read
      Microsoft.Authorization: */read
      Microsoft.Insights: alertRules/*
    `,
  },
  "Container Apps Jobs Contributor": {
    id: "4e3d2b60-56ae-4dc6-a233-09c8e5a82e68",
    actions: `
      Microsoft.App: connectedEnvironments/*/read connectedEnvironments/checknameavailability/action
        connectedEnvironments/join/action connectedEnvironments/read jobs/*/action jobs/*/read jobs/delete jobs/read
        jobs/write managedenvironments/*/read managedenvironments/checknameavailability/action
        managedenvironments/join/action managedenvironments/read
      Microsoft.Authorization: */read
      Microsoft.Insights: alertRules/*
      Microsoft.Resources: deployments/*
    `,
  },
  "Container Apps Jobs Operator": {
    id: "b9a307c4-5aa3-4b52-ba60-2b17c136cd7b",
    actions: `
      Microsoft.App: connectedEnvironments/*/read connectedEnvironments/checknameavailability/action
        connectedEnvironments/join/action connectedEnvironments/read jobs/*/action jobs/*/read jobs/read
        managedenvironments/*/read managedenvironments/checknameavailability/action managedenvironments/join/action
        managedenvironments/read
      Microsoft.Authorization: */read
      Microsoft.Insights: alertRules/*
    `,
    dataActions: "Microsoft.App: jobs/exec/action jobs/logstream/action",
  },
  "Container Apps Jobs Reader": {
    id: "edd66693-d32a-450b-997d-0158c03976b0",
    actions: "Microsoft.App: jobs/*/read jobs/read managedenvironments/read",
  },
  "Container Apps ManagedEnvironments Contributor": {
    id: "57cc5028-e6a7-4284-868d-0611c5923f8d",
    actions: `
      Microsoft.App: managedEnvironments/*/action managedEnvironments/*/delete managedEnvironments/*/read
        managedEnvironments/*/write
      Microsoft.Authorization: */read
      Microsoft.Insights: alertRules/*
      Microsoft.Resources: deployments/*
    `,
  },
  "Container Apps ManagedEnvironments Reader": {
    id: "1b32c00b-7eff-4c22-93e6-93d11d72d2d8",
    actions: `
      Microsoft.App: managedEnvironments/*/read
      Microsoft.Authorization: */read
      Microsoft.Insights: alertRules/*
    `,
  },
  "Container Apps Operator": {
    id: "f3bd1b5c-91fa-40e7-afe7-0c11d331232c",
    actions: `
      Microsoft.App: connectedEnvironments/*/read connectedEnvironments/checknameavailability/action
        connectedEnvironments/join/action connectedEnvironments/read containerApps/*/action containerApps/*/read
        managedEnvironments/*/read managedEnvironments/checknameavailability/action managedEnvironments/join/action
        managedEnvironments/read
      Microsoft.Authorization: */read
      Microsoft.Insights: alertRules/*
    `,
    dataActions: "Microsoft.App: containerApps/debug/action containerApps/exec/action containerApps/logstream/action",
  },
  "Container Apps SandboxGroup Contributor": {
    id: "11b23f7a-6229-4518-88db-0576f10dd2a0",
    actions: "Microsoft.App: sandboxGroups/*/delete sandboxGroups/*/read sandboxGroups/*/write",
  },
  "Container Apps SandboxGroup Data Owner": {
    id: "c24cf47c-5077-412d-a19c-45202126392c",
    dataActions: `
      Microsoft.App: sandboxGroups/*/action sandboxGroups/*/delete sandboxGroups/*/read sandboxGroups/*/write
    `,
  },
  "Container Apps SessionPools Contributor": {
    id: "f7669afb-68b2-44b4-9c5f-6d2a47fddda0",
    actions: `
      Microsoft.App: connectedEnvironments/*/read connectedEnvironments/checknameavailability/action
        connectedEnvironments/join/action connectedEnvironments/read managedEnvironments/*/read
        managedEnvironments/checknameavailability/action managedEnvironments/join/action managedEnvironments/read
        sessionPools/*/action sessionPools/*/delete sessionPools/*/read sessionPools/*/write
      Microsoft.Authorization: */read
      Microsoft.Insights: alertRules/*
      Microsoft.Resources: deployments/*
    `,
    notActions: `
      Microsoft.App: sessionPools/fetchMcpServerCredentials/action sessionPools/rotateMcpServerCredentials/action
    `,
  },
  "Container Apps SessionPools Reader": {
    id: "af61e8fc-2633-4b95-bed3-421ad6826515",
    actions: "Microsoft.App: sessionPools/*/read Microsoft.Authorization: */read Microsoft.Insights: alertRules/*",
  },
  "Container Registry Cache Rule Administrator": {
    id: "df87f177-bb12-4db1-9793-a413691eff94",
    actions: `
      Microsoft.ContainerRegistry: registries/cacheRules/delete registries/cacheRules/operationStatuses/read
        registries/cacheRules/read registries/cacheRules/write
    `,
  },
  "Container Registry Cache Rule Reader": {
    id: "c357b964-0002-4b64-a50d-7a28f02edc52",
    actions: "Microsoft.ContainerRegistry: registries/cacheRules/read",
  },
  "Container Registry Configuration Reader and Data Access Configuration Reader": {
    id: "69b07be0-09bf-439a-b9a6-e73de851bd59",
    actions: `
      Microsoft.ContainerRegistry: registries/connectedRegistries/read registries/listCredentials/action
        registries/operationStatuses/read registries/privateEndpointConnections/operationStatuses/read
        registries/privateEndpointConnections/read registries/providers/Microsoft.Insights/diagnosticSettings/read
        registries/providers/Microsoft.Insights/diagnosticSettings/write
        registries/providers/Microsoft.Insights/logDefinitions/read
        registries/providers/Microsoft.Insights/metricDefinitions/read registries/read
        registries/replications/operationStatuses/read registries/replications/read
        registries/scopeMaps/operationStatuses/read registries/scopeMaps/read registries/tokens/operationStatuses/read
        registries/tokens/read registries/webhooks/getCallbackConfig/action registries/webhooks/listEvents/action
        registries/webhooks/operationStatuses/read registries/webhooks/read
      Microsoft.Insights: AlertRules/Activated/Action AlertRules/Delete AlertRules/Incidents/Read AlertRules/Read
        AlertRules/Resolved/Action AlertRules/Throttled/Action AlertRules/Write
      Microsoft.Network: privateEndpoints/privateLinkServiceProxies/read virtualNetworks/read
        virtualNetworks/subnets/read
      Microsoft.Resources: deployments/*/read deployments/read subscriptions/resourceGroups/read
    `,
  },
  "Container Registry Contributor and Data Access Configuration Administrator": {
    id: "3bc748fc-213d-45c1-8d91-9da5725539b9",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.ContainerRegistry: locations/operationResults/read registries/connectedRegistries/deactivate/action
        registries/connectedRegistries/delete registries/connectedRegistries/read
        registries/connectedRegistries/resync/action registries/connectedRegistries/write registries/delete
        registries/generateCredentials/action registries/listCredentials/action registries/operationStatuses/read
        registries/privateEndpointConnections/delete registries/privateEndpointConnections/operationStatuses/read
        registries/privateEndpointConnections/read registries/privateEndpointConnections/write
        registries/privateEndpointConnectionsApproval/action
        registries/providers/Microsoft.Insights/diagnosticSettings/read
        registries/providers/Microsoft.Insights/diagnosticSettings/write
        registries/providers/Microsoft.Insights/logDefinitions/read
        registries/providers/Microsoft.Insights/metricDefinitions/read registries/read
        registries/regenerateCredential/action registries/replications/delete
        registries/replications/operationStatuses/read registries/replications/read registries/replications/write
        registries/scopeMaps/delete registries/scopeMaps/operationStatuses/read registries/scopeMaps/read
        registries/scopeMaps/write registries/tokens/delete registries/tokens/operationStatuses/read
        registries/tokens/read registries/tokens/write registries/webhooks/delete
        registries/webhooks/getCallbackConfig/action registries/webhooks/listEvents/action
        registries/webhooks/operationStatuses/read registries/webhooks/ping/action registries/webhooks/read
        registries/webhooks/write registries/write
      Microsoft.Insights: AlertRules/Activated/Action AlertRules/Delete AlertRules/Incidents/Read AlertRules/Read
        AlertRules/Resolved/Action AlertRules/Throttled/Action AlertRules/Write
      Microsoft.Network: privateEndpoints/privateLinkServiceProxies/delete
        privateEndpoints/privateLinkServiceProxies/read privateEndpoints/privateLinkServiceProxies/write
        virtualNetworks/read virtualNetworks/subnets/joinViaServiceEndpoint/action virtualNetworks/subnets/read
        virtualNetworks/subnets/write
      Microsoft.Resources: deployments/* subscriptions/resourceGroups/read
      Microsoft.Support: *
    `,
  },
  "Container Registry Credential Set Administrator": {
    id: "f094fb07-0703-4400-ad6a-e16dd8000e14",
    actions: `
      Microsoft.ContainerRegistry: registries/credentialSets/delete registries/credentialSets/operationStatuses/read
        registries/credentialSets/read registries/credentialSets/write
    `,
  },
  "Container Registry Credential Set Reader": {
    id: "29093635-9924-4f2c-913b-650a12949526",
    actions: "Microsoft.ContainerRegistry: registries/credentialSets/read",
  },
  "Container Registry Data Importer and Data Reader": {
    id: "577a9874-89fd-4f24-9dbd-b5034d0ad23a",
    actions: "Microsoft.ContainerRegistry: registries/importImage/action registries/pull/read registries/read",
    dataActions: `
      Microsoft.ContainerRegistry: registries/catalog/read registries/repositories/content/read
        registries/repositories/metadata/read
    `,
  },
  "Container Registry Repository Catalog Lister": {
    id: "bfdb9389-c9a5-478a-bb2f-ba9ca092c3c7",
    dataActions: "Microsoft.ContainerRegistry: registries/catalog/read",
  },
  "Container Registry Repository Contributor": {
    id: "2efddaa5-3f1f-4df3-97df-af3f13818f4c",
    dataActions: `
      Microsoft.ContainerRegistry: registries/repositories/content/delete registries/repositories/content/read
        registries/repositories/content/write registries/repositories/metadata/delete
        registries/repositories/metadata/read registries/repositories/metadata/write
    `,
  },
  "Container Registry Repository Reader": {
    id: "b93aa761-3e63-49ed-ac28-beffa264f7ac",
    dataActions: `
      Microsoft.ContainerRegistry: registries/repositories/content/read registries/repositories/metadata/read
    `,
  },
  "Container Registry Repository Writer": {
    id: "2a1e307c-b015-4ebd-883e-5b7698a07328",
    dataActions: `
      Microsoft.ContainerRegistry: registries/repositories/content/read registries/repositories/content/write
        registries/repositories/metadata/read registries/repositories/metadata/write
    `,
  },
  "Container Registry Tasks Contributor": {
    id: "fb382eab-e894-4461-af04-94435c366c3f",
    actions: `
      Microsoft.ContainerRegistry: registries/agentpools/delete registries/agentpools/listQueueStatus/action
        registries/agentpools/operationResults/status/read registries/agentpools/operationStatuses/read
        registries/agentpools/read registries/agentpools/write registries/listBuildSourceUploadUrl/action
        registries/read registries/runs/cancel/action registries/runs/listLogSasUrl/action registries/runs/read
        registries/runs/write registries/scheduleRun/action registries/taskruns/delete
        registries/taskruns/listDetails/action registries/taskruns/operationStatuses/read registries/taskruns/read
        registries/taskruns/write registries/tasks/delete registries/tasks/listDetails/action registries/tasks/read
        registries/tasks/write
      Microsoft.Resources: deployments/* subscriptions/resourceGroups/read
    `,
  },
  "ContainerApp Reader": {
    id: "ad2dd5fb-cd4b-4fd4-a9b6-4fed3630980b",
    actions: `
      Microsoft.App: containerApps/*/read containerApps/read
      Microsoft.Authorization: */read
      Microsoft.Insights: alertRules/*
      Microsoft.Resources: deployments/read subscriptions/resourceGroups/read
    `,
  },
  Contributor: {
    id: "b24988ac-6180-42a0-ab88-20f7382dd24c",
    actions: "*",
    notActions: `
      Microsoft.Authorization: */Delete */Write elevateAccess/Action
      Microsoft.Blueprint: blueprintAssignments/delete blueprintAssignments/write
      Microsoft.Compute: galleries/share/action
      Microsoft.Purview: consents/delete consents/write
      Microsoft.Resources: deploymentStacks/manageDenySetting/action
      Microsoft.Subscription: cancel/action enable/action
    `,
  },
  "Cosmos DB Account Reader Role": {
    id: "fbdf93bf-df7d-467e-a4d2-9458aa1360c8",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.DocumentDB: */read databaseAccounts/readonlykeys/action
      Microsoft.Insights: MetricDefinitions/read Metrics/read
      Microsoft.Resources: subscriptions/resourceGroups/read
      Microsoft.Support: *
    `,
  },
  "Cosmos DB Operator": {
    id: "230815da-be43-4aae-9cb4-875f7bd000aa",
    actions: `
      ${COMMON}
      Microsoft.DocumentDb: databaseAccounts/*
      Microsoft.Network: virtualNetworks/subnets/joinViaServiceEndpoint/action
      Microsoft.ResourceHealth: availabilityStatuses/read
    `,
    notActions: `
      Microsoft.DocumentDB: databaseAccounts/cassandraRoleAssignments/delete
        databaseAccounts/cassandraRoleAssignments/write databaseAccounts/cassandraRoleDefinitions/delete
        databaseAccounts/cassandraRoleDefinitions/write databaseAccounts/copyJobs/*
        databaseAccounts/dataTransferJobs/* databaseAccounts/gremlinRoleAssignments/delete
        databaseAccounts/gremlinRoleAssignments/write databaseAccounts/gremlinRoleDefinitions/delete
        databaseAccounts/gremlinRoleDefinitions/write databaseAccounts/listConnectionStrings/*
        databaseAccounts/listKeys/* databaseAccounts/mongodbRoleDefinitions/delete
        databaseAccounts/mongodbRoleDefinitions/write databaseAccounts/mongodbUserDefinitions/delete
        databaseAccounts/mongodbUserDefinitions/write databaseAccounts/mongoMIRoleAssignments/delete
        databaseAccounts/mongoMIRoleAssignments/write databaseAccounts/mongoMIRoleDefinitions/delete
        databaseAccounts/mongoMIRoleDefinitions/write databaseAccounts/readonlyKeys/* databaseAccounts/regenerateKey/*
        databaseAccounts/sqlRoleAssignments/delete databaseAccounts/sqlRoleAssignments/write
        databaseAccounts/sqlRoleDefinitions/delete databaseAccounts/sqlRoleDefinitions/write
        databaseAccounts/tableRoleAssignments/delete databaseAccounts/tableRoleAssignments/write
        databaseAccounts/tableRoleDefinitions/delete databaseAccounts/tableRoleDefinitions/write
    `,
  },
  CosmosBackupOperator: {
    id: "db7b14f2-5adf-42da-9f96-f2ee17bab5cb",
    actions: "Microsoft.DocumentDB: databaseAccounts/backup/action databaseAccounts/restore/action",
  },
  CosmosRestoreOperator: {
    id: "5432c526-bc82-444a-b7ba-57c5b0b5b34f",
    actions: `
      Microsoft.DocumentDB: locations/restorableDatabaseAccounts/*/read locations/restorableDatabaseAccounts/read
        locations/restorableDatabaseAccounts/restore/action
    `,
  },
  "Data Factory Contributor": {
    id: "673868aa-7521-48a0-acc6-0f60742d39f5",
    actions: `
      ${COMMON}
      Microsoft.DataFactory: dataFactories/* factories/*
      Microsoft.EventGrid: eventSubscriptions/write
      Microsoft.ResourceHealth: availabilityStatuses/read
    `,
  },
  "Data Operator for Managed Disks": {
    id: "959f8984-c045-4866-89c7-12bf9737be2e",
    dataActions: `
      Microsoft.Compute: disks/download/action disks/upload/action snapshots/download/action snapshots/upload/action
    `,
  },
  "Data Purger": {
    id: "150f5e0c-0603-4f03-8c7f-cf70034c4e90",
    actions: `
      Microsoft.Insights: components/*/read components/purge/action
      Microsoft.OperationalInsights: workspaces/*/read workspaces/purge/action
    `,
  },
  "Dedicated Host Contributor Role": {
    id: "96ebd254-ecc7-4590-aff5-e9af3ff5f3b3",
    actions: `
      Microsoft.Compute: hostGroups/delete hostGroups/hosts/delete hostGroups/hosts/read hostGroups/hosts/write
        hostGroups/read hostGroups/write
    `,
  },
  "Defender Agentless VM Scan": {
    id: "d24ecba3-c1f4-40fa-a7bb-4588a071e8fd",
    actions: `
      Microsoft.Compute: diskEncryptionSets/read disks/beginGetAccess/action disks/read
        virtualMachines/instanceView/read virtualMachines/read virtualMachineScaleSets/instanceView/read
        virtualMachineScaleSets/read virtualMachineScaleSets/virtualMachines/instanceView/read
        virtualMachineScaleSets/virtualMachines/read
      Microsoft.Resources: subscriptions/resourceGroups/read
    `,
  },
  "Defender Kubernetes API Access": {
    id: "d5a2ae44-610b-4500-93be-660a0c5f5ca6",
    actions: `
      Microsoft.Authorization: policyAssignments/read policySetDefinitions/read
      Microsoft.ContainerService: managedClusters/read managedClusters/trustedAccessRoleBindings/delete
        managedClusters/trustedAccessRoleBindings/read managedClusters/trustedAccessRoleBindings/write
      Microsoft.Features: features/read providers/features/read providers/features/register/action
      Microsoft.Security: pricings/securityoperators/read securityOperators/read
    `,
  },
  "Deployment Environments Reader": {
    id: "eb960402-bf75-4cc3-8d68-35b34f960f72",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.DevCenter: projects/*/read projects/read
      Microsoft.Resources: subscriptions/resourceGroups/read
    `,
    notActions: "Microsoft.DevCenter: projects/pools/read projects/pools/schedules/read",
    dataActions: `
      Microsoft.DevCenter: projects/users/environments/adminActionRead/action
        projects/users/environments/adminOutputsRead/action projects/users/environments/adminRead/action
    `,
  },
  "Deployment Environments User": {
    id: "18e40d4e-8d2e-438d-97e1-9528336e149c",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.DevCenter: projects/*/read projects/read
      Microsoft.Resources: subscriptions/resourceGroups/read
    `,
    notActions: "Microsoft.DevCenter: projects/pools/read projects/pools/schedules/read",
    dataActions: `
      Microsoft.DevCenter: projects/users/environments/userActionManage/action
        projects/users/environments/userDelete/action projects/users/environments/userOutputsRead/action
        projects/users/environments/userRead/action projects/users/environments/userWrite/action
    `,
  },
  "DevCenter Dev Box User": {
    id: "45d50f46-0b78-4001-a660-4198cbe8cd05",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.DevCenter: projects/*/read projects/read
      Microsoft.Resources: subscriptions/resourceGroups/read
    `,
    dataActions: `
      Microsoft.DevCenter: projects/users/devboxes/userActionManage/action
        projects/users/devboxes/userActionRead/action projects/users/devboxes/userCustomize/action
        projects/users/devboxes/userDelete/action projects/users/devboxes/userGetRemoteConnection/action
        projects/users/devboxes/userRead/action projects/users/devboxes/userStart/action
        projects/users/devboxes/userStop/action projects/users/devboxes/userUpcomingActionManage/action
        projects/users/devboxes/userUpcomingActionRead/action projects/users/devboxes/userWrite/action
    `,
  },
  "DevCenter Owner": {
    id: "4c6569b6-f23e-4295-9b90-bd4cc4ff3292",
    actions: `
      Microsoft.Authorization: */read roleAssignments/delete roleAssignments/write
      Microsoft.DevCenter: *
      Microsoft.Resources: deployments/* subscriptions/resourceGroups/read
    `,
    isConditional: true,
  },
  "DevCenter Project Admin": {
    id: "331c37c6-af14-46d9-b9f4-e1909e1b95a0",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.DevCenter: projects/*
      Microsoft.Resources: deployments/* subscriptions/resourceGroups/read
    `,
    notActions: "Microsoft.DevCenter: projects/delete projects/write",
    dataActions: `
      Microsoft.DevCenter: projects/pools/align/action projects/users/devboxes/adminActionManage/action
        projects/users/devboxes/adminActionRead/action projects/users/devboxes/adminAlign/action
        projects/users/devboxes/adminDelete/action projects/users/devboxes/adminRead/action
        projects/users/devboxes/adminStart/action projects/users/devboxes/adminStop/action
        projects/users/devboxes/adminWrite/action projects/users/devboxes/userActionManage/action
        projects/users/devboxes/userActionRead/action projects/users/devboxes/userCustomize/action
        projects/users/devboxes/userDelete/action projects/users/devboxes/userGetRemoteConnection/action
        projects/users/devboxes/userRead/action projects/users/devboxes/userStart/action
        projects/users/devboxes/userStop/action projects/users/devboxes/userWrite/action
        projects/users/environments/adminAction/action projects/users/environments/adminActionManage/action
        projects/users/environments/adminActionRead/action projects/users/environments/adminDelete/action
        projects/users/environments/adminOutputsRead/action projects/users/environments/adminRead/action
        projects/users/environments/adminWrite/action projects/users/environments/userDelete/action
        projects/users/environments/userWrite/action
    `,
  },
  "Diagnostics Operator": {
    id: "64375caa-ac3e-48b3-9492-da4d60aba7bb",
    actions: `
      Microsoft.Compute: virtualMachines/DiagnosticRunCommands/delete virtualMachines/DiagnosticRunCommands/read
        virtualMachines/DiagnosticRunCommands/write
        virtualMachineScaleSets/virtualMachines/DiagnosticRunCommands/delete
        virtualMachineScaleSets/virtualMachines/DiagnosticRunCommands/read
        virtualMachineScaleSets/virtualMachines/DiagnosticRunCommands/write
    `,
  },
  "Disk Backup Reader": {
    id: "3e5e47e6-65f7-47ef-90b5-e5dd4d455f24",
    actions: "Microsoft.Authorization: */read Microsoft.Compute: disks/beginGetAccess/action disks/read",
  },
  "Disk Encryption Set Operator for Managed Disks": {
    id: "136d308c-0937-4a49-9bd7-edfb42adbffc",
    actions: "Microsoft.Compute: diskEncryptionSets/*",
  },
  "Disk Restore Operator": {
    id: "b50d9833-a0cb-478e-945f-707fcc997c13",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.Compute: disks/beginGetAccess/action disks/endGetAccess/action disks/read disks/write
      Microsoft.Resources: subscriptions/resourceGroups/read
    `,
  },
  "Disk Snapshot Contributor": {
    id: "7efff54f-a5b4-42b5-a1c5-5411624893ce",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.Compute: disks/beginGetAccess/action snapshots/beginGetAccess/action snapshots/delete
        snapshots/endGetAccess/action snapshots/read snapshots/write
      Microsoft.Resources: subscriptions/resourceGroups/read
      Microsoft.Storage: storageAccounts/delete storageAccounts/listkeys/action storageAccounts/read
        storageAccounts/write
    `,
  },
  "DNS Resolver Contributor": {
    id: "0f2ebee7-ffd4-4fc0-b3b7-664099fdad5d",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.Insights: alertRules/*
      Microsoft.Network: dnsForwardingRulesets/delete dnsForwardingRulesets/forwardingRules/delete
        dnsForwardingRulesets/forwardingRules/read dnsForwardingRulesets/forwardingRules/write
        dnsForwardingRulesets/join/action dnsForwardingRulesets/read dnsForwardingRulesets/virtualNetworkLinks/delete
        dnsForwardingRulesets/virtualNetworkLinks/read dnsForwardingRulesets/virtualNetworkLinks/write
        dnsForwardingRulesets/write dnsResolvers/delete dnsResolvers/inboundEndpoints/delete
        dnsResolvers/inboundEndpoints/join/action dnsResolvers/inboundEndpoints/read
        dnsResolvers/inboundEndpoints/write dnsResolvers/join/action dnsResolvers/outboundEndpoints/delete
        dnsResolvers/outboundEndpoints/join/action dnsResolvers/outboundEndpoints/read
        dnsResolvers/outboundEndpoints/write dnsResolvers/read dnsResolvers/write
        locations/dnsResolverOperationResults/read locations/dnsResolverOperationStatuses/read natGateways/join/action
        networkSecurityGroups/join/action routeTables/join/action serviceEndpointPolicies/join/action
        virtualNetworks/join/action virtualNetworks/joinLoadBalancer/action virtualNetworks/read
        virtualNetworks/subnets/join/action virtualNetworks/subnets/joinLoadBalancer/action
        virtualNetworks/subnets/read virtualNetworks/subnets/write
      Microsoft.Resources: deployments/* subscriptions/resourceGroups/read
    `,
  },
  "DNS Zone Contributor": {
    id: "befefa01-2a29-4197-83a8-272ff33ce314",
    actions: `${COMMON} Microsoft.Network: dnsZones/* Microsoft.ResourceHealth: availabilityStatuses/read`,
  },
  "DocumentDB Account Contributor": {
    id: "5bd9cd88-fe45-4216-938b-f97437e15450",
    actions: `
      ${COMMON}
      Microsoft.DocumentDb: databaseAccounts/*
      Microsoft.Network: virtualNetworks/subnets/joinViaServiceEndpoint/action
      Microsoft.ResourceHealth: availabilityStatuses/read
    `,
  },
  "Domain Services Contributor": {
    id: "eeaeda52-9324-47f6-8069-5d5bade478b2",
    actions: `
      Microsoft.AAD: domainServices/* register/action unregister/action
      Microsoft.Authorization: */read
      Microsoft.Insights: AlertRules/Activated/Action AlertRules/Delete AlertRules/Incidents/Read AlertRules/Read
        AlertRules/Resolved/Action AlertRules/Throttled/Action AlertRules/Write DiagnosticSettings/*
        DiagnosticSettingsCategories/Read Logs/Read Metrics/Read
      Microsoft.Network: azureFirewalls/read ddosProtectionPlans/join/action ddosProtectionPlans/read
        loadBalancers/*/read loadBalancers/backendAddressPools/join/action loadBalancers/delete
        loadBalancers/inboundNatRules/join/action loadBalancers/read natGateways/join/action networkInterfaces/delete
        networkInterfaces/join/action networkInterfaces/read networkInterfaces/write
        networkSecurityGroups/defaultSecurityRules/read networkSecurityGroups/delete networkSecurityGroups/join/action
        networkSecurityGroups/read networkSecurityGroups/securityRules/delete networkSecurityGroups/securityRules/read
        networkSecurityGroups/securityRules/write networkSecurityGroups/write register/action routeTables/delete
        routeTables/join/action routeTables/read routeTables/routes/delete routeTables/routes/read
        routeTables/routes/write routeTables/write unregister/action virtualNetworks/delete
        virtualNetworks/join/action virtualNetworks/peer/action
        virtualNetworks/providers/Microsoft.Insights/diagnosticSettings/read
        virtualNetworks/providers/Microsoft.Insights/metricDefinitions/read virtualNetworks/read
        virtualNetworks/subnets/delete virtualNetworks/subnets/join/action virtualNetworks/subnets/read
        virtualNetworks/subnets/write virtualNetworks/virtualNetworkPeerings/delete
        virtualNetworks/virtualNetworkPeerings/read virtualNetworks/virtualNetworkPeerings/write virtualNetworks/write
      Microsoft.Resources: deployments/cancel/action deployments/delete deployments/exportTemplate/action
        deployments/operations/read deployments/operationstatuses/read deployments/read deployments/validate/action
        deployments/whatIf/action deployments/write subscriptions/resourceGroups/read
    `,
  },
  "Domain Services Reader": {
    id: "361898ef-9ed1-48c2-849c-a832951106bb",
    actions: `
      Microsoft.AAD: domainServices/*/read
      Microsoft.Authorization: */read
      Microsoft.Insights: AlertRules/Incidents/Read AlertRules/Read DiagnosticSettings/read
        DiagnosticSettingsCategories/Read Logs/Read Metrics/read
      Microsoft.Network: azureFirewalls/read ddosProtectionPlans/read loadBalancers/*/read loadBalancers/read
        natGateways/read networkInterfaces/read networkSecurityGroups/defaultSecurityRules/read
        networkSecurityGroups/read networkSecurityGroups/securityRules/read routeTables/read routeTables/routes/read
        virtualNetworks/providers/Microsoft.Insights/diagnosticSettings/read
        virtualNetworks/providers/Microsoft.Insights/metricDefinitions/read virtualNetworks/read
        virtualNetworks/subnets/read virtualNetworks/virtualNetworkPeerings/read
      Microsoft.Resources: deployments/operations/read deployments/operationstatuses/read deployments/read
        subscriptions/resourceGroups/read
    `,
  },
  "Durable Task Data Contributor": {
    id: "0ad04412-c4d5-4796-b79c-f76d14c8d402",
    dataActions: "Microsoft.DurableTask: *",
  },
  "Durable Task Data Reader": {
    id: "d6a5505f-6ebb-45a4-896e-ac8274cfc0ac",
    dataActions: `
      Microsoft.DurableTask: schedulers/taskhubs/orchestrations/metadata/read schedulers/taskhubs/orchestrations/read
    `,
  },
  "Durable Task Worker": {
    id: "80d0d6b0-f522-40a4-8886-a5a11720c375",
    dataActions: "Microsoft.DurableTask: schedulers/taskhubs/orchestrations/execute/action",
  },
  "EventGrid Contributor": {
    id: "1e241071-0855-49ea-94dc-649edcd759de",
    actions: `${COMMON} Microsoft.EventGrid: *`,
  },
  "EventGrid Data Contributor": {
    id: "1d8c3fe3-8864-474b-8749-01e3783e8157",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.EventGrid: domains/read eventSubscriptions/read locations/eventSubscriptions/read
        locations/topicTypes/eventSubscriptions/read namespaces/read partnerNamespaces/read topics/read
        topicTypes/eventSubscriptions/read
      Microsoft.Resources: subscriptions/resourceGroups/read
    `,
    dataActions: "Microsoft.EventGrid: events/receive/action events/send/action",
  },
  "EventGrid Data Receiver": {
    id: "78cbd9e7-9798-4e2e-9b5a-547d9ebb31fb",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.EventGrid: eventSubscriptions/read locations/eventSubscriptions/read
        locations/topicTypes/eventSubscriptions/read namespaces/read topicTypes/eventSubscriptions/read
      Microsoft.Resources: subscriptions/resourceGroups/read
    `,
    dataActions: "Microsoft.EventGrid: events/receive/action",
  },
  "EventGrid Data Sender": {
    id: "d5a91429-5739-47e2-a06b-3470a27159e7",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.EventGrid: domains/read namespaces/read partnerNamespaces/read topics/read
      Microsoft.Resources: subscriptions/resourceGroups/read
    `,
    dataActions: "Microsoft.EventGrid: events/send/action",
  },
  "EventGrid EventSubscription Contributor": {
    id: "428e0ff0-5e57-4d9c-a221-2c70d0e0a443",
    actions: `
      ${COMMON}
      Microsoft.EventGrid: eventSubscriptions/* locations/eventSubscriptions/read
        locations/topicTypes/eventSubscriptions/read topicTypes/eventSubscriptions/read
    `,
  },
  "EventGrid EventSubscription Reader": {
    id: "2414bbcf-6497-4faf-8c65-045460748405",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.EventGrid: eventSubscriptions/read locations/eventSubscriptions/read
        locations/topicTypes/eventSubscriptions/read topicTypes/eventSubscriptions/read
      Microsoft.Resources: subscriptions/resourceGroups/read
    `,
  },
  "EventGrid TopicSpaces Publisher": {
    id: "a12b0b94-b317-4dcd-84a8-502ce99884c6",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.EventGrid: */read
      Microsoft.Insights: alertRules/*
      Microsoft.Resources: deployments/read subscriptions/resourceGroups/read
    `,
    dataActions: "Microsoft.EventGrid: topicSpaces/publish/action",
  },
  "EventGrid TopicSpaces Subscriber": {
    id: "4b0f2fd7-60b4-4eca-896f-4435034f8bf5",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.EventGrid: */read
      Microsoft.Insights: alertRules/*
      Microsoft.Resources: deployments/read subscriptions/resourceGroups/read
    `,
    dataActions: "Microsoft.EventGrid: topicSpaces/subscribe/action",
  },
  "Foundry Account Owner": {
    id: "e47c6f54-e4a2-4754-9501-8e0985b135e1",
    actions: `
      ${COMMON}
      Microsoft.Authorization: roleAssignments/delete roleAssignments/write
      Microsoft.CognitiveServices: *
      Microsoft.Features: features/read providers/features/read providers/features/register/action
      Microsoft.Insights: diagnosticSettings/* logDefinitions/read metricdefinitions/read metrics/read
      Microsoft.ResourceHealth: availabilityStatuses/read
      Microsoft.Resources: deployments/operations/read subscriptions/operationresults/read subscriptions/read
        subscriptions/resourcegroups/deployments/*
    `,
    isConditional: true,
  },
  "Foundry Agent Consumer": {
    id: "eed3b665-ab3a-47b6-8f48-c9382fb1dad6",
    dataActions: "Microsoft.CognitiveServices: accounts/AIServices/endpoints/interact/action",
  },
  "Foundry Owner": {
    id: "c883944f-8b7b-4483-af10-35834be79c4a",
    actions: `
      Microsoft.AlertsManagement: actionRules/* alerts/* issues/* prometheusRuleGroups/* smartDetectorAlertRules/*
      Microsoft.Authorization: */read roleAssignments/delete roleAssignments/write
      Microsoft.CognitiveServices: *
      Microsoft.Insights: activityLogAlerts/* metricalerts/* scheduledqueryrules/*
      Microsoft.ResourceHealth: availabilityStatuses/read
      Microsoft.Resources: deployments/* deployments/operations/read subscriptions/operationresults/read
        subscriptions/read subscriptions/resourcegroups/deployments/* subscriptions/resourceGroups/read
      Microsoft.Support: *
    `,
    dataActions: "Microsoft.CognitiveServices: *",
    notDataActions: `
      Microsoft.CognitiveServices: accounts/AIServices/agents/endpoints/UserIdentityImpersonation/action
    `,
    isConditional: true,
  },
  "Foundry Project Manager": {
    id: "eadc314b-1a2d-4efa-be10-5d325db5065e",
    actions: `
      Microsoft.Authorization: */read roleAssignments/delete roleAssignments/write
      Microsoft.CognitiveServices: accounts/*/read accounts/projects/* locations/*/read
      Microsoft.Insights: alertRules/*
      Microsoft.Resources: deployments/* subscriptions/resourceGroups/read
    `,
    dataActions: "Microsoft.CognitiveServices: *",
    notDataActions: `
      Microsoft.CognitiveServices: accounts/AIServices/agents/endpoints/UserIdentityImpersonation/action
        accounts/AIServices/fine_tuning_deployments/write accounts/OpenAI/fine-tunes-deployments/write
    `,
    isConditional: true,
  },
  "Foundry Project Runtime User": {
    id: "142bfaed-a13f-4c2d-bed2-6db62c4a1009",
    dataActions: "Microsoft.CognitiveServices: accounts/AIServices/responses/*",
  },
  "Foundry User": {
    id: "53ca6127-db72-4b80-b1b0-d745d6d5456d",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.CognitiveServices: */read accounts/listkeys/action
      Microsoft.Insights: alertRules/read diagnosticSettings/read logDefinitions/read metricdefinitions/read
        metrics/read
      Microsoft.ResourceHealth: availabilityStatuses/read
      Microsoft.Resources: deployments/* subscriptions/operationresults/read subscriptions/read
        subscriptions/resourceGroups/read
      Microsoft.Support: *
    `,
    dataActions: "Microsoft.CognitiveServices: *",
    notDataActions: `
      Microsoft.CognitiveServices: accounts/AIServices/agents/endpoints/UserIdentityImpersonation/action
        accounts/AIServices/fine_tuning_deployments/write accounts/OpenAI/fine-tunes-deployments/write
    `,
  },
  "Grafana Admin": {
    id: "22926164-76b3-42b3-bc55-97df8dab3e41",
    dataActions: "Microsoft.Dashboard: grafana/ActAsGrafanaAdmin/action",
  },
  "Grafana Editor": {
    id: "a79a5197-3a5c-4973-a920-486035ffd60f",
    dataActions: "Microsoft.Dashboard: grafana/ActAsGrafanaEditor/action",
  },
  "Grafana Limited Viewer": {
    id: "41e04612-9dac-4699-a02b-c82ff2cc3fb5",
    dataActions: "Microsoft.Dashboard: grafana/ActAsGrafanaLimitedViewer/action",
  },
  "Grafana Viewer": {
    id: "60921a7e-fef1-4a43-9b16-a26c52ad4769",
    dataActions: "Microsoft.Dashboard: grafana/ActAsGrafanaViewer/action",
  },
  "Integration Service Environment Contributor": {
    id: "a41e2c5b-bd99-4a07-88f4-9bf657a760b8",
    actions: "Microsoft.Authorization: */read Microsoft.Logic: integrationServiceEnvironments/* Microsoft.Support: *",
  },
  "Integration Service Environment Developer": {
    id: "c7aa55d3-1abb-444a-a5ca-5e51e485d6ec",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.Logic: integrationServiceEnvironments/*/join/action integrationServiceEnvironments/read
      Microsoft.Support: *
    `,
  },
  "Key Vault Administrator": {
    id: "00482a5a-887f-4fb3-b363-3b7fe8e74483",
    actions: `${COMMON} ${VAULT_METADATA}`,
    dataActions: "Microsoft.KeyVault: vaults/*",
  },
  "Key Vault Certificate User": {
    id: "db79e9a7-68ee-4b58-9aeb-b90e7c24fcba",
    dataActions: `
      Microsoft.KeyVault: vaults/certificates/read vaults/keys/read vaults/secrets/getSecret/action
        vaults/secrets/readMetadata/action
    `,
  },
  "Key Vault Certificates Officer": {
    id: "a4417e6f-fecd-4de8-b567-7b0420556985",
    actions: `${COMMON} ${VAULT_METADATA}`,
    dataActions: "Microsoft.KeyVault: vaults/certificatecas/* vaults/certificatecontacts/write vaults/certificates/*",
  },
  "Key Vault Contributor": {
    id: "f25e0fa2-a7c8-4377-a976-54943a77a395",
    actions: `${COMMON} Microsoft.KeyVault: *`,
    notActions: "Microsoft.KeyVault: hsmPools/* locations/deletedVaults/purge/action managedHsms/*",
  },
  "Key Vault Crypto Officer": {
    id: "14b46e9e-c2b7-41b4-b07b-48a6ebf60603",
    actions: `${COMMON} ${VAULT_METADATA}`,
    dataActions: "Microsoft.KeyVault: vaults/keyrotationpolicies/* vaults/keys/*",
  },
  "Key Vault Crypto Service Encryption User": {
    id: "e147488a-f6f5-4113-8e2d-b22465e65bf6",
    actions: "Microsoft.EventGrid: eventSubscriptions/delete eventSubscriptions/read eventSubscriptions/write",
    dataActions: "Microsoft.KeyVault: vaults/keys/read vaults/keys/unwrap/action vaults/keys/wrap/action",
  },
  "Key Vault Crypto Service Release User": {
    id: "08bbd89e-9f13-488c-ac41-acfcb10c90ab",
    dataActions: "Microsoft.KeyVault: vaults/keys/release/action",
  },
  "Key Vault Crypto User": {
    id: "12338af0-0e69-4776-bea7-57ae8d297424",
    dataActions: `
      Microsoft.KeyVault: vaults/keys/backup/action vaults/keys/decrypt/action vaults/keys/encrypt/action
        vaults/keys/read vaults/keys/sign/action vaults/keys/unwrap/action vaults/keys/update/action
        vaults/keys/verify/action vaults/keys/wrap/action
    `,
  },
  "Key Vault Data Access Administrator": {
    id: "8b54135c-b56d-4d72-a534-26097cfdc8d8",
    actions: `
      Microsoft.Authorization: */read roleAssignments/delete roleAssignments/write
      Microsoft.KeyVault: vaults/*/read
      Microsoft.Management: managementGroups/read
      Microsoft.Resources: deployments/* subscriptions/read subscriptions/resourceGroups/read
      Microsoft.Support: *
    `,
    isConditional: true,
  },
  "Key Vault Purge Operator": {
    id: "a68e7c17-0ab2-4c09-9a58-125dae29748c",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.Insights: alertRules/*
      Microsoft.KeyVault: deletedVaults/read locations/deletedVaults/purge/action locations/deletedVaults/read
        locations/operationResults/read
      Microsoft.Resources: deployments/* subscriptions/resourceGroups/read
    `,
  },
  "Key Vault Reader": {
    id: "21090545-7ca7-4776-b22c-e363652d74d2",
    actions: `
      ${VAULT_METADATA}
      Microsoft.Authorization: */read
      Microsoft.Insights: alertRules/*
      Microsoft.Resources: subscriptions/resourceGroups/read
      Microsoft.Support: *
    `,
    dataActions: "Microsoft.KeyVault: vaults/*/read vaults/secrets/readMetadata/action",
  },
  "Key Vault Secrets Officer": {
    id: "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
    actions: `${COMMON} ${VAULT_METADATA}`,
    dataActions: "Microsoft.KeyVault: vaults/secrets/*",
  },
  "Key Vault Secrets User": {
    id: "4633458b-17de-408a-b874-0445c86b69e6",
    dataActions: "Microsoft.KeyVault: vaults/secrets/getSecret/action vaults/secrets/readMetadata/action",
  },
  "Kubernetes Agent Subscription Level Operator": {
    id: "ada52afe-776a-4b4d-a8f2-55670d3d8178",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.Insights: alertRules/*
      Microsoft.OperationalInsights: workspaces/listKeys/action workspaces/read workspaces/sharedkeys/action
        workspaces/sharedkeys/read workspaces/write
      Microsoft.Resources: deployments/* subscriptions/operationresults/read subscriptions/read
        subscriptions/resourceGroups/read subscriptions/resourceGroups/write
    `,
  },
  "Load Test Contributor": {
    id: "749a398d-560b-491b-bb21-08924219302e",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.Insights: alertRules/*
      Microsoft.LoadTestService: */read
      Microsoft.Resources: deployments/* subscriptions/resourceGroups/read
    `,
    notActions: "Microsoft.LoadTestService: locations/PlaywrightQuotas/* PlaywrightWorkspaces/*",
    dataActions: "Microsoft.LoadTestService: loadtests/* testProfileRuns/* testProfiles/*",
  },
  "Load Test Owner": {
    id: "45bb0b16-2f0c-4e78-afaa-a07599b003f6",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.Insights: alertRules/*
      Microsoft.LoadTestService: *
      Microsoft.Resources: deployments/* subscriptions/resourceGroups/read
    `,
    notActions: "Microsoft.LoadTestService: locations/PlaywrightQuotas/* PlaywrightWorkspaces/*",
    dataActions: "Microsoft.LoadTestService: *",
  },
  "Load Test Reader": {
    id: "3ae3fb29-0000-4ccd-bf80-542e7b26e081",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.Insights: alertRules/*
      Microsoft.LoadTestService: */read
      Microsoft.Resources: subscriptions/resourceGroups/read
    `,
    notActions: "Microsoft.LoadTestService: locations/PlaywrightQuotas/* PlaywrightWorkspaces/*",
    dataActions: "Microsoft.LoadTestService: loadtests/readTest/action testProfileRuns/read testProfiles/read",
  },
  "Locks Contributor": {
    id: "28bf596f-4eb7-45ce-b5bc-6cf482fec137",
    actions: "Microsoft.Authorization: locks/delete locks/read locks/write",
  },
  "Log Analytics Contributor": {
    id: "92aaf0da-9dab-42b6-94a3-d43ce8d16293",
    actions: `
      */read
      Microsoft.ClassicCompute: virtualMachines/extensions/*
      Microsoft.ClassicStorage: storageAccounts/listKeys/action
      Microsoft.Compute: virtualMachines/extensions/*
      Microsoft.HybridCompute: machines/extensions/write
      Microsoft.Insights: alertRules/* diagnosticSettings/*
      Microsoft.OperationalInsights: *
      Microsoft.OperationsManagement: *
      Microsoft.Resources: deployments/* subscriptions/resourcegroups/deployments/*
      Microsoft.Storage: storageAccounts/listKeys/action
      Microsoft.Support: *
    `,
    dataActions: "Microsoft.OperationalInsights: workspaces/jobs/export/action",
  },
  "Log Analytics Data Reader": {
    id: "3b03c2da-16b3-4a49-8834-0f8130efdd3b",
    actions: "Microsoft.OperationalInsights: workspaces/query/read workspaces/read",
    dataActions: "Microsoft.OperationalInsights: workspaces/tables/data/read",
  },
  "Log Analytics Reader": {
    id: "73c42c96-874c-492b-b04d-ab87d138a893",
    actions: `
      */read
      Microsoft.OperationalInsights: workspaces/analytics/query/action workspaces/search/action
      Microsoft.Support: *
    `,
    notActions: "Microsoft.OperationalInsights: workspaces/sharedKeys/read",
    dataActions: "Microsoft.OperationalInsights: workspaces/jobs/export/action",
  },
  "Logic App Contributor": {
    id: "87a39d53-fc1b-424a-814c-f7e04687dc9e",
    actions: `
      ${COMMON}
      Microsoft.ClassicStorage: storageAccounts/listKeys/action storageAccounts/read
      Microsoft.Insights: diagnosticSettings/* logdefinitions/* metricAlerts/* metricDefinitions/*
      Microsoft.Logic: *
      Microsoft.Resources: subscriptions/operationresults/read
      Microsoft.Storage: storageAccounts/listkeys/action storageAccounts/read
      Microsoft.Web: connectionGateways/* connections/* customApis/* serverFarms/join/action serverFarms/read
        sites/functions/listSecrets/action
    `,
  },
  "Logic App Operator": {
    id: "515c2055-d9d4-4321-b1b9-bd0c9a0f79fe",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.Insights: alertRules/*/read diagnosticSettings/*/read metricAlerts/*/read metricDefinitions/*/read
      Microsoft.Logic: */read workflows/disable/action workflows/enable/action workflows/validate/action
      Microsoft.Resources: deployments/operations/read subscriptions/operationresults/read
        subscriptions/resourceGroups/read
      Microsoft.Support: *
      Microsoft.Web: connectionGateways/*/read connections/*/read customApis/*/read serverFarms/read
    `,
  },
  "Logic Apps Hybrid Contributor": {
    id: "32109304-a0e2-4d64-bd07-b23ac5efbe43",
    actions: `
      Microsoft.App: connectedEnvironments/*/read connectedEnvironments/checknameavailability/action
        connectedEnvironments/join/action connectedEnvironments/read containerApps/*/action containerApps/*/delete
        containerApps/*/read containerApps/*/write logicApps/*/action logicApps/*/delete logicApps/*/read
        logicApps/*/write managedEnvironments/*/read managedEnvironments/checknameavailability/action
        managedEnvironments/join/action managedEnvironments/read
      Microsoft.Authorization: */read
      Microsoft.Insights: alertRules/*
    `,
  },
  "Logic Apps Standard Contributor": {
    id: "ad710c24-b039-4e85-a019-deb4a06e8570",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.Insights: alertRules/*
      Microsoft.Resources: deployments/operations/read subscriptions/operationresults/read
        subscriptions/resourceGroups/read
      Microsoft.Support: *
      Microsoft.Web: */read certificates/* connectionGateways/* connections/* customApis/* serverFarms/* sites/*
    `,
  },
  "Logic Apps Standard Developer": {
    id: "523776ba-4eb2-4600-a3c8-f2dc93da4bdb",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.Insights: alertRules/*
      Microsoft.Resources: deployments/operations/read subscriptions/operationresults/read
        subscriptions/resourceGroups/read
      Microsoft.Support: *
      Microsoft.Web: */read connections/* customApis/* sites/config/list/Action sites/config/web/appsettings/delete
        sites/config/web/appsettings/write sites/config/Write sites/deployWorkflowArtifacts/action sites/hostruntime/*
        sites/listworkflowsconnections/action sites/publish/Action sites/slots/config/appsettings/write
        sites/slots/config/list/Action sites/slots/config/web/appsettings/delete
        sites/slots/deployWorkflowArtifacts/action sites/slots/listworkflowsconnections/action
        sites/slots/publish/Action sites/workflows/* sites/workflowsconfiguration/*
    `,
  },
  "Logic Apps Standard Operator": {
    id: "b70c96e9-66fe-4c09-b6e7-c98e69c98555",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.Insights: alertRules/*
      Microsoft.Resources: deployments/operations/read subscriptions/operationresults/read
        subscriptions/resourceGroups/read
      Microsoft.Support: *
      Microsoft.Web: */read sites/applySlotConfig/Action sites/hostruntime/* sites/restart/Action
        sites/slots/restart/Action sites/slots/slotsswap/Action sites/slots/start/Action sites/slots/stop/Action
        sites/slotsdiffs/Action sites/slotsswap/Action sites/start/Action sites/stop/Action sites/write
    `,
    notActions: "Microsoft.Web: sites/hostruntime/host/_master/read sites/hostruntime/host/action",
  },
  "Logic Apps Standard Reader": {
    id: "4accf36b-2c05-432f-91c8-5c532dff4c73",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.Insights: alertRules/*
      Microsoft.Resources: deployments/operations/read subscriptions/operationresults/read
        subscriptions/resourceGroups/read
      Microsoft.Support: *
      Microsoft.Web: */read
    `,
  },
  "Managed Application Contributor Role": {
    id: "641177b8-a67a-45b9-a033-47bc880bb21e",
    actions: `
      */read
      Microsoft.Resources: deployments/* subscriptions/resourceGroups/*
      Microsoft.Solutions: applications/* register/action
    `,
  },
  "Managed Application Operator Role": {
    id: "c7393b34-138c-406f-901b-d8cf2b17e6ae",
    actions: "*/read Microsoft.Solutions: */action applications/read",
  },
  "Managed Application Publisher Operator": {
    id: "b9331d33-8a36-4f8c-b097-4f54124fdb44",
    actions: "*/read Microsoft.Resources: deployments/* Microsoft.Solutions: jitRequests/*",
  },
  "Managed Identity Contributor": {
    id: "e40ec5ca-96e0-45a2-b4ff-59039f2c2b59",
    actions: `
      ${COMMON}
      Microsoft.ManagedIdentity: userAssignedIdentities/delete
        userAssignedIdentities/federatedIdentityCredentials/delete
        userAssignedIdentities/federatedIdentityCredentials/read
        userAssignedIdentities/federatedIdentityCredentials/write userAssignedIdentities/read
        userAssignedIdentities/revokeTokens/action userAssignedIdentities/write
    `,
  },
  "Managed Identity Federated Identity Credential Contributor": {
    id: "7e559ce2-48d7-4b27-9128-fa1b247f1308",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.Insights: alertRules/*
      Microsoft.ManagedIdentity: userAssignedIdentities/federatedIdentityCredentials/delete
        userAssignedIdentities/federatedIdentityCredentials/read
        userAssignedIdentities/federatedIdentityCredentials/write userAssignedIdentities/read
      Microsoft.Resources: deployments/* subscriptions/resourceGroups/read
    `,
  },
  "Managed Identity Operator": {
    id: "f1a07417-d97a-45cb-824c-7a7467783830",
    actions: `
      ${COMMON}
      Microsoft.ManagedIdentity: userAssignedIdentities/*/assign/action userAssignedIdentities/*/read
    `,
  },
  "Monitoring Contributor": {
    id: "749f88d5-cbae-40b8-bcfc-e573ddc772fa",
    actions: `
      */read
      Microsoft.AlertsManagement: actionRules/* alerts/* alertsSummary/* investigations/* issues/*
        migrateFromSmartDetection/* prometheusRuleGroups/* smartDetectorAlertRules/* smartGroups/*
      Microsoft.Insights: actiongroups/* activityLogAlerts/* AlertRules/* components/* createNotifications/*
        dataCollectionEndpoints/* dataCollectionRuleAssociations/* dataCollectionRules/* DiagnosticSettings/*
        eventtypes/* LogDefinitions/* metricalerts/* MetricDefinitions/* Metrics/* notificationStatus/*
        privateLinkScopeOperationStatuses/* privateLinkScopes/* Register/Action scheduledqueryrules/* webtests/*
        workbooks/* workbooktemplates/*
      Microsoft.Monitor: accounts/* investigations/* settings/*
      Microsoft.OperationalInsights: locations/workspaces/failover/action workspaces/failback/action
        workspaces/intelligencepacks/* workspaces/savedSearches/* workspaces/search/action
        workspaces/sharedKeys/action workspaces/sharedKeys/read workspaces/storageinsightconfigs/* workspaces/write
      Microsoft.Resources: deployments/*
      Microsoft.Support: *
    `,
  },
  "Monitoring Data Reader": {
    id: "b0d8363b-8ddd-447d-831f-62ca05bff136",
    dataActions: "Microsoft.Monitor: accounts/data/metrics/read",
  },
  "Monitoring Metrics Publisher": {
    id: "3913510d-42f4-4e42-8a64-420c390055eb",
    actions: `
      Microsoft.Insights: Register/Action
      Microsoft.Resources: subscriptions/resourceGroups/read
      Microsoft.Support: *
    `,
    dataActions: "Microsoft.Insights: Metrics/Write Telemetry/Write",
  },
  "Monitoring Policy Contributor": {
    id: "47be4a87-7950-4631-9daf-b664a405f074",
    actions: `
      */read
      Microsoft.AlertsManagement: actionRules/* alerts/* alertsSummary/* investigations/* issues/*
        migrateFromSmartDetection/* prometheusRuleGroups/* smartDetectorAlertRules/* smartGroups/*
      Microsoft.Insights: actiongroups/* activityLogAlerts/* AlertRules/* components/* createNotifications/*
        dataCollectionEndpoints/* dataCollectionRuleAssociations/* dataCollectionRules/* DiagnosticSettings/*
        eventtypes/* LogDefinitions/* metricalerts/* MetricDefinitions/* Metrics/* notificationStatus/*
        privateLinkScopeOperationStatuses/* privateLinkScopes/* Register/Action scheduledqueryrules/* webtests/*
        workbooks/* workbooktemplates/*
      Microsoft.Monitor: accounts/* investigations/*
      Microsoft.OperationalInsights: locations/workspaces/failover/action workspaces/failback/action
        workspaces/intelligencepacks/* workspaces/savedSearches/* workspaces/search/action
        workspaces/sharedKeys/action workspaces/sharedKeys/read workspaces/storageinsightconfigs/* workspaces/write
      Microsoft.PolicyInsights: remediations/*
      Microsoft.Resources: deployments/* subscriptions/resourceGroups/*
      Microsoft.Support: *
    `,
  },
  "Monitoring Reader": {
    id: "43d0d8ad-25c7-4714-9337-8ba259a9fe05",
    actions: "*/read Microsoft.OperationalInsights: workspaces/search/action Microsoft.Support: *",
  },
  "MySQL Backup And Export Operator": {
    id: "d18ad5f3-1baf-4119-b49b-d944edb1f9d0",
    actions: `
      Microsoft.DBforMySQL: flexibleServers/backupAndExport/action flexibleServers/validateBackup/action
        locations/azureAsyncOperation/read locations/operationResults/read
      Microsoft.Resources: subscriptions/read subscriptions/resourceGroups/read
    `,
  },
  "Network Contributor": {
    id: "4d97b98b-1d4f-4787-a291-c67834d212e7",
    actions: `${COMMON} Microsoft.Network: * Microsoft.ResourceHealth: availabilityStatuses/read`,
  },
  Owner: {
    id: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
    actions: "*",
  },
  "Private DNS Zone Contributor": {
    id: "b12aa53e-6015-4669-85d0-8515ebb3ae7f",
    actions: `
      ${COMMON}
      Microsoft.Network: privateDnsOperationResults/* privateDnsOperationStatuses/* privateDnsZones/*
        virtualNetworks/join/action virtualNetworks/read
    `,
  },
  "Privileged Monitoring Data Reader": {
    id: "dbc9c667-e97f-4491-aee6-90b9cf960190",
    actions: "Microsoft.Insights: Logs/Read Microsoft.OperationalInsights: workspaces/query/read workspaces/read",
    dataActions: "Microsoft.Insights: logs/data/read Microsoft.OperationalInsights: workspaces/tables/data/read",
    isConditional: true,
  },
  Reader: {
    id: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
    actions: "*/read",
  },
  "Reader and Data Access": {
    id: "c12c1c16-33a1-487b-954d-41c89c60f349",
    actions: `
      Microsoft.Storage: storageAccounts/ListAccountSas/action storageAccounts/listKeys/action storageAccounts/read
    `,
  },
  "Redis Cache Contributor": {
    id: "e0f68234-74aa-48ed-b826-c38b57376e17",
    actions: `${COMMON} Microsoft.Cache: redis/* register/action Microsoft.ResourceHealth: availabilityStatuses/read`,
  },
  "Resource Policy Contributor": {
    id: "36243c78-bf99-498c-9df9-86d9f8d28608",
    actions: `
      */read
      Microsoft.Authorization: policyassignments/* policydefinitions/* policyenrollments/* policyexemptions/*
        policysetdefinitions/*
      Microsoft.PolicyInsights: *
      Microsoft.Resources: deployments/*
      Microsoft.Support: *
    `,
  },
  "Role Based Access Control Administrator": {
    id: "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
    actions: "*/read Microsoft.Authorization: roleAssignments/delete roleAssignments/write Microsoft.Support: *",
  },
  "Schema Registry Contributor": {
    id: "5dffeca3-4936-4216-b2bc-10343a5abb25",
    actions: "Microsoft.EventHub: namespaces/schemagroups/*",
    dataActions: "Microsoft.EventHub: namespaces/schemas/*",
  },
  "Schema Registry Reader": {
    id: "2c56ea50-c6b3-40a6-83c0-9d98858bc7d2",
    actions: "Microsoft.EventHub: namespaces/schemagroups/read",
    dataActions: "Microsoft.EventHub: namespaces/schemas/read",
  },
  "Search Index Data Contributor": {
    id: "8ebe5a00-799e-43f5-93ac-243d3dce84a7",
    dataActions: `
      Microsoft.Search: searchServices/indexes/contentSecurity/elevatedOperations/read
        searchServices/indexes/documents/*
    `,
  },
  "Search Index Data Reader": {
    id: "1407120a-92aa-4202-b7e9-c0e197c71c8f",
    dataActions: "Microsoft.Search: searchServices/indexes/documents/read",
  },
  "Search Service Contributor": {
    id: "7ca78c08-252a-4471-8644-bb5ff32d4ba0",
    actions: `${COMMON} Microsoft.ResourceHealth: availabilityStatuses/read Microsoft.Search: searchServices/*`,
  },
  "Security Admin": {
    id: "fb1c8493-542b-48eb-b624-b4c8fea62acd",
    actions: `
      ${COMMON}
      Microsoft.Authorization: policyAssignments/* policyDefinitions/* policyExemptions/* policySetDefinitions/*
      Microsoft.IoTFirmwareDefense: *
      Microsoft.IoTSecurity: *
      Microsoft.Management: managementGroups/read
      Microsoft.operationalInsights: workspaces/*/read
      Microsoft.Security: *
    `,
  },
  "Security Reader": {
    id: "39bc4728-0917-49c7-9d2c-d95423bc2eb4",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.Insights: alertRules/read
      Microsoft.IoTSecurity: */read defenderSettings/downloadManagerActivation/action
        defenderSettings/packageDownloads/action
      Microsoft.Management: managementGroups/read
      Microsoft.operationalInsights: workspaces/*/read
      Microsoft.Resources: deployments/*/read subscriptions/resourceGroups/read
      Microsoft.Security: */read iotDefenderSettings/downloadManagerActivation/action
        iotDefenderSettings/packageDownloads/action iotSensors/downloadResetPassword/action
      Microsoft.Support: */read
    `,
  },
  "SignalR AccessKey Reader": {
    id: "04165923-9d83-45d5-8227-78b77b0a687e",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.Resources: subscriptions/resourceGroups/read
      Microsoft.SignalRService: */read SignalR/listkeys/action
      Microsoft.Support: *
    `,
  },
  "SignalR App Server": {
    id: "420fcaa2-552c-430f-98ca-3264be4806c7",
    dataActions: `
      Microsoft.SignalRService: SignalR/auth/accessKey/action SignalR/clientConnection/write
        SignalR/serverConnection/write
    `,
  },
  "SignalR REST API Owner": {
    id: "fd53cd77-2268-407a-8f46-7e7863d0f521",
    dataActions: `
      Microsoft.SignalRService: SignalR/auth/clientToken/action SignalR/clientConnection/* SignalR/group/*
        SignalR/hub/* SignalR/user/*
    `,
  },
  "SignalR REST API Reader": {
    id: "ddde6b66-c0df-4114-a159-3618637b3035",
    dataActions: "Microsoft.SignalRService: SignalR/clientConnection/read SignalR/group/read SignalR/user/read",
  },
  "SignalR Service Owner": {
    id: "7e4f1700-ea5a-4f59-8f37-079cfe29dce3",
    dataActions: "Microsoft.SignalRService: SignalR/*",
  },
  "SignalR/Web PubSub Contributor": {
    id: "8cf5e20a-e4b2-4e9d-b3a1-5ceb692c2761",
    actions: `${COMMON} Microsoft.SignalRService: *`,
  },
  "SQL DB Contributor": {
    id: "9b7fa17d-e63e-47b0-bb0a-15c516ac86ec",
    actions: `
      ${COMMON}
      Microsoft.Insights: metricDefinitions/read metrics/read
      Microsoft.ResourceHealth: availabilityStatuses/read
      Microsoft.Sql: locations/*/read servers/databases/* servers/read
    `,
    notActions: `
      Microsoft.Sql: managedInstances/advancedThreatProtectionSettings/*
        managedInstances/databases/advancedThreatProtectionSettings/*
        managedInstances/databases/currentSensitivityLabels/*
        managedInstances/databases/recommendedSensitivityLabels/*
        managedInstances/databases/schemas/tables/columns/sensitivityLabels/*
        managedInstances/databases/securityAlertPolicies/* managedInstances/databases/sensitivityLabels/*
        managedInstances/databases/vulnerabilityAssessments/* managedInstances/securityAlertPolicies/*
        managedInstances/vulnerabilityAssessments/* servers/databases/advancedThreatProtectionSettings/*
        servers/databases/auditingSettings/* servers/databases/auditRecords/read
        servers/databases/currentSensitivityLabels/* servers/databases/dataMaskingPolicies/*
        servers/databases/extendedAuditingSettings/* servers/databases/ledgerDigestUploads/disable/action
        servers/databases/ledgerDigestUploads/write servers/databases/recommendedSensitivityLabels/*
        servers/databases/schemas/tables/columns/sensitivityLabels/* servers/databases/securityAlertPolicies/*
        servers/databases/securityMetrics/* servers/databases/sensitivityLabels/*
        servers/databases/sqlVulnerabilityAssessments/* servers/databases/vulnerabilityAssessments/*
        servers/databases/vulnerabilityAssessmentScans/* servers/databases/vulnerabilityAssessmentSettings/*
        servers/sqlVulnerabilityAssessments/* servers/vulnerabilityAssessments/*
    `,
  },
  "SQL Managed Instance Contributor": {
    id: "4939a1f6-9ae0-4e48-a1e0-f2cbe897382d",
    actions: `
      ${COMMON}
      Microsoft.Insights: metricDefinitions/read metrics/read
      Microsoft.Network: networkSecurityGroups/* routeTables/* virtualNetworks/* virtualNetworks/subnets/*
      Microsoft.ResourceHealth: availabilityStatuses/read
      Microsoft.Sql: locations/*/read locations/instanceFailoverGroups/* managedInstances/*
    `,
    notActions: `
      Microsoft.Sql: managedInstances/azureADOnlyAuthentications/delete
        managedInstances/azureADOnlyAuthentications/write
    `,
  },
  "SQL Security Manager": {
    id: "056cd41c-7e88-42e1-933e-88ba6a50c9c3",
    actions: `
      ${COMMON}
      Microsoft.Network: virtualNetworks/subnets/joinViaServiceEndpoint/action
      Microsoft.ResourceHealth: availabilityStatuses/read
      Microsoft.Security: sqlVulnerabilityAssessments/*
      Microsoft.Sql: locations/administratorAzureAsyncOperation/read
        locations/ledgerDigestUploadsAzureAsyncOperation/read locations/ledgerDigestUploadsOperationResults/read
        locations/serverConfigurationOptionAzureAsyncOperation/read managedInstances/administrators/read
        managedInstances/advancedThreatProtectionSettings/read managedInstances/advancedThreatProtectionSettings/write
        managedInstances/azureADOnlyAuthentications/* managedInstances/databases/advancedThreatProtectionSettings/read
        managedInstances/databases/advancedThreatProtectionSettings/write
        managedInstances/databases/currentSensitivityLabels/*
        managedInstances/databases/recommendedSensitivityLabels/*
        managedInstances/databases/schemas/tables/columns/sensitivityLabels/*
        managedInstances/databases/securityAlertPolicies/* managedInstances/databases/sensitivityLabels/*
        managedInstances/databases/transparentDataEncryption/* managedInstances/databases/vulnerabilityAssessments/*
        managedInstances/read managedInstances/securityAlertPolicies/*
        managedInstances/serverConfigurationOptions/read managedInstances/serverConfigurationOptions/write
        managedInstances/vulnerabilityAssessments/* servers/administrators/read
        servers/advancedThreatProtectionSettings/read servers/advancedThreatProtectionSettings/write
        servers/auditingSettings/* servers/azureADOnlyAuthentications/*
        servers/databases/advancedThreatProtectionSettings/read
        servers/databases/advancedThreatProtectionSettings/write servers/databases/auditingSettings/*
        servers/databases/auditRecords/read servers/databases/currentSensitivityLabels/*
        servers/databases/dataMaskingPolicies/* servers/databases/extendedAuditingSettings/read
        servers/databases/ledgerDigestUploads/* servers/databases/read
        servers/databases/recommendedSensitivityLabels/* servers/databases/schemas/read
        servers/databases/schemas/tables/columns/read servers/databases/schemas/tables/columns/sensitivityLabels/*
        servers/databases/schemas/tables/read servers/databases/securityAlertPolicies/*
        servers/databases/securityMetrics/* servers/databases/sensitivityLabels/*
        servers/databases/sqlvulnerabilityAssessments/* servers/databases/transparentDataEncryption/*
        servers/databases/vulnerabilityAssessments/* servers/databases/vulnerabilityAssessmentScans/*
        servers/databases/vulnerabilityAssessmentSettings/* servers/devOpsAuditingSettings/*
        servers/extendedAuditingSettings/* servers/externalPolicyBasedAuthorizations/* servers/firewallRules/*
        servers/read servers/securityAlertPolicies/* servers/sqlvulnerabilityAssessments/*
        servers/vulnerabilityAssessments/*
    `,
  },
  "SQL Server Contributor": {
    id: "6d8ee4ec-f05a-4a1d-8b00-a9b17e38b437",
    actions: `
      ${COMMON}
      Microsoft.Insights: metricDefinitions/read metrics/read
      Microsoft.ResourceHealth: availabilityStatuses/read
      Microsoft.Sql: locations/*/read servers/*
    `,
    notActions: `
      Microsoft.Sql: managedInstances/advancedThreatProtectionSettings/*
        managedInstances/databases/advancedThreatProtectionSettings/*
        managedInstances/databases/currentSensitivityLabels/*
        managedInstances/databases/recommendedSensitivityLabels/*
        managedInstances/databases/schemas/tables/columns/sensitivityLabels/*
        managedInstances/databases/securityAlertPolicies/* managedInstances/databases/sensitivityLabels/*
        managedInstances/databases/vulnerabilityAssessments/* managedInstances/securityAlertPolicies/*
        managedInstances/vulnerabilityAssessments/* servers/advancedThreatProtectionSettings/*
        servers/auditingSettings/* servers/azureADOnlyAuthentications/delete servers/azureADOnlyAuthentications/write
        servers/databases/advancedThreatProtectionSettings/* servers/databases/auditingSettings/*
        servers/databases/auditRecords/read servers/databases/currentSensitivityLabels/*
        servers/databases/dataMaskingPolicies/* servers/databases/extendedAuditingSettings/*
        servers/databases/recommendedSensitivityLabels/* servers/databases/schemas/tables/columns/sensitivityLabels/*
        servers/databases/securityAlertPolicies/* servers/databases/securityMetrics/*
        servers/databases/sensitivityLabels/* servers/databases/sqlVulnerabilityAssessments/*
        servers/databases/vulnerabilityAssessments/* servers/databases/vulnerabilityAssessmentScans/*
        servers/databases/vulnerabilityAssessmentSettings/* servers/devOpsAuditingSettings/*
        servers/extendedAuditingSettings/* servers/externalPolicyBasedAuthorizations/delete
        servers/externalPolicyBasedAuthorizations/write servers/securityAlertPolicies/*
        servers/sqlVulnerabilityAssessments/* servers/vulnerabilityAssessments/*
    `,
  },
  "SqlDb Migration Role": {
    id: "189207d4-bb67-4208-a635-b06afe8b2c57",
    actions: `
      Microsoft.DataMigration: databaseMigrations/cancel/action databaseMigrations/cutover/action
        databaseMigrations/delete databaseMigrations/read databaseMigrations/write locations/operationResults/read
        locations/operationStatuses/read locations/sqlMigrationServiceOperationResults/read operations/read
        register/action sqlMigrationServices/delete sqlMigrationServices/deleteNode/action
        sqlMigrationServices/listAuthKeys/action sqlMigrationServices/listMigrations/read
        sqlMigrationServices/listMonitoringData/action sqlMigrationServices/MonitoringData/read
        sqlMigrationServices/read sqlMigrationServices/regenerateAuthKeys/action
        sqlMigrationServices/validateIR/action sqlMigrationServices/write
      Microsoft.Sql: servers/databases/delete servers/databases/read servers/databases/write servers/read
        servers/write
    `,
  },
  "SqlMI Migration Role": {
    id: "1d335eef-eee1-47fe-a9e0-53214eba8872",
    actions: `
      Microsoft.DataMigration: databaseMigrations/cancel/action databaseMigrations/cutover/action
        databaseMigrations/delete databaseMigrations/read databaseMigrations/write locations/operationResults/read
        locations/operationStatuses/read locations/sqlMigrationServiceOperationResults/read operations/read
        register/action sqlMigrationServices/delete sqlMigrationServices/deleteNode/action
        sqlMigrationServices/listAuthKeys/action sqlMigrationServices/listMigrations/read
        sqlMigrationServices/listMonitoringData/action sqlMigrationServices/MonitoringData/read
        sqlMigrationServices/read sqlMigrationServices/regenerateAuthKeys/action
        sqlMigrationServices/validateIR/action sqlMigrationServices/write
      Microsoft.Sql: managedInstances/databases/delete managedInstances/databases/read
        managedInstances/databases/write managedInstances/metrics/read managedInstances/read managedInstances/write
      Microsoft.Storage: storageAccounts/blobServices/containers/read storageAccounts/blobServices/read
        storageAccounts/blobServices/write storageAccounts/listkeys/action storageAccounts/read
    `,
  },
  "SRE Agent Administrator": {
    id: "e79298df-d852-4c6d-84f9-5d13249d1e55",
    actions: `
      Microsoft.App: agents/*/action agents/*/listSecrets/action agents/*/read agents/*/write agents/read agents/write
      Microsoft.Authorization: */read
      Microsoft.Insights: alertRules/read
    `,
    dataActions: "Microsoft.App: agents/*/delete agents/*/read agents/*/write agents/threads/approve/action",
  },
  "SRE Agent Author": {
    id: "eb64ab4c-23eb-4f63-a9c2-27da365f04e7",
    actions: "Microsoft.App: agents/read Microsoft.Authorization: */read Microsoft.Insights: alertRules/read",
    dataActions: `
      Microsoft.App: agents/extendedAgents/delete agents/extendedAgents/read agents/extendedAgents/write
        agents/incidentManagement/delete agents/incidentManagement/read agents/incidentManagement/write
        agents/threads/read
    `,
  },
  "SRE Agent Reader": {
    id: "a4b156ac-253f-4a1a-9851-96d62b71b047",
    actions: "Microsoft.App: agents/read Microsoft.Authorization: */read Microsoft.Insights: alertRules/read",
    dataActions: `
      Microsoft.App: agents/graph/read agents/incidentManagement/read agents/memory/read agents/threads/read
    `,
  },
  "SRE Agent Standard User": {
    id: "2d84a65a-63b2-4343-bbb6-31105d857bc1",
    actions: "Microsoft.App: agents/read Microsoft.Authorization: */read Microsoft.Insights: alertRules/read",
    dataActions: `
      Microsoft.App: agents/graph/read agents/graph/write agents/incidentManagement/read agents/memory/read
        agents/memory/write agents/scheduledtasks/delete agents/scheduledtasks/read agents/scheduledtasks/write
        agents/threads/read agents/threads/write
    `,
  },
  "SSH PublicKeys Contributor Role": {
    id: "fc6e3395-6a8c-4527-bb4c-d0abd41e8e74",
    actions: `
      Microsoft.Compute: sshpublickeys/delete sshpublickeys/generatekeypair/action sshpublickeys/read
        sshpublickeys/write
    `,
  },
  "SSH PublicKeys Reader Role": {
    id: "31ef6312-5b0c-4ce9-8c5d-587a91344fe7",
    actions: "Microsoft.Compute: sshpublickeys/read",
  },
  "Storage Account Backup Contributor": {
    id: "e5e2a7ff-d759-4cd2-bb51-3152d37e2eb1",
    actions: `
      Microsoft.Authorization: */read locks/delete locks/read locks/write
      Microsoft.Features: features/read providers/features/read
      Microsoft.Resources: subscriptions/resourceGroups/read
      Microsoft.Storage: operations/read storageAccounts/blobServices/containers/read
        storageAccounts/blobServices/containers/write storageAccounts/blobServices/read
        storageAccounts/blobServices/write storageAccounts/objectReplicationPolicies/delete
        storageAccounts/objectReplicationPolicies/read
        storageAccounts/objectReplicationPolicies/restorePointMarkers/write
        storageAccounts/objectReplicationPolicies/write storageAccounts/read storageAccounts/restoreBlobRanges/action
    `,
  },
  "Storage Account Contributor": {
    id: "17d1049b-9a84-46fb-8f53-869881c3d3ab",
    actions: `
      ${COMMON}
      Microsoft.Insights: diagnosticSettings/*
      Microsoft.Network: virtualNetworks/subnets/joinViaServiceEndpoint/action
      Microsoft.ResourceHealth: availabilityStatuses/read
      Microsoft.Storage: storageAccounts/*
    `,
  },
  "Storage Account Encryption Scope Contributor Role": {
    id: "a316ed6d-1efe-48ac-ac08-f7995a9c26fb",
    actions: "Microsoft.Storage: storageAccounts/encryptionScopes/read storageAccounts/encryptionScopes/write",
  },
  "Storage Account Key Operator Service Role": {
    id: "81a9662b-bebf-436f-a333-f67b29880f12",
    actions: "Microsoft.Storage: storageAccounts/listkeys/action storageAccounts/regeneratekey/action",
  },
  "Storage Actions Blob Data Operator": {
    id: "4bad4d9e-2a13-4888-94bb-c8432f6f3040",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.Insights: alertRules/*
      Microsoft.Resources: deployments/* subscriptions/resourceGroups/read
      Microsoft.Storage: storageAccounts/blobServices/containers/read storageAccounts/blobServices/containers/write
    `,
    dataActions: `
      Microsoft.Storage: storageAccounts/blobServices/containers/blobs/add/action
        storageAccounts/blobServices/containers/blobs/delete
        storageAccounts/blobServices/containers/blobs/immutableStorage/runAsSuperUser/action
        storageAccounts/blobServices/containers/blobs/read
        storageAccounts/blobServices/containers/blobs/runAsSuperUser/action
        storageAccounts/blobServices/containers/blobs/tags/read
        storageAccounts/blobServices/containers/blobs/tags/write storageAccounts/blobServices/containers/blobs/write
    `,
  },
  "Storage Blob Data Contributor": {
    id: "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
    actions: `
      Microsoft.Storage: storageAccounts/blobServices/containers/delete storageAccounts/blobServices/containers/read
        storageAccounts/blobServices/containers/write storageAccounts/blobServices/generateUserDelegationKey/action
    `,
    dataActions: `
      Microsoft.Storage: storageAccounts/blobServices/containers/blobs/add/action
        storageAccounts/blobServices/containers/blobs/delete storageAccounts/blobServices/containers/blobs/move/action
        storageAccounts/blobServices/containers/blobs/read storageAccounts/blobServices/containers/blobs/write
    `,
  },
  "Storage Blob Data Owner": {
    id: "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
    actions: `
      Microsoft.Storage: storageAccounts/blobServices/containers/*
        storageAccounts/blobServices/generateUserDelegationKey/action
    `,
    dataActions: "Microsoft.Storage: storageAccounts/blobServices/containers/blobs/*",
  },
  "Storage Blob Data Reader": {
    id: "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
    actions: `
      Microsoft.Storage: storageAccounts/blobServices/containers/read
        storageAccounts/blobServices/generateUserDelegationKey/action
    `,
    dataActions: "Microsoft.Storage: storageAccounts/blobServices/containers/blobs/read",
  },
  "Storage Blob Delegator": {
    id: "db58b8e5-c6ad-4a2a-8342-4190687cbf4a",
    actions: "Microsoft.Storage: storageAccounts/blobServices/generateUserDelegationKey/action",
  },
  "Storage File Backup Contributor": {
    id: "c8a487a2-c85b-4487-83a1-9f04cde10293",
    actions: `
      Microsoft.Authorization: */read locks/delete locks/write
      Microsoft.Storage: storageAccounts/fileServices/read storageAccounts/fileServices/shares/delete
        storageAccounts/fileServices/shares/lease/action storageAccounts/fileServices/shares/read
        storageAccounts/fileServices/shares/write storageAccounts/fileServices/write storageAccounts/read
    `,
    dataActions: `
      Microsoft.Storage: storageAccounts/fileServices/fileShares/files/read
        storageAccounts/fileServices/readFileBackupSemantics/action
    `,
  },
  "Storage File Data Privileged Contributor": {
    id: "69566ab7-960f-475b-8e7c-b3118f30c6bd",
    dataActions: `
      Microsoft.Storage: storageAccounts/fileServices/fileshares/files/delete
        storageAccounts/fileServices/fileshares/files/modifypermissions/action
        storageAccounts/fileServices/fileshares/files/read storageAccounts/fileServices/fileshares/files/write
        storageAccounts/fileServices/readFileBackupSemantics/action
        storageAccounts/fileServices/writeFileBackupSemantics/action
    `,
  },
  "Storage File Data Privileged Reader": {
    id: "b8eda974-7b85-4f76-af95-65846b26df6d",
    dataActions: `
      Microsoft.Storage: storageAccounts/fileServices/fileshares/files/read
        storageAccounts/fileServices/readFileBackupSemantics/action
    `,
  },
  "Storage File Data SMB Share Contributor": {
    id: "0c867c2a-1d8c-454a-a3db-ab2ea1bdc8bb",
    dataActions: `
      Microsoft.Storage: storageAccounts/fileServices/fileshares/files/delete
        storageAccounts/fileServices/fileshares/files/read storageAccounts/fileServices/fileshares/files/write
    `,
  },
  "Storage File Data SMB Share Elevated Contributor": {
    id: "a7264617-510b-434b-a828-9731dc254ea7",
    dataActions: `
      Microsoft.Storage: storageAccounts/fileServices/fileshares/files/delete
        storageAccounts/fileServices/fileshares/files/modifypermissions/action
        storageAccounts/fileServices/fileshares/files/read storageAccounts/fileServices/fileshares/files/write
    `,
  },
  "Storage File Data SMB Share Reader": {
    id: "aba4ae5f-2193-4029-9191-0cb91df5e314",
    dataActions: "Microsoft.Storage: storageAccounts/fileServices/fileshares/files/read",
  },
  "Storage File Delegator": {
    id: "765a04e0-5de8-4bb2-9bf6-b2a30bc03e91",
    actions: "Microsoft.Storage: storageAccounts/fileServices/generateUserDelegationKey/action",
  },
  "Storage File Restore Contributor": {
    id: "e7a9e73d-4397-41f2-a282-af8b65aaa2dc",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.Storage: storageAccounts/fileServices/shares/read storageAccounts/read
    `,
    dataActions: `
      Microsoft.Storage: storageAccounts/fileServices/fileShares/files/delete
        storageAccounts/fileServices/fileShares/files/modifypermissions/action
        storageAccounts/fileServices/fileShares/files/read storageAccounts/fileServices/fileShares/files/write
        storageAccounts/fileServices/readFileBackupSemantics/action
        storageAccounts/fileServices/writeFileBackupSemantics/action
    `,
  },
  "Storage Queue Data Contributor": {
    id: "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
    actions: `
      Microsoft.Storage: storageAccounts/queueServices/queues/delete storageAccounts/queueServices/queues/read
        storageAccounts/queueServices/queues/write
    `,
    // Azure's list leaves out what writing messages includes, which is to add them:
    // https://learn.microsoft.com/rest/api/storageservices/put-message#permissions
    dataActions: `
      Microsoft.Storage: storageAccounts/queueServices/queues/messages/add/action
        storageAccounts/queueServices/queues/messages/delete
        storageAccounts/queueServices/queues/messages/process/action
        storageAccounts/queueServices/queues/messages/read storageAccounts/queueServices/queues/messages/write
    `,
  },
  "Storage Queue Data Message Processor": {
    id: "8a0f0c08-91a1-4084-bc3d-661d67233fed",
    dataActions: `
      Microsoft.Storage: storageAccounts/queueServices/queues/messages/process/action
        storageAccounts/queueServices/queues/messages/read
    `,
  },
  "Storage Queue Data Message Sender": {
    id: "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a",
    dataActions: "Microsoft.Storage: storageAccounts/queueServices/queues/messages/add/action",
  },
  "Storage Queue Data Reader": {
    id: "19e7f393-937e-4f77-808e-94535e297925",
    actions: "Microsoft.Storage: storageAccounts/queueServices/queues/read",
    dataActions: "Microsoft.Storage: storageAccounts/queueServices/queues/messages/read",
  },
  "Storage Queue Delegator": {
    id: "7ee386e9-84f0-448e-80a6-f185f6533131",
    actions: "Microsoft.Storage: storageAccounts/queueServices/generateUserDelegationKey/action",
  },
  "Storage Table Data Contributor": {
    id: "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
    actions: `
      Microsoft.Storage: storageAccounts/tableServices/tables/delete storageAccounts/tableServices/tables/read
        storageAccounts/tableServices/tables/write
    `,
    dataActions: `
      Microsoft.Storage: storageAccounts/tableServices/tables/entities/add/action
        storageAccounts/tableServices/tables/entities/delete storageAccounts/tableServices/tables/entities/read
        storageAccounts/tableServices/tables/entities/update/action
        storageAccounts/tableServices/tables/entities/write
    `,
  },
  "Storage Table Data Reader": {
    id: "76199698-9eea-4c19-bc75-cec21354c6b6",
    actions: "Microsoft.Storage: storageAccounts/tableServices/tables/read",
    dataActions: "Microsoft.Storage: storageAccounts/tableServices/tables/entities/read",
  },
  "Storage Table Delegator": {
    id: "965033a5-c8eb-4f35-b82f-fef460a3606d",
    actions: "Microsoft.Storage: storageAccounts/tableServices/generateUserDelegationKey/action",
  },
  "Tag Contributor": {
    id: "4a9ae827-6dc8-4573-8ac7-8239d42aa03f",
    actions: `
      ${COMMON}
      Microsoft.Resources: subscriptions/resourceGroups/resources/read subscriptions/resources/read tags/*
    `,
  },
  "Traffic Manager Contributor": {
    id: "a4b10055-b0c7-44c2-b00f-c7b5b3550cf7",
    actions: `
      ${COMMON}
      Microsoft.Network: trafficManagerProfiles/*
      Microsoft.ResourceHealth: availabilityStatuses/read
    `,
  },
  "User Access Administrator": {
    id: "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
    actions: "*/read Microsoft.Authorization: * Microsoft.Support: *",
  },
  "Virtual Machine Administrator Login": {
    id: "1c0163c0-47e6-4577-8991-ea5c82e286e4",
    actions: `
      Microsoft.Compute: virtualMachines/*/read
      Microsoft.HybridCompute: machines/*/read
      Microsoft.HybridConnectivity: endpoints/listCredentials/action
      Microsoft.Network: loadBalancers/read networkInterfaces/read publicIPAddresses/read virtualNetworks/read
    `,
    dataActions: `
      Microsoft.Compute: virtualMachines/login/action virtualMachines/loginAsAdmin/action
      Microsoft.HybridCompute: machines/login/action machines/loginAsAdmin/action
    `,
  },
  "Virtual Machine Contributor": {
    id: "9980e02c-c2be-4d73-94e8-173b1dc7cf3c",
    actions: `
      ${COMMON}
      Microsoft.Compute: availabilitySets/* cloudServices/* disks/delete disks/read disks/write hostgroups/hosts/write
        hostgroups/write locations/* virtualMachines/* virtualMachineScaleSets/*
      Microsoft.DevTestLab: schedules/*
      Microsoft.Network: applicationGateways/backendAddressPools/join/action
        loadBalancers/backendAddressPools/join/action loadBalancers/inboundNatPools/join/action
        loadBalancers/inboundNatRules/join/action loadBalancers/probes/join/action loadBalancers/read locations/*
        networkInterfaces/* networkSecurityGroups/join/action networkSecurityGroups/read publicIPAddresses/join/action
        publicIPAddresses/read virtualNetworks/read virtualNetworks/subnets/join/action
      Microsoft.RecoveryServices: locations/* Vaults/backupFabrics/backupProtectionIntent/write
        Vaults/backupFabrics/protectionContainers/protectedItems/*/read
        Vaults/backupFabrics/protectionContainers/protectedItems/read
        Vaults/backupFabrics/protectionContainers/protectedItems/write Vaults/backupPolicies/read
        Vaults/backupPolicies/write Vaults/read Vaults/usages/read Vaults/write
      Microsoft.ResourceHealth: availabilityStatuses/read
      Microsoft.SerialConsole: serialPorts/connect/action
      Microsoft.SqlVirtualMachine: *
      Microsoft.Storage: storageAccounts/listKeys/action storageAccounts/read
    `,
  },
  "Virtual Machine Data Access Administrator": {
    id: "66f75aeb-eabe-4b70-9f1e-c350c4c9ad04",
    actions: `
      Microsoft.Authorization: */read roleAssignments/delete roleAssignments/write
      Microsoft.Compute: virtualMachines/*/read
      Microsoft.HybridCompute: machines/*/read
      Microsoft.Management: managementGroups/read
      Microsoft.Network: loadBalancers/read networkInterfaces/read publicIPAddresses/read virtualNetworks/read
      Microsoft.Resources: deployments/* subscriptions/read subscriptions/resourceGroups/read
      Microsoft.Support: *
    `,
    isConditional: true,
  },
  "Virtual Machine User Login": {
    id: "fb879df8-f326-4884-b1cf-06f3ad86be52",
    actions: `
      Microsoft.Compute: virtualMachines/*/read
      Microsoft.HybridCompute: machines/*/read
      Microsoft.HybridConnectivity: endpoints/listCredentials/action
      Microsoft.Network: loadBalancers/read networkInterfaces/read publicIPAddresses/read virtualNetworks/read
    `,
    dataActions: "Microsoft.Compute: virtualMachines/login/action Microsoft.HybridCompute: machines/login/action",
  },
  "VM Restore Operator": {
    id: "dfce8971-25e3-42e3-ba33-6055438e3080",
    actions: `
      Microsoft.Authorization: */read
      Microsoft.Compute: disks/beginGetAccess/action disks/delete disks/endGetAccess/action disks/read disks/write
        locations/diskOperations/read virtualMachines/delete virtualMachines/extensions/delete
        virtualMachines/extensions/read virtualMachines/extensions/write virtualMachines/instanceView/read
        virtualMachines/read virtualMachines/write
      Microsoft.Insights: alertRules/*
      Microsoft.Network: locations/operationResults/read locations/operations/read locations/usages/read
        networkInterfaces/delete networkInterfaces/ipconfigurations/read networkInterfaces/join/action
        networkInterfaces/read networkInterfaces/write networkSecurityGroups/read
        networkSecurityGroups/securityRules/read publicIPAddresses/delete publicIPAddresses/join/action
        publicIPAddresses/read publicIPAddresses/write virtualNetworks/read virtualNetworks/subnets/join/action
        virtualNetworks/subnets/read
      Microsoft.Resources: deployments/* subscriptions/resourceGroups/read
      Microsoft.Storage: checkNameAvailability/read storageAccounts/blobServices/containers/delete
        storageAccounts/blobServices/containers/read storageAccounts/blobServices/containers/write
        storageAccounts/listKeys/action storageAccounts/read storageAccounts/write
    `,
    dataActions: `
      Microsoft.Storage: storageAccounts/blobServices/containers/blobs/add/action
        storageAccounts/blobServices/containers/blobs/delete storageAccounts/blobServices/containers/blobs/read
        storageAccounts/blobServices/containers/blobs/write
    `,
  },
  "Web Plan Contributor": {
    id: "2cc479cb-7b4d-49a8-b449-8c00fd0f0a4b",
    actions: `
      ${COMMON}
      Microsoft.Insights: autoscalesettings/*
      Microsoft.ResourceHealth: availabilityStatuses/read
      Microsoft.Web: hostingEnvironments/Join/Action serverFarms/*
    `,
  },
  "Web PubSub Service Owner": {
    id: "12cf5a90-567b-43ae-8102-96cf46c7d9b4",
    dataActions: "Microsoft.SignalRService: WebPubSub/*",
  },
  "Web PubSub Service Reader": {
    id: "bfb1c7d2-fb1a-466b-b2ba-aee63b92deaf",
    dataActions: "Microsoft.SignalRService: WebPubSub/*/read",
  },
  "Website Contributor": {
    id: "de139f84-1756-47ae-9be6-808fbbe84772",
    actions: `
      ${COMMON}
      Microsoft.Insights: components/*
      Microsoft.ResourceHealth: availabilityStatuses/read
      Microsoft.Web: certificates/* listSitesAssignedToHostName/read register/action serverFarms/join/action
        serverFarms/read sites/*
    `,
  },
  "Workbook Contributor": {
    id: "e8ddcd69-c73f-4f9f-9844-4100522f16ad",
    actions: `
      Microsoft.Insights: workbooks/delete workbooks/read workbooks/revisions/read workbooks/write
        workbooktemplates/delete workbooktemplates/read workbooktemplates/write
    `,
  },
  "Workbook Reader": {
    id: "b279062a-9be3-42a0-92ae-8b3cf002ec4d",
    actions: "microsoft.insights: workbooks/read workbooks/revisions/read workbooktemplates/read",
  },
});
