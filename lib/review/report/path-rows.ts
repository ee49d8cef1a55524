import type { Grant } from "../model/grant";
import type { AccessPath } from "../model/paths/access-path";
import type { AccessPaths } from "../model/paths/access-paths";
import type { NamedRow, OpenPathRow, PathRow } from "./report";
import { keysOfScopes, sortedRows, uniqueRows } from "./rows";

/** How many grants a row names. */
const MAX_NAMED = 10;

/** The ways by which principals get access that they are not given, as rows. */
export function pathRows({ all }: AccessPaths): PathRow[] {
  return uniqueRows(all.map(rowOf), ({ principal, may, what }) => JSON.stringify([principal, may, what.id]));
}

function rowOf({ principal, goal, steps, reaches, isElsewhere }: AccessPath): PathRow {
  const { identity, gift } = goal;
  return {
    principal: principal.key,
    may: identity ? "act as" : "give itself",
    what: namedRow(identity ?? gift?.target),
    permission: gift?.permission,
    within: gift && keysOfScopes(gift.target),
    steps: steps.map(({ words, grants }) => ({ words, by: [...new Set(grants.map(({ by }) => by.address))].sort() })),
    reaches: firstOf(gift ? [`${gift.permission} on ${gift.target.label}`] : reaches.map(grantText)),
    elsewhere: isElsewhere || undefined,
  };
}

function namedRow(named: { readonly key: string; readonly label: string } | undefined): NamedRow {
  return { id: named?.key ?? "", name: named?.label ?? "" };
}

/** The texts, each once; of many only the first, with how many more there are. */
function firstOf(texts: readonly string[]): string[] {
  const named = [...new Set(texts)].sort();
  const more = named.length - MAX_NAMED;
  return more > 0 ? [...named.slice(0, MAX_NAMED), `and ${more} more`] : named;
}

function grantText({ permission, target }: Grant): string {
  return `${permission.label} on ${target.label}`;
}

/** What may lead further, of which that is not known, as rows. */
export function openPathRows({ openEnds, isComplete }: AccessPaths): OpenPathRow[] {
  return sortedRows([
    ...openEnds.map(({ grant, why }) => ({ principal: grant.principal.label, why, by: [grant.by.address] })),
    ...(isComplete ? [] : [{ principal: "everybody", why: "there are more ways than this review follows", by: [] }]),
  ]);
}
