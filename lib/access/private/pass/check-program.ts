import { isLiteral, ProgramProblem } from "../../../core/problems";
import { pathInProgram } from "../../../core/program-paths";
import { twins } from "../../../core/twins";
import type { Workload } from "../workload";
import { checkAcceptedIdentities } from "./check-accepted-identities";
import { checkClosedServices } from "./check-closed-services";
import { checkCustomDomains } from "./check-custom-domains";
import { checkDatabaseUsers } from "./check-database-users";
import { checkGrants } from "./check-grants";
import { checkNetwork } from "./check-network";
import { checkPlainSecrets } from "./check-plain-secrets";
import { checkPolicies } from "./check-policies";
import { checkPrivateEndpoints } from "./check-private-endpoints";
import { checkRedis } from "./check-redis";
import { checkRoles } from "./check-roles";
import { checkScaleIdentities } from "./check-scale-identities";
import { checkSecretValues } from "./check-secret-values";
import { checkScaledQueues, checkServiceBus } from "./check-service-bus";
import { checkVaultReach } from "./check-vault-reach";
import { checkVaultWrites } from "./check-vault-writes";
import type { PassContext } from "./pass-context";
import type { NamedResource } from "./program-index";
import type { ProgramView } from "./program-view";

/** The problems that only the complete program shows, apart from those of its order. */
export function checkProgram(context: PassContext): ProgramProblem[] {
  return [
    ...checkGrants(context),
    ...checkPolicies(context),
    ...checkRoles(context),
    ...checkRedis(context),
    ...checkAcceptedIdentities(context),
    ...checkDatabaseUsers(context),
    ...checkNames(context),
    ...checkRepetition(context),
    ...checkExposedPorts(context),
    ...checkNetwork(context),
    ...checkPrivateEndpoints(context),
    ...checkClosedServices(context),
    ...checkVaultReach(context),
    ...checkVaultWrites(context),
    ...checkSecretValues(context),
    ...checkPlainSecrets(context),
    ...checkScaleIdentities(context),
    ...checkCustomDomains(context),
    ...checkServiceBus(context),
    ...checkScaledQueues(context),
  ];
}

/** The problems with two resources of one type and name in one place: in Azure they are one resource. */
function checkNames({ stack, named, secretWriters }: PassContext): ProgramProblem[] {
  return [...named.twinsIn(stack), ...secretWriters.twinsIn(stack)].map(([construct, other]) => ({
    construct,
    finding: `has the name ${nameOf(construct)} of ${pathInProgram(other)}`,
    allowed: "one resource of each type and name in a place",
    change: "Rename one of them.",
  }));
}

function nameOf({ nameInput: name }: NamedResource): string {
  return isLiteral(name) ? JSON.stringify(name) : "(a reference)";
}

/**
 * The problems with resources of this library that have `count` or `for_each`: the references, the grants and the order
 * of a construct are those of one resource.
 */
function checkRepetition({ ledger }: PassContext): ProgramProblem[] {
  const grants = [...ledger.grants.all.values()].map(({ resource }) => ({ construct: resource, resource }));
  return [...ledger.workloads, ...ledger.made, ...grants]
    .filter(({ resource }) => resource.count !== undefined || resource.forEach !== undefined)
    .map(({ construct }) => ({
      construct,
      finding: "has count or for_each",
      allowed: "one resource for each construct, since its references and grants are those of one",
      change: "Make the construct in a loop.",
    }));
}

/** The apps that share an exposed port, each with the first that has it. */
function sharedPorts({ ledgers }: ProgramView): [Workload, Workload][] {
  const all = ledgers.flatMap(({ workloads }) => workloads);
  return twins(all, ({ exposedPort }) => exposedPort && `${exposedPort.port} of ${exposedPort.environment}`);
}

/**
 * The problems with apps that share an exposed port: Azure gives each port of an environment to one app with an
 * external TCP ingress. Internal ones may share a port.
 *
 * @see https://learn.microsoft.com/azure/container-apps/ingress-how-to
 */
function checkExposedPorts({ stack, view }: PassContext): ProgramProblem[] {
  return view
    .once(sharedPorts)
    .filter(([{ resource }]) => resource.cdktfStack === stack)
    .map(([{ construct, exposedPort }, first]) => ({
      construct,
      finding: `has the exposed port ${exposedPort?.port} of ${pathInProgram(first.construct)} in the same environment`,
      allowed: "one app with an external TCP ingress for each port of an environment",
      change: "Give one of them another exposedPort, or an internal ingress.",
    }));
}
