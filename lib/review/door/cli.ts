#!/usr/bin/env node
import { parsedArguments } from "./arguments";
import type { Streams } from "./command";
import { loadReview } from "./load-review";

const HELP = `Who may do what in a program of Terraform's, and what a change of it adds.

access-review [PATH] [options]

PATH is a cdk.tf.json or another *.tf.json, a folder of them, a folder that cdktf synth wrote, or what
terraform show -json prints of a plan or a state. Without it, cdktf.out.

  --baseline PATH    compare to the JSON of another review, or to anything that can be reviewed, of which a plan counts as
                     it will be; without it, a plan is compared to what it starts from
  --map NAME=NAME    a name of the baseline, and the one that stands for it in PATH, as in --map dev=prod; where it is a
                     whole word; given several times for several
  --format FORMAT    markdown (the default), json, mermaid, sarif (for code scanning), junit (as tests), or plan-role and
                     apply-role: the custom roles that planning and applying it take, for az role definition create
  --output FILE      write to a file, whole or not at all, instead of to the standard output; may be given several times,
                     each in the format of its ending (.md, .json, .mmd, .sarif, .xml) where --format does not say
  --max-length N     the most characters of Markdown: the least important rows are left out, and it says how many
                     (65536, as much as GitHub takes as a comment)
  --accept FILE      findings that may stand: [{"finding": "…", "address": "…", "reason": "…"}]
                     (access-review.json in the current folder, where there is one)
  --forbid FILE      access that must never be there: [{"principals": […], "permissions": […], "actions": […],
                     "dataActions": […], "scopes": […], "reason": "…"}], each with at least one of the lists
  --allow FILE       a reference beyond which nothing may be granted
  --write-allow FILE write the access of this review as such a reference
  --fail-on WHAT     broadened, error or warning, which an error is, too; several with commas, or given several times
  --help             print this

Exit codes: 0 reviewed; 1 reviewed, and what --fail-on names is there, or what --forbid or --allow rules out; 2 wrong usage,
or an input that cannot be read; 3 reviewed, and whether --forbid and --allow are kept is not known.
`;

/** Runs the command, and returns its exit code. Its help does not wait for the review to load. */
export function main(args: readonly string[], streams: Streams): number {
  if (asksForHelp(args)) {
    streams.out(HELP);
    return 0;
  }
  return loadReview().run(args, streams);
}

/** Whether the arguments ask for help; arguments that cannot be read are left to the command, which says why. */
function asksForHelp(args: readonly string[]): boolean {
  try {
    return parsedArguments(args).values.help ?? false;
  } catch {
    return false;
  }
}

if (require.main === module) {
  const write = (stream: NodeJS.WriteStream) => (text: string) => void stream.write(text);
  // A reader that closes the pipe before the end, such as head, changes nothing of the exit code.
  process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
    if (code !== "EPIPE") {
      write(process.stderr)(`access-review: the output cannot be written (${code ?? "unknown error"}).\n`);
      process.exitCode = 2;
    }
  });
  process.exitCode = main(process.argv.slice(2), { out: write(process.stdout), err: write(process.stderr) });
}
