import { isLiteral, ProgramProblem } from "../../../core/problems";
import { pathInProgram } from "../../../core/program-paths";
import { twins } from "../../../core/twins";
import { isDormant } from "../dormant";
import type { GrantRecord } from "../records";
import type { StackGrants } from "../stack-grants";
import type { PassContext } from "./pass-context";

/** The problems with grants that are made twice. */
export function checkGrants(context: PassContext): ProgramProblem[] {
  return [...checkOtherStacks(context), ...checkGrantsToOneObject(context)];
}

/** The grant of the key, where the stack makes it and does not hand it over. */
export function madeGrant(grants: StackGrants, key: string): GrantRecord | undefined {
  const grant = grants.all.get(key);
  return grant && !isDormant(grant.resource) ? grant : undefined;
}

/** The problems with grants that two stacks make: Azure refuses a second policy or role assignment of one key. */
function checkOtherStacks({ ledger }: PassContext): ProgramProblem[] {
  const own = [...ledger.grants.all].filter(([, { resource }]) => !isDormant(resource));
  const others = ledger.stacks.filter((other) => other !== ledger);
  return others.flatMap((other) =>
    own.flatMap(([key, { resource }]) => {
      const same = madeGrant(other.grants, key);
      return same
        ? [
            {
              construct: resource,
              finding:
                `in the stack [${ledger.stack.node.path}] is the same grant as ` +
                `${pathInProgram(same.resource)} in the stack [${other.stack.node.path}]`,
              allowed: "one stack that makes it",
              change:
                "Import or declare the identity and what it has access to in one stack, " +
                "and pass these constructs to the others; or grant in one stack only.",
            },
          ]
        : [];
    }),
  );
}

/**
 * The problems with grants to one object id that the program knows by two keys, such as that of an imported identity
 * and that of the literal object id: for Azure they are one grant.
 */
function checkGrantsToOneObject({ ledger }: PassContext): ProgramProblem[] {
  const made = [...ledger.grants.all].filter(
    ([, { resource, principal }]) => isLiteral(principal.principalId) && !isDormant(resource),
  );
  const keyByObjectId = ([key, { principal }]: (typeof made)[number]) =>
    `${key.slice(0, -principal.key.length)}${principal.principalId}`;
  return twins(made, keyByObjectId).map(([[, { resource, principal }], [, first]]) => ({
    construct: resource,
    finding: `and ${pathInProgram(first.resource)} are one grant to the object id ${principal.principalId}`,
    allowed: "one grant to an object id",
    change: "Pass the same construct, or the same Principal, wherever it is granted something.",
  }));
}
