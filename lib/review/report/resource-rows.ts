import type { Instance } from "../program/instance";
import type { Report } from "./report";
import { ResourceRow, ResourceRows } from "./resource-row";

/** The resources that the rows of a report name and whose construct or place in a file is known. */
export function resourceRows(instances: readonly Instance[], rows: MentioningRows): ResourceRow[] {
  const resources = new ResourceRows(instances);
  const named = new Set<Instance>();
  eachAddressIn(rows, (address) => {
    const found = resources.at(address);
    if (found) {
      named.add(found.row);
    }
  });
  return instances
    .filter((instance) => named.has(instance))
    .map(rowOf)
    .filter((row) => row !== undefined);
}

/** The rows of a report that name resources. */
type MentioningRows = Pick<Report, "grants" | "uses" | "findings" | "accepted" | "unread" | "deployer">;

function eachAddressIn(rows: MentioningRows, visit: (address: string) => void): void {
  rows.grants.forEach(({ by }) => by.forEach(visit));
  rows.uses.forEach(({ by }) => visit(by));
  [rows.findings, rows.accepted, rows.unread].forEach((those) => those.forEach(({ address }) => visit(address)));
  rows.deployer.forEach((need) => need.for.forEach(visit));
}

/** The path of the construct that makes a resource, with the key of `count` or `for_each`. */
export function constructPath({ address, declaration: { path }, node }: Instance): string | undefined {
  return path === undefined ? undefined : `${path}${address.slice(node.address.length)}`;
}

function rowOf(instance: Instance): ResourceRow | undefined {
  const { address, module, node } = instance;
  const path = constructPath(instance);
  const place = module.stack.places?.of(node.address.slice(module.prefix.length));
  return path === undefined && !place ? undefined : { address, path, ...place };
}
