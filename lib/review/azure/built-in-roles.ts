import { table } from "../base/table";
import type { Allowed } from "./actions";
import { BUILT_IN_ROLES } from "./built-in-role-table";

/** A built-in role of Azure. */
interface BuiltInRole {
  readonly name: string;
  readonly id: string;
  readonly allowed: Allowed;
  /** The condition that Azure itself puts on the role, in words; undefined for none. */
  readonly condition?: string;
}

/** Other names of roles, those that Azure has renamed among them, by the names in lower case. */
const OTHER_NAMES = table<string>({
  "kubernetes agentless operator": "Defender Kubernetes API Access",
  "managed applications reader": "Managed Application Publisher Operator",
  "security administrator": "Security Admin",
  "vm scanner operator": "Defender Agentless VM Scan",
});

/** The names of the roles as the table has them, by the names in lower case and by the ids. */
const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries(BUILT_IN_ROLES).flatMap(([name, role]): [string, string][] =>
    role
      ? [
          [name.toLowerCase(), name],
          [role.id, name],
        ]
      : [],
  ),
);

const roles = new Map<string, BuiltInRole>();

/** The built-in role with a name, in any case, or with the GUID of its definition; undefined where none is known. */
export function builtInRole(nameOrId: string): BuiltInRole | undefined {
  const key = nameOrId.toLowerCase().replace(/ \(preview\)$/, "");
  const name = OTHER_NAMES[key] ?? NAMES.get(key);
  const role = name === undefined ? undefined : (roles.get(name) ?? roleOf(name));
  if (role) {
    roles.set(role.name, role);
  }
  return role;
}

function roleOf(name: string): BuiltInRole | undefined {
  const listed = BUILT_IN_ROLES[name];
  return (
    listed && {
      name,
      id: listed.id,
      allowed: {
        actions: actionsIn(listed.actions),
        notActions: actionsIn(listed.notActions),
        dataActions: actionsIn(listed.dataActions),
        notDataActions: actionsIn(listed.notDataActions),
      },
      condition: listed.isConditional ? `the role ${name} itself has a condition that holds` : undefined,
    }
  );
}

/** The actions in a list: a word that ends with a colon is the provider of those after it. */
function actionsIn(list = ""): string[] {
  const actions: string[] = [];
  let provider = "";
  for (const word of list.split(/\s+/).filter((one) => one !== "")) {
    if (word.endsWith(":")) {
      provider = `${word.slice(0, -1)}/`;
    } else {
      actions.push(`${provider}${word}`);
    }
  }
  return actions;
}
