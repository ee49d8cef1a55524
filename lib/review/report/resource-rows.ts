import type { Instance } from "../program/instance";
import type { Report } from "./report";
import { ResourceRow, ResourceRows } from "./resource-row";

/** The resources that the rows of a report name and whose construct or place in a file is known. */
export function resourceRows(instances: readonly Instance[], rows: MentioningRows): ResourceRow[] {
  const resources = new ResourceRows(instances);
  const addresses = new Set(addressesIn(rows));
  const named = new Set([...addresses].flatMap((address) => resources.at(address)?.row ?? []));
  return instances.filter((instance) => named.has(instance)).flatMap(rowOf);
}

/** The rows of a report that name resources. */
type MentioningRows = Pick<Report, "grants" | "uses" | "findings" | "accepted" | "unread" | "deployer">;

function addressesIn({ grants, uses, findings, accepted, unread, deployer }: MentioningRows): string[] {
  return [
    ...grants.flatMap(({ by }) => by),
    ...uses.map(({ by }) => by),
    ...[...findings, ...accepted, ...unread].map(({ address }) => address),
    ...deployer.flatMap((need) => need.for),
  ];
}

/** The path of the construct that makes a resource, with the key of `count` or `for_each`. */
export function constructPath({ address, declaration: { path }, node }: Instance): string | undefined {
  return path === undefined ? undefined : `${path}${address.slice(node.address.length)}`;
}

function rowOf(instance: Instance): ResourceRow[] {
  const { address, module, node } = instance;
  const path = constructPath(instance);
  const place = module.stack.places?.of(node.address.slice(module.prefix.length));
  return path === undefined && !place ? [] : [{ address, path, ...place }];
}
