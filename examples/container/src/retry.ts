import { setTimeout as sleep } from "node:timers/promises";
import { describe, log } from "./log.js";

/** The waits between tries, in milliseconds: the last one again and again. */
const WAITS = [500, 1_000, 2_000, 4_000, 8_000, 15_000];

/**
 * Tries until it succeeds, because a role that was just given takes minutes to take effect, and so does a change of a
 * firewall. A process that exits instead would be started again and again, ever more slowly.
 *
 * @param signal ends the tries
 */
export async function untilItSucceeds<T>(what: string, attempt: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      const result = await attempt();
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
