import type { TerraformStack } from "cdktf";
import { textOf } from "../core/token-text";

/**
 * A role for the data of an Azure Cosmos DB for NoSQL account. It is not a role of Azure RBAC: the account itself holds
 * the definitions and assignments of these roles.
 *
 * @see https://learn.microsoft.com/azure/cosmos-db/nosql/reference-data-plane-security
 */
export class CosmosDbRole {
  /** Read items, query them, and read the change feed. */
  public static readonly DATA_READER = new CosmosDbRole(
    "Cosmos DB Built-in Data Reader",
    "00000000-0000-0000-0000-000000000001",
  );
  /** Read, write and delete items, and run stored procedures. */
  public static readonly DATA_CONTRIBUTOR = new CosmosDbRole(
    "Cosmos DB Built-in Data Contributor",
    "00000000-0000-0000-0000-000000000002",
  );

  /**
   * A role that the account has beside the built-in ones, by the id of its definition. A literal id of another form is
   * refused when the role is granted.
   *
   * @param roleDefinitionId the id of an `azurerm_cosmosdb_sql_role_definition`:
   *   `/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.DocumentDB/databaseAccounts/<account>/sqlRoleDefinitions/<GUID>`
   */
  public static fromDefinitionId(roleDefinitionId: string): CosmosDbRole {
    return new CosmosDbRole(undefined, undefined, roleDefinitionId);
  }

  /**
   * The name of a built-in role, by the id of its definition in any account.
   *
   * @internal
   */
  public static _nameOf(roleDefinitionId: string): string | undefined {
    return [CosmosDbRole.DATA_READER, CosmosDbRole.DATA_CONTRIBUTOR].find(({ _guid }) =>
      roleDefinitionId.endsWith(`/sqlRoleDefinitions/${_guid}`),
    )?.roleName;
  }

  private constructor(
    /** The name of a built-in role; undefined for any other role. */
    public readonly roleName?: string,
    /** @internal */
    public readonly _guid?: string,
    /**
     * The id of the role's definition; undefined for a built-in role, whose definition has another id in each account.
     */
    public readonly roleDefinitionId?: string,
  ) {}

  /**
   * The canonical key of the role, as an assignment in the stack refers to it; for a built-in role, its name.
   *
   * @internal
   */
  public _keyIn(stack: TerraformStack): string {
    const text = this.roleName ?? textOf(stack, this.roleDefinitionId ?? "");
    return CosmosDbRole._nameOf(text) ?? text;
  }

  /**
   * The id of the role's definition in an account.
   *
   * @internal
   */
  public _definitionIn(accountId: string): string {
    return this.roleDefinitionId ?? `${accountId}/sqlRoleDefinitions/${this._guid}`;
  }
}
