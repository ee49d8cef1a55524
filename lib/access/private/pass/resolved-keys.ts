import type { TerraformResource } from "cdktf";
import type { RoleDefinition } from "@cdktf/provider-azurerm/lib/role-definition";
import { literalKey } from "../../../core/literal-key";
import { isLiteral } from "../../../core/problems";
import { textOfAttribute } from "../../../core/token-text";
import { GrantKey, textOfKey } from "../grant-keys";
import { TYPES_BY_ID } from "../literal-references";
import type { NamedResources } from "./named-resources";
import type { ProgramIndex } from "./program-index";

/** The literal id of a resource group, or of a resource in one and of what is in that: its subscription, group, type, name, rest. */
const LITERAL_ID =
  /^=\/subscriptions\/([^/]+)\/resourcegroups\/([^/]+)(?:\/providers\/([^/]+\/[^/]+)\/([^/]+)(\/.*)?)?$/;

/** The key of an identity by its place: the alias of the provider, if any, the resource group and the name. */
const PLACE = /^=(?:[^/]+\/)?([^/]+)\/([^/]+)$/;

/** Whether the key is that of an identity by its resource group and name, of which each subscription may have one. */
export function isPlace(principalKey: string): boolean {
  return PLACE.test(principalKey);
}

/**
 * The keys of grants in the complete program: a literal name or id of something that the program makes, or takes over,
 * has the key of that.
 */
export class ResolvedKeys {
  private readonly roleNames: ReadonlyMap<string, string>;

  constructor(
    private readonly named: NamedResources,
    index: ProgramIndex,
  ) {
    const definitions = index.ofType<RoleDefinition>("azurerm_role_definition");
    this.roleNames = new Map(definitions.flatMap(namesOfDefinition));
  }

  /** The key of a grant as text: the same for all spellings of its role, its target and its principal. */
  public resolve(key: GrantKey, objectId: string | undefined): string {
    return textOfKey({
      ...key,
      role: this.roleNames.get(key.role) ?? key.role,
      target: this.targetKey(key.target),
      principal: this.principalKey(key.principal, objectId),
    });
  }

  private targetKey(key: string): string {
    if (!key.startsWith("=")) {
      return key;
    }
    return key.startsWith("=/") ? this.idKey(key) : this.globalNameKey(key);
  }

  /** The key of a literal id. */
  private idKey(key: string): string {
    const [, subscription, group, idType, name, rest = ""] = LITERAL_ID.exec(key) ?? [];
    if (idType === undefined) {
      const made = group === undefined ? undefined : this.named.made("azurerm_resource_group", group, { subscription });
      return made ? keyOf(made) : key;
    }
    const type = TYPES_BY_ID[idType];
    const made = type && name ? this.named.made(type, name, { subscription, group }) : undefined;
    return made ? `${keyOf(made)}${rest}` : key;
  }

  /** The key of a vault or a registry by its literal name, with what follows it: these are unique in all of Azure. */
  private globalNameKey(key: string): string {
    const [, isRegistry, name = "", rest = ""] = /^=(registries\/)?([^/]+)(\/.*)?$/.exec(key) ?? [];
    const made = this.named.made(isRegistry ? "azurerm_container_registry" : "azurerm_key_vault", name, {});
    return made ? `${keyOf(made)}${rest}` : key;
  }

  /** A literal object id is the key of whoever has it; an identity by its place may be one that the program takes over. */
  private principalKey(key: string, objectId: string | undefined): string {
    if (isLiteral(objectId)) {
      return literalKey(objectId);
    }
    const [, group, name] = PLACE.exec(key) ?? [];
    const made = group && name ? this.named.made("azurerm_user_assigned_identity", name, { group }) : undefined;
    return made ? keyOf(made) : key.replace(PLACE, "=$1/$2");
  }
}

/** The keys by which a program refers to a role that it makes, each with the key of its name. */
function namesOfDefinition(definition: RoleDefinition): [string, string][] {
  const { nameInput: name, roleDefinitionIdInput: guid } = definition;
  if (!isLiteral(name)) {
    return [];
  }
  const reference = textOfAttribute(definition, "role_definition_resource_id");
  return [reference, ...(isLiteral(guid) ? [guid.toLowerCase()] : [])].map((key) => [key, name.toLowerCase()]);
}

function keyOf(resource: TerraformResource): string {
  return textOfAttribute(resource, "id");
}
