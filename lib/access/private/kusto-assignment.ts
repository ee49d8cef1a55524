import type { ITerraformDependable, TerraformProvider, TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { KustoClusterPrincipalAssignment } from "@cdktf/provider-azurerm/lib/kusto-cluster-principal-assignment";
import { KustoDatabasePrincipalAssignment } from "@cdktf/provider-azurerm/lib/kusto-database-principal-assignment";
import type { Problem } from "../../core/problems";
import { PrincipalType } from "../principal-type";
import type { KustoTarget } from "./grant-targets";
import type { PrincipalRecord } from "./records";

/** The kinds of principals, as Kusto names them: a managed identity is an application. */
const KINDS: Readonly<Record<PrincipalType, string>> = {
  [PrincipalType.SERVICE_PRINCIPAL]: "App",
  [PrincipalType.USER]: "User",
  [PrincipalType.GROUP]: "Group",
};

/** What the assignment of a role in a cluster and in a database have in common. */
interface Options {
  readonly tenantId: string;
  readonly provider?: TerraformProvider;
  readonly dependsOn?: ITerraformDependable[];
}

/** The problem with a principal whose kind is not known, such as whoever applies the program: Kusto has no default. */
export function checkKustoPrincipal({ principalType, name = "the principal" }: PrincipalRecord): Problem[] {
  return principalType !== undefined
    ? []
    : [
        {
          property: `principalType of ${name}`,
          allowed: "PrincipalType.SERVICE_PRINCIPAL, USER or GROUP for a principal that is given a role of Kusto",
          change: "Pass Principal.fromObjectId(scope, principalId, principalType).",
          source:
            "https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/kusto_database_principal_assignment",
        },
      ];
}

/**
 * The assignment of a role in a cluster, or in one of its databases. azurerm's argument takes the object id; the name of
 * the assignment is made of the role and that, which no other assignment has.
 */
export function makeKustoAssignment(
  scope: Construct,
  id: string,
  { clusterName, resourceGroupName, database, role }: KustoTarget,
  { principalId, principalType = PrincipalType.SERVICE_PRINCIPAL }: PrincipalRecord,
  options: Options,
): TerraformResource {
  const assignment = {
    name: `${role}-${principalId}`,
    resourceGroupName,
    clusterName,
    principalId,
    principalType: KINDS[principalType],
    role,
    ...options,
  };
  return database === undefined
    ? new KustoClusterPrincipalAssignment(scope, id, assignment)
    : new KustoDatabasePrincipalAssignment(scope, id, { ...assignment, databaseName: database });
}
