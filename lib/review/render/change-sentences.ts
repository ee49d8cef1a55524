import type { Comparison } from "../compare/compare";
import { GrantChange, grantIn } from "../compare/grant-changes";
import type { PathChange } from "../compare/path-changes";
import type { RunnerChange } from "../compare/runner-changes";
import type { UnreadChange } from "../compare/unread-changes";
import { Verdict } from "../compare/verdict";
import { permissionText } from "./permission-text";
import { goalText } from "../report/path-text";
import { detailText } from "./sections/paths";

/** A row of a comparison as a sentence. */
export interface ChangeSentence {
  readonly verdict: Verdict;
  readonly message: string;
  /** The resource that it is by. */
  readonly address?: string;
  /** What tells it from any other, whatever words are used. */
  readonly identity: string;
}

/**
 * The rows of a comparison, but for what they let something that runs do. Where the whole does not broaden access, no row does: an identity may have got what what runs
 * as it has had before by another one.
 */
export function changeSentences({ verdict, ...change }: Comparison): ChangeSentence[] {
  const rows = [
    ...change.grants.map(ofGrant),
    ...change.runners.map(ofRunner),
    ...change.paths.map(ofPath),
    ...change.unread.map(ofUnread),
  ];
  return verdict === "broadened"
    ? rows
    : rows.map((row) => (row.verdict === "broadened" ? { ...row, verdict: "same" } : row));
}

/** The rows that broaden access. */
export function broadenedRows(change: Comparison): ChangeSentence[] {
  return changeSentences(change).filter(({ verdict }) => verdict === "broadened");
}

function ofGrant(change: GrantChange): ChangeSentence {
  const row = grantIn(change);
  const { before, after, principal, verdict } = change;
  const was = before && after ? `; before: ${permissionText(before)} on ${before.target.name}` : "";
  const word = after ? "now has" : "has no more";
  return {
    verdict,
    message: `${principal} ${word} ${permissionText(row)} on ${row.target.name}${was}.`,
    // A baseline of somebody's own may leave them out.
    address: (row.by as readonly string[] | undefined)?.[0],
    identity: JSON.stringify(["grant", row.principal, row.permission.id, row.target.id]),
  };
}

function ofRunner({ change, principal, runner, verdict }: RunnerChange): ChangeSentence {
  const runs = change === "added" ? "now runs" : "does not run any more";
  return {
    verdict,
    message: `${runner} ${runs} as ${principal}.`,
    identity: JSON.stringify(["runner", principal, runner]),
  };
}

function ofPath({ path, principal, change, verdict }: PathChange): ChangeSentence {
  const can = change === "removed" ? "can no more" : "can";
  return {
    verdict,
    message: `${principal} ${can} ${path.may} ${goalText(path)}${detailText(path)}.`,
    address: path.steps[0]?.by[0],
    identity: JSON.stringify(["path", path.principal, path.may, path.what.id, path.permission]),
  };
}

function ofUnread({ change, address, why, verdict }: UnreadChange): ChangeSentence {
  const message = change === "removed" ? `${address} is no more.` : `${address} may give any access: ${why}.`;
  return { verdict, message, address, identity: JSON.stringify(["unread", address]) };
}
