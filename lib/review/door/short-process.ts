import { setFlagsFromString } from "node:v8";
import { table } from "../base/table";

/** What has V8 optimize a function only after some ten times as much use as by default, by its version: flags change. */
const FLAGS = table<string>({
  // Node 20
  "11": "--interrupt-budget=1500000",
  // Node 22
  "12": "--invocation-count-for-turbofan=30000",
});

/**
 * Has V8 compile less. The command ends before most of what V8 optimizes has paid for its compilation: that is a quarter
 * of its CPU. With Node 24 and later it is next to nothing, and V8 is left as it is.
 */
export function compileForShortProcess(): void {
  const [version = ""] = process.versions.v8.split(".");
  const flag = FLAGS[version];
  if (flag !== undefined) {
    setFlagsFromString(flag);
  }
}
