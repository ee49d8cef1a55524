import type { Action } from "./deployer-steps";
import type { DeployerNeed } from "./report";
import { byKeys } from "./rows";

/** A permission on a scope, and the resources that it is for. */
interface NeedRow {
  /** The addresses of the resources, in their order, each once. */
  readonly addresses: string[];
  isForPlan: boolean;
}

/** The rows of the permissions on one plane, by the permission and the scope. */
type PlaneRows = Map<string, Map<string, NeedRow>>;

/** The permissions that the resources of a program take on scopes, each once. */
export class NeedRows {
  private readonly planes: Readonly<Record<DeployerNeed["plane"], PlaneRows>> = {
    control: new Map(),
    data: new Map(),
    directory: new Map(),
  };

  /** Adds what a resource does on a scope; what it does comes together, and not between that of others. */
  public add({ plane, permission, isForPlan }: Action, scope: string, address: string): void {
    const row = this.rowOf(plane, permission, scope);
    row.isForPlan ||= isForPlan;
    if (row.addresses.at(-1) !== address) {
      row.addresses.push(address);
    }
  }

  public get all(): DeployerNeed[] {
    const rows = new Map<string, DeployerNeed>();
    for (const plane of ["control", "data", "directory"] as const) {
      this.planes[plane].forEach((scopes, permission) =>
        scopes.forEach(({ addresses, isForPlan }, scope) =>
          // The number tells rows apart whose texts have several lines and are the same when joined.
          rows.set([plane, permission, scope, rows.size].join("\n"), {
            plane,
            permission,
            scope,
            for: addresses,
            plan: isForPlan ? true : undefined,
          }),
        ),
      );
    }
    return byKeys(rows);
  }

  private rowOf(plane: DeployerNeed["plane"], permission: string, scope: string): NeedRow {
    let scopes = this.planes[plane].get(permission);
    if (!scopes) {
      scopes = new Map();
      this.planes[plane].set(permission, scopes);
    }
    let row = scopes.get(scope);
    if (!row) {
      row = { addresses: [], isForPlan: false };
      scopes.set(scope, row);
    }
    return row;
  }
}
