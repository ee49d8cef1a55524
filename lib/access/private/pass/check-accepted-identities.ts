import type { TerraformElement, TerraformResource } from "cdktf";
import type { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { isReference, ProgramProblem } from "../../../core/problems";
import { pathInProgram } from "../../../core/program-paths";
import { assignedRoleKey } from "../grant-keys";
import type { ManagedRedisAssignment } from "../managed-redis-assignment";
import type { PassContext } from "./pass-context";

/** The arguments of services that say whom they accept, as azurerm's classes give them. */
interface Service extends TerraformElement {
  readonly localAuthenticationEnabledInput?: unknown;
  readonly authenticationFailureModeInput?: unknown;
  readonly aadAuthEnabledInput?: unknown;
  readonly customSubdomainNameInput?: unknown;
  readonly defaultDatabaseInput?: unknown;
}

/** A type of service that accepts identities only as its arguments say. */
interface Acceptance {
  /** Matches the keys of the roles for its data. */
  readonly roles: RegExp;
  readonly accepts: (service: Service) => boolean;
  readonly allowed: string;
  readonly change: string;
  /** The page that says so. */
  readonly source: string;
}

const BY_ENTRA: Omit<Acceptance, "roles" | "source"> = {
  accepts: ({ aadAuthEnabledInput: isOn }) => isOn !== false,
  allowed: "a service with Microsoft Entra authentication",
  change: "Leave aadAuthEnabled out, or set it to true.",
};

/** The types of services, by their Terraform types. */
const SERVICES: Readonly<Record<string, Acceptance | undefined>> = {
  azurerm_search_service: {
    roles: /^search (index data|service) /i,
    accepts: ({ localAuthenticationEnabledInput: keys = true, authenticationFailureModeInput: mode }) =>
      isReference(keys) || keys === false || mode !== undefined,
    allowed: "a service that accepts identities: azurerm's default is keys alone",
    change: 'Set localAuthenticationEnabled: false, or authenticationFailureMode: "http403" to keep keys beside it.',
    source: "https://learn.microsoft.com/azure/search/search-security-enable-roles",
  },
  azurerm_signalr_service: {
    ...BY_ENTRA,
    roles: /^signalr /i,
    source: "https://learn.microsoft.com/azure/azure-signalr/signalr-concept-authorize-azure-active-directory",
  },
  azurerm_web_pubsub: {
    ...BY_ENTRA,
    roles: /^web pubsub /i,
    source: "https://learn.microsoft.com/azure/azure-web-pubsub/concept-azure-ad-authorization",
  },
  azurerm_ai_services: {
    roles: /^cognitive services (openai )?user$/i,
    accepts: ({ customSubdomainNameInput: subdomain }) => subdomain !== undefined,
    allowed: "an account with a custom subdomain, since no other accepts identities",
    change: "Set customSubdomainName on the account.",
    source: "https://learn.microsoft.com/azure/ai-services/authentication",
  },
  azurerm_managed_redis: {
    roles: /^default$/,
    accepts: ({ defaultDatabaseInput: database }) => database !== undefined,
    allowed: "an instance with a database, which access policies belong to",
    change: "Set defaultDatabase: {} on the instance.",
    source:
      "https://registry.terraform.io/providers/hashicorp/azurerm/4.60.0/docs/resources/managed_redis_access_policy_assignment",
  },
};

/** A reference to the id of a service in the table. */
const ID = new RegExp(`^(${Object.keys(SERVICES).join("|")})\\.[\\w-]+\\.id$`);

/** The problems of grants of a stack on services that the program makes such that they accept no identities. */
export function checkAcceptedIdentities(context: PassContext): ProgramProblem[] {
  const { stack, index, ownGrants } = context;
  const assignments = index.ofTypeIn<RoleAssignment>(stack, "azurerm_role_assignment").map(grantOf);
  const policies = index
    .ofTypeIn<ManagedRedisAssignment>(stack, "azurerm_managed_redis_access_policy_assignment")
    .map((resource) => ({ resource, access: "default", scope: resource.managedRedisIdInput }));
  return [...assignments, ...policies]
    .filter(({ resource }) => ownGrants.has(resource))
    .flatMap((grant) => checkGrant(context, grant));
}

interface GivenAccess {
  readonly resource: TerraformResource;
  readonly access: string;
  readonly scope?: string;
}

function grantOf(resource: RoleAssignment): GivenAccess {
  return { resource, access: assignedRoleKey(resource), scope: resource.scopeInput };
}

function checkGrant({ graph }: PassContext, { resource, access, scope }: GivenAccess): ProgramProblem[] {
  const type = scope === undefined ? undefined : ID.exec(graph.addressIn(scope))?.[1];
  const acceptance = type === undefined ? undefined : SERVICES[type];
  const service = acceptance?.roles.test(access)
    ? (graph.referencesIn(scope ?? "")[0] as Service | undefined)
    : undefined;
  return acceptance && service && !acceptance.accepts(service)
    ? [
        {
          construct: resource,
          finding: `gives an identity access to ${pathInProgram(service)}, which accepts no identities`,
          allowed: acceptance.allowed,
          change: acceptance.change,
          source: acceptance.source,
        },
      ]
    : [];
}
