import { buildSync } from "esbuild";
import * as path from "path";

/**
 * Writes `access-review` as one file, which Node runs, as that of the package. To have tsx compile its modules takes a
 * second each time.
 */
export function writeAccessReviewCommand(file: string): void {
  buildSync({
    entryPoints: [path.join(__dirname, "../../lib/review/door/cli.ts")],
    outfile: path.resolve(file),
    bundle: true,
    platform: "node",
    target: "node20",
  });
}
