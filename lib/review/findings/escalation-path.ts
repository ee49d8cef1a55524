import { grouped } from "../base/grouped";
import { AccessPath, wayText } from "../model/paths/access-path";
import type { Principal } from "../model/principal";
import { keyWithoutSubscription } from "../model/scoped-key";
import { scopesOf, Target } from "../model/target";
import { isBroad } from "./broad-role";
import type { Finding, Rule } from "./rule";
import { listed } from "./wording";

/** No principal can get access that it is not given. */
export const ESCALATION_PATH: Rule = {
  id: "escalation-path",
  severity: "warning",
  why: "Whoever has the role can do more than it allows: act as an identity that has more, or give itself access.",
  change: "Take away the right that the way begins with, or narrow its scope; or give the access openly.",
  find: (access) => {
    const { all } = access.paths;
    const controlled = new Set(
      all.filter(isRightToGive).map(({ principal, goal }) => keyAt(principal, goal.gift?.target)),
    );
    const beyond = all.filter((path) => isOwn(path) && !isOfBroadRole(path) && isBeyondGiven(path, controlled));
    const byGrant = grouped(beyond, ({ principal, steps: [first] }) => `${principal.key} ${addressOf(first)}`);
    return [...byGrant.values()].flatMap(findingsOf);
  },
};

/** Whether a way begins with a grant to the principal itself: the group that it is a member of has its own finding. */
function isOwn({ principal, steps: [first] }: AccessPath): boolean {
  const [grant] = first?.grants ?? [];
  return grant !== undefined && keyWithoutSubscription(grant.principal) === keyWithoutSubscription(principal);
}

/** Whether the one step is what a broad role allows: the finding of that role says it. */
function isOfBroadRole({ goal: { gift }, steps: [first, ...others] }: AccessPath): boolean {
  return gift !== undefined && others.length === 0 && first?.grants.some(isBroad) === true;
}

/** Whether a principal is given the right to give roles on a scope: it has all in it, and another finding says so. */
function isRightToGive({ goal: { gift }, steps }: AccessPath): boolean {
  return gift?.isAnyRole === true && steps.length === 1;
}

/** Whether a way reaches what is in none of the scopes that the principal has all in. */
function isBeyondGiven(path: AccessPath, controlled: ReadonlySet<string>): boolean {
  const { principal, goal, reaches } = path;
  const targets = goal.gift ? [goal.gift.target] : reaches.map(({ target }) => target);
  return (
    !isRightToGive(path) &&
    targets.some((target) => !scopesOf(target).some((scope) => controlled.has(keyAt(principal, scope))))
  );
}

function keyAt(principal: Principal, scope: Target | undefined): string {
  return `${principal.key} ${scope?.key}`;
}

/** The finding for the ways of one principal that begin with one grant. */
function findingsOf([path, ...others]: readonly AccessPath[]): Finding[] {
  const many = others.length === 1 ? "is 1 more such way" : `are ${others.length} more such ways`;
  const more = others.length === 0 ? "" : ` There ${many}.`;
  return path ? [{ address: addressOf(path.steps[0]), message: `${sentence(path)}.${more}` }] : [];
}

function sentence(path: AccessPath): string {
  const { principal, reaches } = path;
  const { identity, gift } = path.goal;
  if (identity) {
    const access = listed(reaches.map(({ permission, target }) => `${permission.label} on ${target.label}`));
    return `${principal.label} may act as ${identity.label}, and so has ${access}: it ${wayText(path)}`;
  }
  const what = `${principal.label} may give itself ${gift?.permission} on ${gift?.target.label}`;
  return path.steps.length > 1 ? `${what}: it ${wayText(path)}` : what;
}

/** The address of the resource that allows a step. */
function addressOf(step: AccessPath["steps"][number] | undefined): string {
  return step?.grants[0]?.by.address ?? "";
}
