/**
 * How a consumer of Event Hubs writes its checkpoints, which KEDA reads.
 *
 * @see https://keda.sh/docs/latest/scalers/azure-event-hub/#checkpointing-behaviour
 */
export enum EventHubCheckpointStrategy {
  /** In the metadata of blobs: the current Azure SDKs for .NET, Java, JavaScript and Python, and Dapr from 1.10 on. */
  BLOB_METADATA = "blobMetadata",
  /** As Azure Functions and WebJobs do, in the container `azure-webjobs-eventhub`. */
  AZURE_FUNCTION = "azureFunction",
  /** As the earlier Go SDK, azure-event-hubs-go, does. */
  GO_SDK = "goSdk",
}
