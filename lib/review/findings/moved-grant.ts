import type { AccessModel } from "../model/access-model";
import type { EarlierGrant } from "../model/earlier-grant";
import type { Grant } from "../model/grant";
import { withoutKeys } from "../read/plan/addresses";
import type { Finding, Rule } from "./rule";

/** A grant that goes to another address is moved there. */
export const MOVED_GRANT: Rule = {
  id: "moved-grant",
  severity: "warning",
  why:
    "Terraform destroys the grant at the old address and makes it at the new one, in any order. " +
    "Azure refuses to make one that is still there, and for a time nobody may have the access.",
  change: "Add a moved block from the old address to the new one.",
  find: (access) => {
    if (!access.earlier) {
      return [];
    }
    const adopted = adoptedIn(access);
    const old = placesBefore(access, adopted);
    return access.grants
      .filter(({ by }) => !isWithin(withoutKeys(by.address), adopted))
      .flatMap((grant) => movedFrom(grant, old));
  },
};

/** Where one grant was given before a change. */
interface Places {
  /** All its addresses, without the keys of first ones. */
  readonly addresses: Set<string>;
  /** One that is gone, and that nothing moves; undefined for none. */
  gone?: string;
}

/** What a resource that gives nothing but one grant has in its address, where Azure refuses a second one. */
const ONE_GRANT = /(?:^|[./])azurerm_(?:role_assignment|key_vault_access_policy|cosmosdb_sql_role_assignment)\./;

/** The addresses that something is moved from or imported to, without keys. */
function adoptedIn({ program: { modules } }: AccessModel): ReadonlySet<string> {
  return new Set(
    modules.flatMap(({ root, declaration }) =>
      (declaration.adopted ?? []).map((address) => withoutKeys(`${root.prefix}${address}`)),
    ),
  );
}

/** Where the grants of the stacks that are there now were given before, by what they give. */
function placesBefore(
  { earlier = [], grants, program: { roots } }: AccessModel,
  adopted: ReadonlySet<string>,
): ReadonlyMap<string, Places> {
  const stacks = new Set(roots.map(({ prefix }) => prefix));
  const now = new Set(grants.map(({ by }) => withoutFirst(by.address)));
  const isMoved = (address: string) => now.has(withoutFirst(address)) || isWithin(withoutKeys(address), adopted);
  const found = new Map<string, Places>();
  for (const grant of earlier) {
    const places = found.get(keyOf(grant)) ?? { addresses: new Set() };
    const addresses = (grant.by ?? []).filter((address) => ONE_GRANT.test(address) && stacks.has(stackOf(address)));
    addresses.forEach((address) => places.addresses.add(withoutFirst(address)));
    places.gone ??= addresses.find((address) => !isMoved(address));
    found.set(keyOf(grant), places);
  }
  return found;
}

/** The name of the stack in an address, with the slash behind it. */
function stackOf(address: string): string {
  return /^[^.["]*\//.exec(address)?.[0] ?? "";
}

/** Whether an address, or what it is in, is among others. */
function isWithin(address: string, others: ReadonlySet<string>): boolean {
  const ends = [...address.matchAll(/\./g)].map(({ index }) => index);
  return others.has(address) || ends.some((end) => others.has(address.slice(0, end)));
}

/** What Azure takes once only: a role for a principal on a scope, or a policy of a vault for a principal. */
function keyOf({
  principal,
  kind,
  permission,
  target,
}: Pick<EarlierGrant, "principal" | "kind" | "permission" | "target">): string {
  return [kind, principal, target.id, kind === "access policy" ? "" : permission.id].join("\n");
}

function movedFrom({ by, kind, principal, permission, target }: Grant, old: ReadonlyMap<string, Places>): Finding[] {
  const key = keyOf({ kind, principal: principal.key, permission: { id: permission.key }, target: { id: target.key } });
  const places = ONE_GRANT.test(by.address) ? old.get(key) : undefined;
  if (places?.gone === undefined || places.addresses.has(withoutFirst(by.address))) {
    return [];
  }
  const message = `It gives ${principal.label} what ${places.gone} gave: ${permission.label} on ${target.label}.`;
  return [{ address: by.address, message }];
}

/** An address without the key of the first of several, which Terraform itself gives to the only one before. */
function withoutFirst(address: string): string {
  return address.replace(/\[0\]/g, "");
}
