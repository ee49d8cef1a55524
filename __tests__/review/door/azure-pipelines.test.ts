import { spawnSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { parsedArguments } from "../../../lib/review/door/arguments";

const PIPELINE = fs.readFileSync(path.join(__dirname, "../../../docs/azure-pipelines.yml"), "utf8");

/** The scripts of the steps, by the names that these have. */
const SCRIPTS: Readonly<Record<string, string>> = Object.fromEntries(
  [...PIPELINE.matchAll(/^ {2}- bash: \|\n((?: {6}.*\n)+) {4}displayName: (.*)$/gm)].map(([, script = "", name]) => [
    name!,
    script.replace(/^ {6}/gm, ""),
  ]),
);

/** A stand-in for curl: answers with the threads of the pull request, and notes what it is called with and sent. */
const CURL = `#!/usr/bin/env bash
echo "$*" >>"$CALLS"
case "$*" in
  *--request*) cat >"$CALLS.body" ;;
  *) cat "$THREADS" ;;
esac
exit "\${CURL_ENDS_WITH:-0}"
`;

const ENVIRONMENT = {
  SYSTEM_ACCESSTOKEN: "token",
  SYSTEM_COLLECTIONURI: "https://dev.azure.com/contoso/",
  SYSTEM_TEAMPROJECTID: "project",
  BUILD_REPOSITORY_ID: "repository",
  SYSTEM_PULLREQUEST_PULLREQUESTID: "7",
};
const THREADS = "https://dev.azure.com/contoso/project/_apis/git/repositories/repository/pullRequests/7/threads";
const PAGE = '## Access review: \u{1f534} broadened\n\nIt has "quotes", `code` and a \\ in it.\n';

test("the review of the pipeline has options that the command has, and writes what the other steps read", () => {
  const [, options = ""] = /^npx --no-install access-review ([^]*)$/.exec(SCRIPTS.Review!) ?? [];
  const { values } = parsedArguments(options.trim().split(/[\s\\]+/));
  expect(values.output).toEqual(["access-review.md", "access-review.xml"]);
  expect(SCRIPTS.Comment).toContain("access-review.md");
  expect(PIPELINE).toMatch(/testResultsFiles: access-review\.xml$/m);
  expect(SCRIPTS["Synthesize both branches"]).toContain(`git worktree add ${values.baseline?.split("/")[0]} `);
});

const hasTools = ["bash", "jq"].every((tool) => spawnSync(tool, ["--version"]).error === undefined);

(hasTools ? describe : describe.skip)("the comment of the pipeline", () => {
  let folder: string;
  const file = (name: string) => path.join(folder, name);
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "the pipeline "));
    fs.mkdirSync(file("bin"));
    fs.writeFileSync(file("bin/curl"), CURL, { mode: 0o755 });
    fs.writeFileSync(file("access-review.md"), PAGE);
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  /** Runs the step beside the threads of a pull request. */
  function comment(threads: readonly object[], more: Record<string, string> = {}) {
    fs.writeFileSync(file("threads.json"), JSON.stringify({ value: threads, count: threads.length }));
    const { status, stdout } = spawnSync("bash", ["--noprofile", "--norc", "-c", SCRIPTS.Comment!], {
      cwd: folder,
      env: {
        ...ENVIRONMENT,
        PATH: `${file("bin")}:${process.env.PATH}`,
        CALLS: file("calls"),
        THREADS: file("threads.json"),
        ...more,
      } as unknown as NodeJS.ProcessEnv,
      encoding: "utf8",
    });
    const textOf = (name: string) => (fs.existsSync(file(name)) ? fs.readFileSync(file(name), "utf8") : "");
    const body = textOf("calls.body");
    const calls = textOf("calls").split("\n").filter(Boolean);
    return { status, stdout, calls, body: body === "" ? undefined : (JSON.parse(body) as object) };
  }

  test("is a closed thread of its own, and the page a summary of the run", () => {
    const { status, stdout, calls, body } = comment([
      { id: 1, comments: [{ id: 1, content: "Looks good." }] },
      { id: 2, comments: [{ id: 1 }] },
      { id: 3, comments: [{ id: 1, content: PAGE, isDeleted: true }] },
      { id: 4, comments: [] },
    ]);
    expect([status, stdout]).toEqual([0, `##vso[task.uploadsummary]${fs.realpathSync(folder)}/access-review.md\n`]);
    expect(calls.map((call) => call.split(" ").pop())).toEqual(Array(2).fill(`${THREADS}?api-version=7.1`));
    expect(calls[1]).toContain("Authorization: Bearer token --header Content-Type: application/json --request POST");
    expect(body).toEqual({ comments: [{ content: PAGE, commentType: "text" }], status: "closed" });
  });

  test("is written over that of an earlier run", () => {
    const { status, calls, body } = comment([
      { id: 8, comments: [{ id: 1, content: "Why?" }] },
      { id: 9, comments: [{ id: 1, content: "## Access review: same\n" }] },
    ]);
    expect(status).toBe(0);
    expect(calls[1]).toMatch(/--request PATCH .*\/threads\/9\/comments\/1\?api-version=7\.1$/);
    expect(body).toEqual({ content: PAGE, commentType: "text" });
  });

  test("is left out where there is no page, and fails where the API refuses it", () => {
    expect(comment([], { CURL_ENDS_WITH: "22" }).status).not.toBe(0);
    fs.rmSync(file("access-review.md"));
    fs.rmSync(file("calls"));
    expect(comment([])).toMatchObject({ status: 0, calls: [], body: undefined });
  });
});
