import { ContainerAppEnvironmentStorage } from "@cdktf/provider-azurerm/lib/container-app-environment-storage";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { StorageShare } from "@cdktf/provider-azurerm/lib/storage-share";
import { Fn, TerraformStack } from "cdktf";
import {
  AppSecret,
  ContainerAppEnvironment,
  ContainerImage,
  ManagedIdentityContainerApp,
} from "cdktf-managed-identity-container-app";
import { Construct } from "constructs";

const PLACE = { resourceGroupName: "wiki-rg", location: "westeurope" };
const SUBNET =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/net-rg/providers/Microsoft.Network/virtualNetworks/hub/subnets/wiki";

/** An app with a share over SMB, and one with a share over NFS and a file of configuration that is a secret. */
export class VolumesStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const environment = new ContainerAppEnvironment(this, "environment", {
      ...PLACE,
      name: "wiki",
      infrastructureSubnetId: SUBNET,
    });

    // #region smb
    const account = new StorageAccount(this, "account", {
      ...PLACE,
      name: "uploads7f3a",
      accountTier: "Standard",
      accountReplicationType: "LRS",
    });
    const share = new StorageShare(this, "share", { name: "uploads", storageAccountId: account.id, quota: 50 });
    const uploads = new ContainerAppEnvironmentStorage(this, "uploads", {
      name: "uploads",
      containerAppEnvironmentId: environment.environmentId,
      accessMode: "ReadWrite",
      accountName: account.name,
      accessKey: account.primaryAccessKey,
      shareName: share.name,
    });
    new ManagedIdentityContainerApp(this, "gallery", {
      ...PLACE,
      name: "gallery",
      environment,
      volumes: [{ name: "uploads", storageType: "AzureFile", storageName: uploads.name }],
      containers: [
        {
          image: ContainerImage.of("mcr.microsoft.com/k8se/quickstart:latest"),
          volumeMounts: [{ name: "uploads", path: "/uploads" }],
        },
      ],
    });
    // #endregion
    // #region nfs
    const pages = new ContainerAppEnvironmentStorage(this, "pages", {
      name: "pages",
      containerAppEnvironmentId: environment.environmentId,
      accessMode: "ReadWrite",
      nfsServerUrl: "wiki7f3a.file.core.windows.net",
      shareName: "/wiki7f3a/pages",
    });
    new ManagedIdentityContainerApp(this, "wiki", {
      ...PLACE,
      name: "wiki",
      environment,
      otherSecrets: [AppSecret.fromValue(this, "wiki-conf", Fn.file("wiki.conf"))],
      volumes: [
        { name: "pages", storageType: "NfsAzureFile", storageName: pages.name },
        { name: "settings", storageType: "Secret" },
      ],
      containers: [
        {
          image: ContainerImage.of("mcr.microsoft.com/k8se/quickstart:latest"),
          volumeMounts: [
            { name: "pages", path: "/pages" },
            { name: "settings", path: "/settings" },
          ],
        },
      ],
    });
    // #endregion
  }
}
