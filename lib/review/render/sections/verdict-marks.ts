import type { Verdict } from "../../compare/verdict";
import type { Importance } from "../page/section";

/** What catches the eye beside a verdict in words. */
export const MARKS: Readonly<Record<Verdict, string>> = { broadened: "🔴", narrowed: "🟢", same: "⚪" };

/** How long a row of a verdict stays on a page that is too long. */
export const VERDICT_IMPORTANCES: Readonly<Record<Verdict, Importance>> = {
  broadened: "decisive",
  narrowed: "changed",
  same: "minor",
};
