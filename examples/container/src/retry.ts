import { setTimeout as sleep } from "node:timers/promises";
import { describe, log } from "./log.js";

/** The waits between tries, in milliseconds: the last one again and again. */
const WAITS = [500, 1_000, 2_000, 4_000, 8_000, 15_000];

/** How long a call may take, in milliseconds. The SDKs wait without end for an answer that never comes. */
const LONGEST_CALL = 10_000;

/** The result of a call, or an error once that has taken too long. */
export async function inTime<T>(call: Promise<T>, longest = LONGEST_CALL): Promise<T> {
  const timer = new AbortController();
  const late = sleep(longest, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`There was no answer for ${longest / 1_000} seconds.`);
  });
  try {
    return await Promise.race([call, late]);
  } finally {
    timer.abort();
    late.catch(() => undefined);
  }
}

/**
 * Tries until it succeeds, because a role that was just given takes minutes to take effect, and so does a change of a
 * firewall. A process that exits instead would be started again and again, ever more slowly.
 *
 * @param signal ends the tries
 */
export async function untilItSucceeds<T>(what: string, attempt: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      const result = await inTime(attempt());
      log("info", `${what}: succeeded`, { tries });
      return result;
    } catch (error) {
      signal.throwIfAborted();
      const wait = WAITS[Math.min(tries, WAITS.length) - 1]!;
      log("warning", `${what}: failed, and is tried again`, { tries, waitMs: wait, ...describe(error) });
      await sleep(wait, undefined, { signal });
    }
  }
}
