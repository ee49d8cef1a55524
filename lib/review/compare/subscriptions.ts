import { grouped } from "../base/grouped";
import type { Report } from "../report/report";
import { idsIn, withIds } from "./ids";

/** The id of something in a subscription, which ends with the subscription's; ids of principals only look alike. */
const IN_SUBSCRIPTION = /^(?!external\||subscription\|)(.+)\|([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/**
 * Two reviews in which one thing has one id. A state and a plan know the subscriptions of the resources that exist, a
 * configuration does not know the deployer's: without this, a plan would differ from the configuration that it is made
 * of in every grant. Ids that are equal but for a subscription in one of them become one, unless several subscriptions
 * are possible: then the things are different. No key of a single review can tell that, because it takes both.
 */
export function withSameIds(before: Report, after: Report): readonly [Report, Report] {
  if ([before, after].every(({ reads }) => reads?.kind === "configuration")) {
    return [before, after];
  }
  const ids = new Set([...idsIn(before), ...idsIn(after)]);
  const inSubscriptions = grouped([...ids].filter(isInSubscription), withoutSubscription);
  const id = (own: string) => {
    const short = withoutSubscription(own);
    return ids.has(short) && inSubscriptions.get(short)?.length === 1 ? short : own;
  };
  return [withIds(before, { id }), withIds(after, { id })];
}

function isInSubscription(id: string): boolean {
  return IN_SUBSCRIPTION.test(id);
}

function withoutSubscription(id: string): string {
  return IN_SUBSCRIPTION.exec(id)?.[1] ?? id;
}
