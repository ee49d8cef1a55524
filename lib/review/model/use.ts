import { table } from "../azure/table";
import { blocksIn, canonicalText, Instance, instanceOf } from "../program/instance";
import { decode, isScalar, ObjectValue, Reference, Text, Unknown, Value } from "../language/value";
import { secretSettings } from "./app-setting";
import type { Principal, Principals } from "./principal";
import { Target, unresolved } from "./target";
import type { Targets } from "./targets";
import { vaultItemOf } from "./vault";

export type UseKind =
  "secret reference" | "image pull" | "certificate" | "scale rule" | "Dapr secret" | "key" | "written secret";

/** What something does under an identity without its code: Azure, or Terraform, does it. */
export interface Use {
  readonly kind: UseKind;
  /** What does it. */
  readonly by: Instance;
  /** Where in it that is said. */
  readonly at: string;
  readonly principal: Principal;
  /** Whether it is done by the identity that Azure makes with the resource itself. */
  readonly isOwnIdentity: boolean;
  readonly target: Target;
  /** What of the target it is: the name of a secret, or of a scale rule. */
  readonly item: string;
  /** The actions of which any is enough for it; empty where that depends on what the rule scales by. */
  readonly needs: readonly string[];
  /** Whether the resource cannot be made without it. */
  readonly isAtCreation: boolean;
  readonly isPinned: boolean;
}

const VAULT = "Microsoft.KeyVault/vaults/";

/** What reading a secret takes: of a role, or of an access policy. */
const GET_SECRET = [`${VAULT}secrets/getSecret/action`, "secrets/get"];
const SET_SECRET = [`${VAULT}secrets/setSecret/action`, "secrets/set"];
const USE_KEY = [`${VAULT}keys/wrap/action`, "keys/wrapkey"];
const CREATE_KEY = [`${VAULT}keys/create/action`, "keys/create"];
const CREATE_CERTIFICATE = [`${VAULT}certificates/create/action`, "certificates/create"];
const IMPORT_CERTIFICATE = [`${VAULT}certificates/import/action`, "certificates/import"];
const PULL = [
  "Microsoft.ContainerRegistry/registries/pull/read",
  "Microsoft.ContainerRegistry/registries/repositories/content/read",
];

/** What writing to a vault takes. */
const WRITES = table<readonly string[]>({
  azurerm_key_vault_secret: SET_SECRET,
  azurerm_key_vault_key: CREATE_KEY,
  azurerm_key_vault_certificate: [...CREATE_CERTIFICATE, ...IMPORT_CERTIFICATE],
});

/** Where a resource names a secret of a vault and the identity that reads it: the blocks, and their arguments. */
interface ReferenceBlock {
  readonly kind: UseKind;
  readonly block: string;
  readonly id: string;
  /** The argument of the block that names the identity; none where the resource has but one. */
  readonly identity?: string;
  readonly needs: readonly string[];
  /** What the argument has where it is left out. */
  readonly isSystemByDefault?: boolean;
}

const APP_SECRET: ReferenceBlock = {
  kind: "secret reference",
  block: "secret",
  id: "key_vault_secret_id",
  identity: "identity",
  needs: GET_SECRET,
};

const REFERENCE_BLOCKS = table<readonly ReferenceBlock[]>({
  azurerm_container_app: [APP_SECRET],
  azurerm_container_app_job: [APP_SECRET],
  azurerm_container_app_environment_dapr_component: [{ ...APP_SECRET, kind: "Dapr secret" }],
  azurerm_container_app_environment_certificate: [
    {
      kind: "certificate",
      block: "certificate_key_vault",
      id: "key_vault_secret_id",
      identity: "identity",
      needs: GET_SECRET,
      isSystemByDefault: true,
    },
  ],
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

/** Reads what a program uses by identities. */
export class Uses {
  constructor(
    private readonly targets: Targets,
    private readonly principals: Principals,
    private readonly deployer: Principal,
  ) {}

  /** What a resource uses. */
  public of(instance: Instance): Use[] {
    if (!instance.isManaged) {
      return [];
    }
    return [
      ...this.references(instance),
      ...this.pulls(instance),
      ...this.scaleRules(instance),
      ...this.settings(instance),
      ...this.writes(instance),
    ];
  }

  /** The resource whose identities a resource uses: its environment's, for a part of one. */
  public static ownerOf(targets: Targets, instance: Instance): Instance | undefined {
    const environment = instance.argument("container_app_environment_id");
    const isPart = instance.type.startsWith("azurerm_container_app_environment_");
    return isPart && environment !== undefined ? targets.of(environment).instance : isPart ? undefined : instance;
  }

  private references(instance: Instance): Use[] {
    return (REFERENCE_BLOCKS[typeOf(instance)] ?? []).flatMap((kind) =>
      blocksAt(instance, kind.block).flatMap((block, i) => {
        const at = placeOf(kind.block, block, "name", i);
        if (!(block instanceof ObjectValue)) {
          return [this.unresolvedUse(instance, kind, at, block)];
        }
        const id = block.get(kind.id);
        return id === null || id === "" ? [] : [this.reference(instance, kind, at, block, id)];
      }),
    );
  }

  private reference(instance: Instance, kind: ReferenceBlock, at: string, block: ObjectValue, id: Value): Use {
    const { vault, name, isPinned } = vaultItemOf(this.targets, id);
    const identity =
      kind.identity === undefined
        ? onlyIdentity(instance)
        : (block.get(kind.identity) ?? (kind.isSystemByDefault ? "System" : null));
    const item = name ?? canonicalText(block.get("name"));
    return {
      kind: kind.kind,
      by: instance,
      at,
      ...this.user(instance, identity),
      target: vault,
      item,
      needs: kind.needs,
      isAtCreation: true,
      isPinned,
    };
  }

  private unresolvedUse(instance: Instance, { kind, needs }: ReferenceBlock, at: string, { why, text }: Unknown): Use {
    const principal: Principal = {
      key: `unresolved|${text}`,
      label: `unresolved: ${text}`,
      kind: "unresolved",
      unresolved: why,
    };
    return {
      kind,
      by: instance,
      at,
      principal,
      isOwnIdentity: false,
      target: unresolved(text, why),
      item: "",
      needs,
      isAtCreation: true,
      isPinned: false,
    };
  }

  private pulls(instance: Instance): Use[] {
    const [name, argument, server] =
      instance.type === "azurerm_container_group"
        ? ["image_registry_credential", "user_assigned_identity_id", "server"]
        : ["registry", "identity", "server"];
    if (!/^azurerm_container_(app|app_job|group)$/.test(typeOf(instance))) {
      return [];
    }
    return blocksAt(instance, name).flatMap((block, i) => {
      const identity = block instanceof ObjectValue ? block.get(argument) : block;
      if (identity === null || identity === "") {
        return [];
      }
      const target = registryAt(this.targets, block instanceof ObjectValue ? block.get(server) : block);
      return [
        {
          kind: "image pull",
          by: instance,
          at: placeOf(name, block, server, i),
          ...this.user(instance, identity),
          target,
          item: "",
          needs: PULL,
          isAtCreation: true,
          isPinned: false,
        } as const,
      ];
    });
  }

  private scaleRules(instance: Instance): Use[] {
    const blocks = [
      ...instance.blocks("template"),
      ...instance.blocks("event_trigger_config").flatMap((block) => blocksOf(block, "scale")),
    ];
    const rules = blocks.flatMap((block) =>
      ["custom_scale_rule", "azure_queue_scale_rule", "rules"].flatMap((kind) =>
        blocksOf(block, kind).map((rule, i) => ({ rule, at: placeOf(kind, rule, "name", i) })),
      ),
    );
    return rules.flatMap(({ rule, at }) => {
      const identity = rule.get("identity_id") ?? rule.get("identity");
      const item = canonicalText(rule.get("name"));
      const target = unresolved(item, "what a scale rule reads is not known from its metadata");
      return identity === null
        ? []
        : [
            {
              kind: "scale rule",
              by: instance,
              at,
              ...this.user(instance, identity),
              target,
              item,
              needs: [],
              isAtCreation: false,
              isPinned: false,
            } as const,
          ];
    });
  }

  /** App Service reads the secrets that settings refer to when the app runs. */
  private settings(instance: Instance): Use[] {
    return secretSettings(instance).map(({ name: setting, id }) => {
      const { vault, name, isPinned } = vaultItemOf(this.targets, id);
      const user = this.user(instance, instance.argument("key_vault_reference_identity_id") ?? "System");
      return {
        kind: "secret reference",
        by: instance,
        at: `app_settings[${JSON.stringify(setting)}]`,
        ...user,
        target: vault,
        item: name ?? setting,
        needs: GET_SECRET,
        isAtCreation: false,
        isPinned,
      };
    });
  }

  /** Terraform writes secrets, keys and certificates as the deployer. */
  private writes(instance: Instance): Use[] {
    const needs = WRITES[instance.type];
    if (!needs) {
      return [];
    }
    const target = this.targets.of(instance.get("key_vault_id"));
    return [
      {
        kind: "written secret",
        by: instance,
        at: "",
        principal: this.deployer,
        isOwnIdentity: false,
        target,
        item: canonicalText(instance.get("name")),
        needs,
        isAtCreation: true,
        isPinned: false,
      },
    ];
  }

  private user(instance: Instance, identity: Value): Pick<Use, "principal" | "isOwnIdentity"> {
    if (typeof identity === "string" && /^system(assigned)?$/i.test(identity)) {
      const owner = Uses.ownerOf(this.targets, instance);
      const principal: Principal = owner
        ? this.principals.systemAssigned(owner)
        : {
            key: `unresolved|${instance.address}`,
            label: "unresolved: the environment's identity",
            kind: "unresolved",
            unresolved: "its environment is not known",
          };
      return { principal, isOwnIdentity: owner === instance };
    }
    const principal = this.principals.ofIdentityId(identity);
    return {
      principal: principal.kind === "unresolved" ? (this.onlyOneThatFits(instance, identity) ?? principal) : principal,
      isOwnIdentity: false,
    };
  }

  /** What cannot be told, but is one of the identities of the resource, as Azure demands, is the one that it has. */
  private onlyOneThatFits(instance: Instance, identity: Value): Principal | undefined {
    const attached = identity instanceof Unknown ? identityIdsOf(Uses.ownerOf(this.targets, instance) ?? instance) : [];
    const [first, ...others] = attached.map((id) => this.principals.ofIdentityId(id));
    return first && others.length === 0 && first.kind !== "unresolved" ? first : undefined;
  }
}

/** The types of azurerm for what Azure's own API calls otherwise. */
const AZAPI_TYPES = table<string>({
  "microsoft.app/containerapps": "azurerm_container_app",
  "microsoft.app/jobs": "azurerm_container_app_job",
});

/**
 * The lists in the configuration of an app that azurerm has blocks for, with what its arguments are called in Azure.
 */
const AZAPI_BLOCKS = table<readonly [list: string, names: Readonly<Record<string, string>>]>({
  secret: ["secrets", { name: "name", key_vault_secret_id: "keyVaultUrl", identity: "identity", value: "value" }],
  registry: ["registries", { server: "server", identity: "identity" }],
});

/** The type of a resource in azurerm's words. */
export function typeOf(instance: Instance): string {
  const [type = ""] =
    instance.type === "azapi_resource"
      ? canonicalText(instance.argument("type") ?? null)
          .toLowerCase()
          .split("@")
      : [];
  return AZAPI_TYPES[type] ?? instance.type;
}

/** The blocks of a kind, in azurerm's words. */
export function blocksAt(instance: Instance, name: string): (ObjectValue | Unknown)[] {
  if (instance.type !== "azapi_resource") {
    return instance.blocks(name);
  }
  const body = instance.argument("body") ?? null;
  const [list, names] = AZAPI_BLOCKS[name] ?? ["", {}];
  const items = ["properties", "configuration", list].reduce<Value>(
    (value, key) => (value instanceof ObjectValue ? value.get(key) : value),
    decode(body) ?? body,
  );
  return blocksIn(items).map((item) =>
    item instanceof ObjectValue
      ? new ObjectValue(new Map(Object.entries(names).map(([argument, own]) => [argument, item.get(own)])))
      : item,
  );
}

/** Where a block stands: by its name, which stays when another one comes before it. */
export function placeOf(kind: string, block: ObjectValue | Unknown, name: string, index: number): string {
  const value = block instanceof ObjectValue ? block.get(name) : null;
  return typeof value === "string" ? `${kind}[${JSON.stringify(value)}]` : `${kind}[${index}]`;
}

/** The ids of the identities that a resource has attached, as they are written. */
export function identityIdsOf(instance: Instance): readonly Value[] {
  return instance.blocks("identity").flatMap((block) => {
    const ids = block instanceof ObjectValue ? block.get("identity_ids") : block;
    return Array.isArray(ids) ? (ids as readonly Value[]) : ids === null ? [] : [ids];
  });
}

function onlyIdentity(instance: Instance): Value {
  const ids = identityIdsOf(instance);
  return ids.length === 1
    ? ids[0]!
    : new Unknown(
        ids.length === 0 ? "the resource has no identity" : "the resource has several identities",
        [],
        `${instance.canonicalName}.identity`,
      );
}

/** The blocks of a kind in a block. */
export function blocksOf(block: ObjectValue | Unknown, name: string): ObjectValue[] {
  const value = block instanceof ObjectValue ? block.get(name) : null;
  return (Array.isArray(value) ? (value as readonly Value[]) : [value]).filter((item) => item instanceof ObjectValue);
}

/** The registry at a host name. */
function registryAt(targets: Targets, server: Value): Target {
  if (server instanceof Reference && server.instance.type === "azurerm_container_registry") {
    return targets.ofInstance(instanceOf(server));
  }
  const text = canonicalText(server)
    .replace(/^https?:\/\//, "")
    .replace(/\/.*$/, "");
  const [, name] = /^([^.]+|.*\})\.azurecr\.[a-z]+$/i.exec(text) ?? [];
  if (name !== undefined && (isScalar(server) || server instanceof Text)) {
    return targets.named("Microsoft.ContainerRegistry/registries", name);
  }
  return unresolved(text, server instanceof Unknown ? server.why : `${text} is no registry of Azure's`);
}
