import type { Grant } from "../model/grant";
import type { AccessPath } from "../model/paths/access-path";
import type { AccessPaths } from "../model/paths/access-paths";
import type { Principal } from "../model/principal";
import type { Target } from "../model/target";
import type { DistinctNames } from "./distinct-names";
import type { NamedRow, OpenPathRow, PathRow } from "./report";
import { keysOfScopes, sortedRows, uniqueRows } from "./rows";

/** How many grants a row names. */
const MAX_NAMED = 10;

/** The ways by which principals get access that they are not given, as rows. */
export function pathRows({ all }: AccessPaths, names: DistinctNames): PathRow[] {
  const rows = all.map((path) => rowOf(path, names));
  return uniqueRows(rows, ({ principal, may, what }) => JSON.stringify([principal, may, what.id]));
}

function rowOf({ principal, goal, steps, reaches, isElsewhere }: AccessPath, names: DistinctNames): PathRow {
  const { identity, gift } = goal;
  return {
    principal: principal.key,
    may: identity ? "act as" : "give itself",
    what: namedRow(identity ?? gift?.target, names),
    permission: gift?.permission,
    within: gift && keysOfScopes(gift.target),
    steps: steps.map(({ words, grants }) => ({ words, by: [...new Set(grants.map(({ by }) => by.address))].sort() })),
    reaches: firstOf(
      gift ? [`${gift.permission} on ${gift.target.label}`] : reaches.map((grant) => grantText(grant, names)),
    ),
    elsewhere: isElsewhere || undefined,
  };
}

function namedRow(named: Principal | Target | undefined, names: DistinctNames): NamedRow {
  return named ? { id: named.key, name: names.of(named) } : { id: "", name: "" };
}

/** The texts, each once; of many only the first, with how many more there are. */
function firstOf(texts: readonly string[]): string[] {
  const named = [...new Set(texts)].sort();
  const more = named.length - MAX_NAMED;
  return more > 0 ? [...named.slice(0, MAX_NAMED), `and ${more} more`] : named;
}

function grantText({ permission, target }: Grant, names: DistinctNames): string {
  return `${permission.label} on ${names.of(target)}`;
}

/** What may lead further, of which that is not known, as rows. */
export function openPathRows({ openEnds, isComplete }: AccessPaths, names: DistinctNames): OpenPathRow[] {
  return sortedRows([
    ...openEnds.map(({ grant, why }) => ({ principal: names.of(grant.principal), why, by: [grant.by.address] })),
    ...(isComplete ? [] : [{ principal: "everybody", why: "there are more ways than this review follows", by: [] }]),
  ]);
}
