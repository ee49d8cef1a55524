import { TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { Problem } from "../../core/problems";
import { pathInProgram } from "../../core/program-paths";
import { textOf } from "../../core/token-text";
import type { IContainerApp } from "../container-app";
import { DomainProps, recordNameIn, Zone, zoneKey } from "./domain-zones";

/** A domain that was added to an app. */
interface Added {
  readonly construct: IConstruct;
  readonly app: IContainerApp;
  readonly resource: TerraformResource;
  /** The keys of the domain in its environment, and of its records in their zones. */
  readonly keys: readonly string[];
}

/** The domains of each program. */
const ADDED = new WeakMap<IConstruct, Added[]>();

const SOURCE = "https://learn.microsoft.com/azure/container-apps/rule-based-routing-custom-domain";

function addedIn({ node: { root } }: IConstruct): Added[] {
  const present = ADDED.get(root) ?? [];
  ADDED.set(root, present);
  return present;
}

/** The problem with a domain that the environment, or with records that a zone, has from another domain. */
export function checkOthers(construct: IConstruct, props: DomainProps): Problem[] {
  const keys = keysOf(TerraformStack.of(construct), props);
  const other = addedIn(construct).find((one) => one.keys.some((key) => keys.includes(key)));
  return other
    ? [
        {
          property: "name",
          value: props.name,
          allowed: `one domain of each name in an environment and in a zone, and ${pathInProgram(other.construct)} has this one`,
          change: "Remove one of the two; for an app in another environment, leave its zone out.",
          source: SOURCE,
        },
      ]
    : [];
}

/**
 * The domain that was added to the app before, in the same stack. Each depends on it: azurerm reads the domains of the
 * app, changes them and writes them back, and keeps no other write out while it deletes one.
 */
export function addedBefore(construct: IConstruct, app: IContainerApp): TerraformResource[] {
  const stack = TerraformStack.of(construct);
  return addedIn(construct)
    .filter((one) => one.app === app && one.resource.cdktfStack === stack)
    .slice(-1)
    .map(({ resource }) => resource);
}

/** Records that the domain was added. */
export function recordDomain(construct: IConstruct, resource: TerraformResource, props: DomainProps): void {
  addedIn(construct).push({ construct, app: props.app, resource, keys: keysOf(TerraformStack.of(construct), props) });
}

function keysOf(stack: TerraformStack, { app, name, dnsZone, privateDnsZone }: DomainProps): string[] {
  const inZone = (kind: string, zone?: Zone) =>
    zone ? [`${kind} ${zoneKey(stack, zone)} ${recordNameIn(stack, zone, name)?.toLowerCase()}`] : [];
  const environment = textOf(app.resource.cdktfStack, app._environment.environmentId);
  return [`${environment} ${textOf(stack, name)}`, ...inZone("public", dnsZone), ...inZone("private", privateDnsZone)];
}
