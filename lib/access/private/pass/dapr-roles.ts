import type {
  ContainerAppEnvironmentDaprComponent,
  ContainerAppEnvironmentDaprComponentMetadata,
} from "@cdktf/provider-azurerm/lib/container-app-environment-dapr-component";
import { itemsOf } from "../../../rules/rule";
import { isDormant } from "../dormant";
import type { GrantRecord } from "../records";
import type { Workload } from "../workload";
import type { PassContext } from "./pass-context";

/** The metadata that names the identity which a component signs in with. */
const CLIENT_ID = "azureClientId";

/**
 * The role assignments by which an app reaches what a Dapr component is for, by its user-assigned identities. Of a
 * component whose grants are not known, azurerm's own among them, these are all roles of the identity that it names.
 */
export function rolesOfDaprComponent(
  context: PassContext,
  component: ContainerAppEnvironmentDaprComponent,
  { principals }: Workload,
): readonly Pick<GrantRecord, "resource">[] {
  const { program } = context.ledger;
  const keys = principals.map(({ key }) => key);
  const own = program.grantsOfDaprComponents.get(component);
  const named = own ? [] : keys.filter((key) => clientIdsOf(context, component).includes(key));
  const grants = own?.filter(({ principal }) => keys.includes(principal.key)) ?? named.flatMap(grantsIn(context));
  return grants.filter(({ resource, propagates }) => propagates && !isDormant(resource));
}

/** The grants to a principal, this library's and the program's own. */
function grantsIn({ ledger: { program }, foreignGrants }: PassContext) {
  return (key: string): Pick<GrantRecord, "resource" | "propagates">[] => [
    ...program.grantsTo(key),
    ...foreignGrants.to(key).map((resource) => ({
      resource,
      propagates: resource.terraformResourceType === "azurerm_role_assignment",
    })),
  ];
}

/** The keys of the identities whose client ids the metadata of a component names. */
function clientIdsOf(
  { ledger: { program } }: PassContext,
  { cdktfStack: stack, metadataInput: metadata }: ContainerAppEnvironmentDaprComponent,
): string[] {
  return itemsOf<ContainerAppEnvironmentDaprComponentMetadata>(metadata)
    .filter(({ name, value }) => name === CLIENT_ID && typeof value === "string")
    .map(({ value = "" }) => program.keys.identityKeyOfClientId(stack, value));
}
