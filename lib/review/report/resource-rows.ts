import type { Instance } from "../program/instance";
import type { Report } from "./report";
import { ResourceRow, ResourceRows } from "./resource-row";

/** The resources that the rows of a report name and whose construct or place in a file is known. */
export function resourceRows(instances: readonly Instance[], rows: MentioningRows): ResourceRow[] {
  const resources = new ResourceRows(instances);
  const named = new Set(addressesIn(rows).flatMap((address) => resources.at(address)?.row ?? []));
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

function rowOf(instance: Instance): ResourceRow[] {
  const { address, declaration, module, node } = instance;
  const key = address.slice(node.address.length);
  const path = declaration.path === undefined ? undefined : `${declaration.path}${key}`;
  const place = module.stack.places?.of(node.address.slice(module.prefix.length));
  return path === undefined && !place ? [] : [{ address, path, ...place }];
}
