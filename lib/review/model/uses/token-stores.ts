import { ObjectValue, Value } from "../../language/value";
import { canonicalText, Instance } from "../../program/instance";
import { Target, unresolvedTarget } from "../target";
import { NO_USES, Use, useOf } from "../use";
import type { UseContext } from "./use-context";

const WRITE_BLOB = ["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write"];

/**
 * The sign-in of a container app keeps tokens in a blob container as an identity of the app, where it is not given an
 * address that holds a key: https://learn.microsoft.com/azure/container-apps/token-store
 */
export function tokenStores(instance: Instance, context: UseContext): readonly Use[] {
  return instance.type === "azurerm_container_app_auth_config" ? storesIn(instance, context) : NO_USES;
}

function storesIn(instance: Instance, context: UseContext): Use[] {
  return instance
    .blocks("token_store")
    .flatMap((store) => (store instanceof ObjectValue ? tokenStore(instance, store, context) : []));
}

function tokenStore(instance: Instance, store: ObjectValue, context: UseContext): Use[] {
  const uri = store.get("blob_container_uri");
  const id = store.get("identity_id") ?? (store.get("client_id") === null ? "System" : store.get("client_id"));
  return uri === null
    ? []
    : [
        useOf({
          kind: "token store",
          by: instance,
          at: "token_store",
          ...context.identityOf(instance, id),
          target: accountAt(uri, context),
          item: "",
          needs: WRITE_BLOB,
          isAtCreation: false,
        }),
      ];
}

/** The storage account at `https://<name>.blob.core.windows.net/<container>`, or the like of another cloud. */
function accountAt(uri: Value, { targets }: UseContext): Target {
  const text = canonicalText(uri);
  const [, name] = /^https:\/\/([^.]+|\{[^}]*\})\.blob\./.exec(text) ?? [];
  return name === undefined
    ? unresolvedTarget(text, `${text} is no address of a blob container`)
    : targets.named("Microsoft.Storage/storageAccounts", name);
}
