import { isLiteral, ProgramProblem } from "../../../core/problems";
import { pathInProgram } from "../../../core/program-paths";
import { twins } from "../../../core/twins";
import { isDormant } from "../dormant";
import type { GrantRecord } from "../records";
import type { StackGrants } from "../stack-grants";
import type { PassContext } from "./pass-context";

/** The problems of grants that are made twice. */
export function checkGrants(context: PassContext): ProgramProblem[] {
  return [...checkOtherStacks(context), ...checkGrantsToOneObject(context)];
}

/** The grant of the key that the stack makes, and does not leave to others. */
export function madeGrant(grants: StackGrants, key: string): GrantRecord | undefined {
  const grant = grants.all.get(key);
  return grant && !isDormant(grant.resource) ? grant : undefined;
}

/** Azure refuses a second policy, or role assignment, of one key, whichever stack makes it. */
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
              finding: `in the stack [${ledger.stack.node.path}] is the same grant as ${pathInProgram(same.resource)} in the stack [${other.stack.node.path}]`,
              allowed: "one stack that makes it",
              change:
                "Import the identity and what it is given access to (or declare them) in one stack and pass these constructs to the others, " +
                "or grant in one stack only.",
            },
          ]
        : [];
    }),
  );
}

/**
 * An object id that the program knows by two keys, such as an identity's and its own, would have two grants for one.
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
    allowed: "one",
    change: "Pass the same construct, or the same Principal, wherever it is granted something.",
  }));
}
