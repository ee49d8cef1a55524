import { GrantRow, isCustomRole, PermissionRow } from "../report/report";

/** What a grant allows, with all that limits it: `<role>: <actions>; if <condition>; <caveat>`. */
export function permissionText({ permission, condition, caveat, ineffective }: GrantRow): string {
  return [
    `${permission.name}${actionsText(permission)}`,
    condition && `if ${condition}`,
    caveat,
    ineffective && `does nothing: ${ineffective}`,
  ]
    .filter(Boolean)
    .join("; ");
}

/** The actions of a custom role, whose name says nothing of them. */
function actionsText(permission: PermissionRow): string {
  const { allowed } = permission;
  if (!isCustomRole(permission) || !allowed) {
    return "";
  }
  const on = [...allowed.actions, ...allowed.dataActions].join(", ");
  const off = [...allowed.notActions, ...allowed.notDataActions];
  return `: ${on}${off.length > 0 ? `, but not ${off.join(", ")}` : ""}`;
}
