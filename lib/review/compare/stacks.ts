import { Place, placeIn, placeText } from "../base/place";
import type { Report, StackRow } from "../report/report";
import { idsIn, permissionIdsIn, withIds } from "./ids";

/** The id of something that a stack makes, or alone knows, which ends with its place. */
const IN_STACK = /^(.+)\|([^|]*<[+&]?[^<>|]+>)$/s;

/**
 * Two reviews in which one stack has one name, and what moves from one stack to another has one id. The only stack of a
 * review needs no name: the ids of the same stack, among others in the other review, become as short as its own.
 */
export function withSameStacks(before: Report, after: Report): readonly [Report, Report] {
  const [old = [], now = []] = [before.stacks, after.stacks];
  if (old.length < 2 && now.length < 2) {
    return [before, after];
  }
  const pairs = pairsOf(old, now);
  const isShort = old.length < 2 || now.length < 2;
  const namesBefore = new Map(pairs.map(([was, is]) => [was.name, isShort ? undefined : is.name]));
  const namesAfter = new Map(pairs.map(([, is]) => [is.name, isShort ? undefined : is.name]));
  return withMovedThings(withStackNames(before, namesBefore), withStackNames(after, namesAfter));
}

type StackPair = readonly [StackRow, StackRow];

/**
 * The stacks that are one before and after: those of one name and, of the others, the only two that work in one
 * subscription. Any other stack may work anywhere, and what it makes is new or gone.
 */
function pairsOf(before: readonly StackRow[], after: readonly StackRow[]): StackPair[] {
  const byName = new Map(after.map((stack) => [stack.name, stack]));
  const named = before.flatMap((stack): StackPair[] => {
    const same = stack.name === undefined ? undefined : byName.get(stack.name);
    return same ? [[stack, same]] : [];
  });
  const paired = new Set(named.flat());
  const [old, now] = [before, after].map((stacks) => onlyOnesIn(stacks.filter((stack) => !paired.has(stack))));
  const renamed = [...(old ?? [])].flatMap(([subscription, stack]): StackPair[] => {
    const same = now?.get(subscription);
    return same ? [[stack, same]] : [];
  });
  return [...named, ...renamed];
}

/** The stacks that are the only ones of their subscriptions, by the subscriptions. */
function onlyOnesIn(stacks: readonly StackRow[]): ReadonlyMap<string, StackRow> {
  const [found, several] = [new Map<string, StackRow>(), new Set<string>()];
  for (const stack of stacks) {
    const { subscription } = stack;
    if (subscription !== undefined && (found.has(subscription) || several.has(subscription))) {
      several.add(subscription);
      found.delete(subscription);
    } else if (subscription !== undefined) {
      found.set(subscription, stack);
    }
  }
  return found;
}

/** A report with other names of stacks in its ids; undefined for none. */
function withStackNames(report: Report, names: ReadonlyMap<string | undefined, string | undefined>): Report {
  const known = new Set(report.stacks?.map(({ name }) => name));
  const renamed = (stack: string | undefined) => (names.has(stack) ? names.get(stack) : stack);
  const id = (own: string) => {
    const [, thing, text] = IN_STACK.exec(own) ?? [];
    const place = text === undefined ? undefined : placeIn(text);
    return thing === undefined || !place || !known.has(place.stack)
      ? own
      : idWith(thing, { ...place, stack: renamed(place.stack) });
  };
  const stackOf = (address: string) => {
    const stack = (report.stacks ?? []).length > 1 ? address.slice(0, Math.max(address.indexOf("/"), 0)) : undefined;
    return renamed(stack) ?? "";
  };
  return withIds(report, {
    id,
    permission: id,
    unread: (row) => ({ ...row, content: row.content && `${row.content} ${stackOf(row.address)}`.trim() }),
  });
}

function idWith(thing: string, place: Place): string {
  const text = placeText(place).replace(/^\*$/, "");
  return text === "" ? thing : `${thing}|${text}`;
}

/**
 * Two reviews in which a thing has one id whatever stack makes it, where its name and its place are known and no two
 * stacks make it: it has moved from one stack to another, or the stack has another name.
 */
function withMovedThings(before: Report, after: Report): readonly [Report, Report] {
  const apart = new Set([before, after].flatMap((report) => [...madeApartIn(report)]));
  const id = (own: string) => {
    const short = withoutMaker(own);
    return apart.has(short) ? own.replace(/<&([^<>|]+>)$/, "<+$1") : short;
  };
  return [withIds(before, { id, permission: id }), withIds(after, { id, permission: id })];
}

/** What several stacks of a program make, without the stacks. */
function madeApartIn(report: Report): ReadonlySet<string> {
  const [seen, apart] = [new Map<string, string>(), new Set<string>()];
  for (const id of [...idsIn(report), ...permissionIdsIn(report)]) {
    const short = withoutMaker(id);
    const known = seen.get(short) ?? id;
    seen.set(short, known);
    if (known !== id || isShared(id)) {
      apart.add(short);
    }
  }
  return apart;
}

function isShared(id: string): boolean {
  const [, , text] = IN_STACK.exec(id) ?? [];
  return text !== undefined && placeIn(text).isShared === true;
}

/** The id without the stack that makes the thing, where its name and its place are known. */
function withoutMaker(id: string): string {
  const [, thing = id, text] = IN_STACK.exec(id) ?? [];
  const place = text === undefined ? undefined : placeIn(text);
  const isKnown = place?.isMade === true && place.id !== "" && !id.includes("{");
  return isKnown ? idWith(thing, { ...place, stack: undefined }) : id;
}
