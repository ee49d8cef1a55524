import { table } from "../base/table";
import type { Allowed } from "./actions";
import type * as RoleTable from "./built-in-role-table";

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

/** The roles of the table, and their names as it has them, by the names in lower case and by the ids. */
interface Listed {
  readonly roles: (typeof RoleTable)["BUILT_IN_ROLES"];
  readonly names: ReadonlyMap<string, string>;
}

let made: Listed | undefined;

/** Loads the table when the first role is looked up: it is a fifth of the review, and many programs name no role. */
function listedRoles(): Listed {
  if (!made) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it with the review
    const { BUILT_IN_ROLES: roles } = require("./built-in-role-table") as typeof RoleTable;
    const names = Object.entries(roles).flatMap(([name, role]): [string, string][] =>
      role
        ? [
            [name.toLowerCase(), name],
            [role.id, name],
          ]
        : [],
    );
    made = { roles, names: new Map(names) };
  }
  return made;
}

const known = new Map<string, BuiltInRole>();

/** The built-in role with a name, in any case, or with the GUID of its definition; undefined where none is known. */
export function builtInRole(nameOrId: string): BuiltInRole | undefined {
  const key = nameOrId.toLowerCase().replace(/ \(preview\)$/, "");
  const name = OTHER_NAMES[key] ?? listedRoles().names.get(key);
  const role = name === undefined ? undefined : (known.get(name) ?? roleOf(name));
  if (role) {
    known.set(role.name, role);
  }
  return role;
}

function roleOf(name: string): BuiltInRole | undefined {
  const listed = listedRoles().roles[name];
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
