import type { TerraformResource, TerraformStack } from "cdktf";
import { isLiteral, ProgramProblem } from "../../../core/problems";
import { pathInProgram } from "../../../core/program-paths";
import { subscriptionIdOf } from "../../../core/provider-in";
import { isDormant } from "../dormant";
import type { GrantKey } from "../grant-keys";
import type { GrantRecord, PrincipalRecord } from "../records";
import { GRANT_TYPES, grantKeyOf } from "../foreign-grant-keys";
import type { PassContext } from "./pass-context";
import type { ProgramView } from "./program-view";
import { isPlace, ResolvedKeys } from "./resolved-keys";

/** A grant of the program, with its key in the complete program. */
interface KeyedGrant {
  readonly key: string;
  readonly kind: GrantKey["kind"];
  readonly resource: TerraformResource;
  /** The principal, with the subscription of an identity that is known by its place. */
  readonly principal: Pick<PrincipalRecord, "key" | "subscription">;
  /** The record of a grant of this library's; undefined for one of azurerm's own class. */
  readonly record?: GrantRecord;
}

/** Describes a second grant beside a first one. */
type DescribeSecond = (first: string) => Omit<ProgramProblem, "construct">;

const describeSecondRole: DescribeSecond = (first) => ({
  finding: `is the same role assignment as ${first}`,
  allowed: "one assignment of a role to a principal at a scope",
  change: "Remove one of the two.",
});

/** The problem with a second grant that is of azurerm's own class, by its kind. */
const SECOND: Readonly<Record<GrantKey["kind"], DescribeSecond>> = {
  policy: (first) => ({
    finding: `is a second policy beside ${first} for the same vault and principal`,
    allowed: "one policy for a principal on a vault",
    change: "Remove it, and give its permissions with vault.grantPermissions(…), which merges them.",
  }),
  role: describeSecondRole,
  cosmos: describeSecondRole,
  kusto: describeSecondRole,
  redis: (first) => ({
    finding: `is a second access policy beside ${first} for the same cache and principal`,
    allowed: "one access policy for a principal on a cache",
    change: "Remove one of the two.",
  }),
  administrator: (first) => ({
    finding: `makes the same administrator as ${first}`,
    allowed: "one resource for an administrator of a server",
    change: "Remove it: the users of a database make their administrator.",
  }),
  database: (first) => ({
    finding: `makes the same user as ${first}`,
    allowed: "one script for a user of a database",
    change: "Remove one of the two.",
  }),
};

/**
 * The problems with grants that are made twice, by whatever names, stacks and classes: Azure refuses the second.
 * Two grants that are both of azurerm's own classes are the program's own.
 */
export function checkGrants({ stack, view }: PassContext): ProgramProblem[] {
  return view
    .once(grantsMadeTwice)
    .flatMap(([first, second]) =>
      second.record ? checkOwnTwice(stack, first, second) : checkForeign(stack, first, second),
    );
}

/** The grants of the program that are made a second time, each after the first one. */
function grantsMadeTwice(view: ProgramView): [KeyedGrant, KeyedGrant][] {
  const byKey = new Map<string, KeyedGrant[]>();
  for (const grant of keyedGrants(view)) {
    const ofKey = byKey.get(grant.key) ?? [];
    ofKey.push(grant);
    byKey.set(grant.key, ofKey);
  }
  return [...byKey.values()].flatMap((ofKey) =>
    ofKey.flatMap((second, i): [KeyedGrant, KeyedGrant][] => {
      const first = ofKey.slice(0, i).find((one) => one.record && mayBeOneIdentity(one, second));
      return first ? [[first, second]] : [];
    }),
  );
}

/** The grants of the whole program: this library's, in the order of the stacks, and then those of azurerm's classes. */
function keyedGrants({ ledgers, program, index, named }: ProgramView): KeyedGrant[] {
  const keys = new ResolvedKeys(named, index);
  const records = ledgers.flatMap(({ grants }) => [...grants.all.values()]);
  const ownResources = new Set(records.map(({ resource }) => resource));
  const own = records
    .filter(({ resource }) => !isDormant(resource))
    .map((record): KeyedGrant => {
      const { key, resource, principal } = record;
      return { key: keys.resolve(key, principal.principalId), kind: key.kind, resource, principal, record };
    });
  const others = GRANT_TYPES.flatMap((type) => index.ofType(type))
    .filter((resource) => !ownResources.has(resource))
    .flatMap((resource): KeyedGrant[] => {
      const key = grantKeyOf(resource, program.keys);
      const principal = key && { key: key.principal, subscription: subscriptionOfDefault(resource, key.principal) };
      return principal ? [{ key: keys.resolve(key, undefined), kind: key.kind, resource, principal }] : [];
    });
  return [...own, ...others];
}

/** The subscription of an identity that a data source of the default provider finds by its place. */
function subscriptionOfDefault({ cdktfStack }: TerraformResource, principalKey: string): string | undefined {
  const hasAlias = principalKey.split("/").length > 2;
  return hasAlias ? undefined : subscriptionIdOf(cdktfStack, undefined);
}

/** The object id that the program knows as two principals, where it is a literal one. */
function sharedObject({ record: one }: KeyedGrant, { record: other }: KeyedGrant): string {
  const id = one?.principal.principalId;
  return isLiteral(id) && one?.principal.key !== other?.principal.key ? ` to the object id ${id}` : "";
}

/** Identities of one resource group and name are one in one subscription, and in two that synth does not know perhaps. */
function mayBeOneIdentity({ principal: one }: KeyedGrant, { principal: other }: KeyedGrant): boolean {
  if (!isPlace(one.key) || !isPlace(other.key)) {
    return true;
  }
  return one.subscription && other.subscription ? one.subscription === other.subscription : one.key === other.key;
}

/** A grant of azurerm's own class beside one of this library's. */
function checkForeign(stack: TerraformStack, first: KeyedGrant, { kind, resource }: KeyedGrant): ProgramProblem[] {
  return resource.cdktfStack === stack ? [{ construct: resource, ...SECOND[kind](pathInProgram(first.resource)) }] : [];
}

/** Two grants of this library's: in two stacks, or by two names of one thing. */
function checkOwnTwice(stack: TerraformStack, first: KeyedGrant, second: KeyedGrant): ProgramProblem[] {
  const stacks = [first, second].map(({ resource }) => resource.cdktfStack);
  if (!stacks.includes(stack)) {
    return [];
  }
  const [here, there] = second.resource.cdktfStack === stack ? [second, first] : [first, second];
  const construct = here.resource;
  if (stacks[0] === stacks[1]) {
    return [
      {
        construct,
        finding: `and ${pathInProgram(there.resource)} are one grant${sharedObject(here, there)}`,
        allowed: `one grant${sharedObject(here, there) && " to an object id"}`,
        change: "Pass the same construct, or the same Principal, wherever it is granted something.",
      },
    ];
  }
  return [
    {
      construct,
      finding: `in the stack [${stack.node.path}] is the same grant as ${pathInProgram(there.resource)} in the stack [${there.resource.cdktfStack.node.path}]`,
      allowed: "one stack that makes it",
      change:
        "Import or declare the identity and what it has access to in one stack, " +
        "and pass these constructs to the others; or grant in one stack only.",
    },
  ];
}
