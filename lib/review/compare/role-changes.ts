import { Containment } from "../azure/containment";
import type { GrantRow, Report, RoleRow } from "../report/report";
import type { GrantChange } from "./grant-changes";

/**
 * The custom roles that no grant of the program gives and that allow something else than before: whoever has them by
 * other grants may do that now.
 */
export function roleChanges(before: Report, after: Report): GrantChange[] {
  const old = new Map((before.roles ?? []).map((role) => [role.id, role]));
  const containment = new Containment();
  const given = new Set(after.grants.map(({ permission }) => permission.id));
  return (after.roles ?? []).flatMap((role): GrantChange[] => {
    const was = old.get(role.id);
    if (!was || given.has(role.id) || JSON.stringify(was.allowed) === JSON.stringify(role.allowed)) {
      return [];
    }
    const isMore = !was.allowed || !role.allowed || !containment.isWithin(role.allowed, was.allowed);
    return [
      {
        change: "changed",
        verdict: isMore ? "broadened" : "narrowed",
        principal: `whoever has the role ${role.name}`,
        before: grantOf(was),
        after: grantOf(role),
      },
    ];
  });
}

/** A role as a grant to all who have it, on whatever scopes. */
function grantOf({ id, name, allowed }: RoleRow): GrantRow {
  return {
    principal: `holders|${id}`,
    kind: "role",
    plane: "unknown",
    permission: { id, name, allowed },
    target: { id: "elsewhere", name: "whatever it is given on", kind: "unresolved", within: [] },
    by: [],
  };
}
