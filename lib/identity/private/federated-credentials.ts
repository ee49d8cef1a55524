import { TerraformProvider, TerraformStack } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { FederatedIdentityCredential } from "@cdktf/provider-azurerm/lib/federated-identity-credential";
import type { IGrantable } from "../../access/principal";
import { azurermVersionOf } from "../../core/azurerm-version";
import { dependenciesIn } from "../../core/depends-on";
import { isReference, kindOf, Problem, refuse } from "../../core/problems";
import { textOf } from "../../core/token-text";
import { checkValue } from "../../rules/check";
import type { FederatedCredential } from "../federated-credential";
import { CREDENTIAL_NAME } from "./rules/federated-credential";

/** Where an identity is, as azurerm takes it for a credential. */
export interface IdentityPlace {
  readonly resourceGroupName: string;
  readonly provider?: TerraformProvider;
}

/** An identity that credentials are added to. */
interface Identity extends Construct, IGrantable {
  readonly identityId: string;
}

/** A credential that was added to an identity. */
interface Added {
  readonly name: string;
  readonly trusts: string;
  readonly resource: FederatedIdentityCredential;
}

/** The credentials of the identities of each program, by the canonical keys of the identities. */
const ADDED = new WeakMap<IConstruct, Map<string, Added[]>>();

const SOURCE =
  "https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations" +
  "#general-federated-identity-credential-considerations";

/** Azure accepts so many credentials of an identity. */
const MOST = 20;

/**
 * Adds a credential to an identity. It depends on the one that was added before it in the same stack: Azure refuses to
 * write two credentials of an identity at a time. The pass orders the stacks.
 *
 * @throws Error when the name is not valid or taken, when another credential trusts the same subject of the same
 *   issuer, or when the identity has 20
 */
export function addFederatedCredential(
  identity: Identity,
  place: IdentityPlace,
  name: string,
  credential: FederatedCredential,
): FederatedIdentityCredential {
  refuse(identity, [...checkValue(CREDENTIAL_NAME, "name", name), ...checkCredential(credential)]);
  const present = addedTo(identity);
  const { issuer, subject, audience } = credential;
  const stack = TerraformStack.of(identity);
  const trusts = textOf(stack, `${issuer} ${subject}`);
  refuse(identity, [...checkRepeated(present, name, trusts), ...checkNumber(present)]);
  const before = present.map((one) => one.resource).filter(({ cdktfStack }) => cdktfStack === stack);
  const resource = new FederatedIdentityCredential(identity, `FederatedCredential-${name}`, {
    name,
    ...identityArguments(identity.identityId, place.resourceGroupName),
    issuer,
    subject,
    audience: [audience],
    provider: place.provider,
    dependsOn: dependenciesIn(identity, before.slice(-1)),
  });
  present.push({ name, trusts, resource });
  return resource;
}

/** The arguments that name the identity: azurerm 5 has one for two. */
function identityArguments(id: string, resourceGroupName: string): { parentId: string; resourceGroupName: string } {
  const isBefore5 = Number.parseInt(azurermVersionOf(FederatedIdentityCredential)(), 10) < 5;
  return isBefore5 ? { parentId: id, resourceGroupName } : ({ userAssignedIdentityId: id } as never);
}

function addedTo({ node: { root }, grantPrincipal }: Identity): Added[] {
  const ofProgram = ADDED.get(root) ?? new Map<string, Added[]>();
  ADDED.set(root, ofProgram);
  const present = ofProgram.get(grantPrincipal._record.key) ?? [];
  ofProgram.set(grantPrincipal._record.key, present);
  return present;
}

function checkCredential(credential: FederatedCredential): Problem[] {
  const isOne =
    typeof credential === "object" && credential !== null && !isReference(credential) && "subject" in credential;
  return isOne
    ? []
    : [
        {
          property: "credential",
          value: kindOf(credential),
          allowed: "a FederatedCredential",
          change: "Pass FederatedCredential.githubEnvironment(…) or another one.",
        },
      ];
}

function checkRepeated(present: readonly Added[], name: string, trusts: string): Problem[] {
  const sameName = present.some((one) => one.name.toLowerCase() === name.toLowerCase());
  const same = present.find((one) => one.trusts === trusts);
  return [
    ...(sameName
      ? [
          {
            property: "name",
            value: name,
            allowed: "a name that no other credential of the identity has, whatever its case",
            change: "Choose another name.",
            source: SOURCE,
          },
        ]
      : []),
    ...(same
      ? [
          {
            property: "credential",
            value: trusts,
            allowed: `one credential for each issuer and subject, and ${same.name} has these`,
            change: "Remove one of the two.",
            source: SOURCE,
          },
        ]
      : []),
  ];
}

function checkNumber({ length }: readonly Added[]): Problem[] {
  return length < MOST
    ? []
    : [
        {
          property: "credential",
          value: `number ${length + 1}`,
          allowed: `at most ${MOST} credentials of an identity`,
          change: "Make another identity for the others.",
          source: SOURCE,
        },
      ];
}
