import { table } from "../../base/table";
import { ObjectValue, Unknown, Value } from "../../language/value";
import { canonicalText, Instance } from "../../program/instance";
import { onlyIdentityOf } from "../attached-identities";
import { blockPlace } from "../blocks";
import { unresolvedPrincipal } from "../principal";
import { unresolvedTarget } from "../target";
import { NO_USES, Use, useOf } from "../use";
import { vaultItemOf } from "../vault-item";
import type { UseContext } from "./use-context";
import { GET_SECRET, USE_KEY } from "./vault-actions";

/** A kind of block that names something in a vault, and the identity that reads it. */
interface ReferenceBlock {
  readonly kind: Use["kind"];
  readonly block: string;
  /** The argument that holds the id of the secret, key or certificate. */
  readonly id: string;
  /** The argument that names the identity; undefined where the resource can have but one. */
  readonly identity?: string;
  readonly needs: readonly string[];
  /** Whether the system-assigned identity reads it where the argument is not set. */
  readonly isSystemByDefault?: boolean;
  /** Whether Azure creates the resource without reading what the system-assigned identity reads. */
  readonly isReadLaterBySystem?: boolean;
}

const CERTIFICATE: ReferenceBlock = {
  kind: "certificate",
  block: "certificate_key_vault",
  id: "key_vault_secret_id",
  identity: "identity",
  needs: GET_SECRET,
  isSystemByDefault: true,
};

const APP_SECRET: ReferenceBlock = {
  kind: "secret reference",
  block: "secret",
  id: "key_vault_secret_id",
  identity: "identity",
  needs: GET_SECRET,
};

/** The blocks that name something in a vault, by resource type. */
const REFERENCE_BLOCKS = table<readonly ReferenceBlock[]>({
  azurerm_container_app: [APP_SECRET],
  azurerm_container_app_job: [{ ...APP_SECRET, isReadLaterBySystem: true }],
  azurerm_container_app_session_pool: [APP_SECRET],
  azurerm_container_app_environment: [
    CERTIFICATE,
    {
      kind: "key",
      block: "disk_encryption",
      id: "key_vault_key_id",
      identity: "identity",
      needs: USE_KEY,
      isSystemByDefault: true,
    },
  ],
  azurerm_container_app_environment_dapr_component: [{ ...APP_SECRET, kind: "Dapr secret" }],
  azurerm_container_app_environment_certificate: [CERTIFICATE],
  azurerm_application_gateway: [
    { kind: "certificate", block: "ssl_certificate", id: "key_vault_secret_id", needs: GET_SECRET },
  ],
  azurerm_storage_account: [
    {
      kind: "key",
      block: "customer_managed_key",
      id: "key_vault_key_id",
      identity: "user_assigned_identity_id",
      needs: USE_KEY,
    },
  ],
});

/** Azure reads what the blocks of a resource name in a vault when it creates the resource. */
export function vaultReferences(instance: Instance, context: UseContext): readonly Use[] {
  const kinds = REFERENCE_BLOCKS[instance.type];
  return kinds ? referencesIn(instance, kinds, context) : NO_USES;
}

function referencesIn(instance: Instance, kinds: readonly ReferenceBlock[], context: UseContext): Use[] {
  return kinds.flatMap((kind) =>
    instance.blocks(kind.block).flatMap((block, i) => {
      const at = blockPlace(kind.block, block, "name", i);
      return block instanceof ObjectValue
        ? referenceIn(block, kind, { instance, at, context })
        : [unknownReference(block, kind, { instance, at })];
    }),
  );
}

interface Place {
  readonly instance: Instance;
  readonly at: string;
}

function referenceIn(
  block: ObjectValue,
  { kind, id: argument, identity, needs, isSystemByDefault, isReadLaterBySystem = false }: ReferenceBlock,
  { instance, at, context }: Place & { readonly context: UseContext },
): Use[] {
  const id = block.get(argument);
  if (id === null || id === "") {
    return [];
  }
  const { vault, name, isPinned } = vaultItemOf(context.targets, id);
  const byDefault: Value = isSystemByDefault ? "System" : null;
  const user = identity === undefined ? onlyIdentityOf(instance) : (block.get(identity) ?? byDefault);
  const reader = context.identityOf(instance, user);
  return [
    useOf({
      kind,
      by: instance,
      at,
      ...reader,
      isAtCreation: !(isReadLaterBySystem && reader.isOwnIdentity),
      target: vault,
      item: name ?? canonicalText(block.get("name")),
      needs,
      isPinned,
    }),
  ];
}

/** A use of which neither identity nor vault is known, because the block is not. */
function unknownReference({ why, text }: Unknown, { kind, needs }: ReferenceBlock, { instance, at }: Place): Use {
  return useOf({
    kind,
    by: instance,
    at,
    principal: unresolvedPrincipal(text, why),
    target: unresolvedTarget(text, why),
    item: "",
    needs,
  });
}
