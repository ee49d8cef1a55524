import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { App } from "cdktf";
import { ShopStack as After } from "../examples/pull-request/after";
import { ShopStack as Before } from "../examples/pull-request/before";
import { main } from "../lib/review/door/cli";

const FOLDER = path.join(__dirname, "../examples/pull-request");

/** The lines that the change of examples/pull-request takes out and puts in. */
const DIFF = /<!-- examples\/pull-request diff -->\n```diff\n[^]*?```/g;

/** What the review says of the change: a quotation, to the empty line after it. */
const REVIEW = /<!-- examples\/pull-request review -->\n(?:>.*\n)*/g;

/** A page with the change of examples/pull-request, and with what the access review says of it. */
export function renderPullRequest(text: string): string {
  return text
    .replace(DIFF, () => `<!-- examples/pull-request diff -->\n\`\`\`diff\n${diff()}\`\`\``)
    .replace(REVIEW, () => `<!-- examples/pull-request review -->\n${quoted(reviewOfChange())}`);
}

/** What the command prints, up to the table of what changes. */
export function reviewOfChange(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pull-request-"));
  try {
    const [before, after] = [synth(Before, path.join(folder, "before")), synth(After, path.join(folder, "after"))];
    const printed: string[] = [];
    main([after, "--baseline", before], { out: (page) => printed.push(page), err: (problem) => printed.push(problem) });
    return printed.join("").split(/\n### (?!What changes)/)[0]!;
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

function synth(stack: typeof After, outdir: string): string {
  const app = new App({ outdir });
  new stack(app, "shop");
  app.synth();
  return outdir;
}

function diff(): string {
  const [before, after] = ["before.ts", "after.ts"].map((file) =>
    fs.readFileSync(path.join(FOLDER, file), "utf8").split("\n"),
  ) as [string[], string[]];
  return [
    ...before.filter((line) => !after.includes(line)).map((line) => `-${line}\n`),
    ...after.filter((line) => !before.includes(line)).map((line) => `+${line}\n`),
  ].join("");
}

function quoted(page: string): string {
  return page
    .trim()
    .split("\n")
    .map((line) => `> ${line}`.trimEnd() + "\n")
    .join("");
}
