import { parseArgs } from "node:util";

const TEXT = { type: "string" } as const;

/** The options of the command, as Node's parser of arguments takes them. */
const OPTIONS = {
  baseline: TEXT,
  map: { type: "string", multiple: true },
  format: TEXT,
  output: { type: "string", multiple: true },
  "max-length": TEXT,
  accept: TEXT,
  forbid: TEXT,
  allow: TEXT,
  "write-allow": TEXT,
  "fail-on": { type: "string", multiple: true },
  help: { type: "boolean", short: "h" },
} as const;

/**
 * The arguments as Node's parser reads them.
 *
 * @throws TypeError where the command has no such option, or an option lacks its value
 */
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- the type is what parseArgs makes of them
export function parsedArguments(args: readonly string[]) {
  return parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
}
