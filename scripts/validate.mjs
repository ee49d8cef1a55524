// Synthesizes the main stack, as JSON and as HCL, and every example, and has Terraform validate each. That takes
// Terraform and the providers: what could not be validated is said and is no failure; what is invalid is one.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** What the write-only values of secrets take. */
const NEEDED = "terraform 1.11 or later, for the write-only values of secrets";
const isNewEnough = (major, minor) => major > 1 || (major === 1 && minor >= 11);

/** What `terraform init` says of a provider that it cannot get, and of nothing that is wrong with a configuration. */
const NO_PROVIDER = /provider packages|install provider|provider registry|incompatible provider version/i;

const temporary = fs.mkdtempSync(path.join(os.tmpdir(), "validate-"));
try {
  ["synth", "synth:hcl", "synth:examples"].forEach(runScript);
  const folders = ["cdktf.out", "cdktf.out.hcl", "cdktf.out.examples"].flatMap(stacksIn);
  const version = versionOfTerraform();
  if (version) {
    console.log(`Validating ${folders.length} stacks with terraform ${version}. Needed is ${NEEDED}.`);
    report(folders.map((folder) => ({ folder, ...validate(folder) })));
  } else {
    console.log(`Skipped validating ${folders.length} stacks. Needed is ${NEEDED}.`);
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  fs.rmSync(temporary, { recursive: true, force: true });
}

/** Runs a script of package.json by the npm that runs this one, which takes no shell on any platform. */
function runScript(name) {
  if (!process.env.npm_execpath) {
    throw new Error("This runs other scripts of package.json: start it by `npm run validate`.");
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, [process.env.npm_execpath, "run", name], {
    encoding: "utf8",
  });
  if (status !== 0) {
    throw new Error(`${stdout}${stderr}\nnpm run ${name} failed.`);
  }
}

function stacksIn(output) {
  const stacks = path.join(output, "stacks");
  return fs.readdirSync(stacks).map((stack) => path.join(stacks, stack));
}

/** The version of the terraform on the PATH; undefined, with the reason said, where none can validate. */
function versionOfTerraform() {
  const { error, status, stdout, stderr } = spawnSync("terraform", ["version", "-json"], { encoding: "utf8" });
  if (error || status !== 0) {
    console.log(
      error?.code === "ENOENT"
        ? "There is no terraform on the PATH."
        : `terraform does not run: ${error?.message ?? stderr}`,
    );
    return undefined;
  }
  const { terraform_version: version } = JSON.parse(stdout);
  if (!isNewEnough(...version.split(".").map(Number))) {
    console.log(`The terraform on the PATH is ${version}.`);
    return undefined;
  }
  return version;
}

/** What Terraform says of a stack. Leaves the stack's folder as it was. */
function validate(folder) {
  const lockFile = path.join(folder, ".terraform.lock.hcl");
  const lock = fs.existsSync(lockFile) ? fs.readFileSync(lockFile) : undefined;
  try {
    const init = terraform(folder, "init", "-backend=false", "-input=false", "-json");
    if (init.status !== 0) {
      const problems = errorsAmong(
        init.stdout
          .split("\n")
          .filter(Boolean)
          .map((line) => JSON.parse(line).diagnostic),
      );
      if (problems.length === 0) {
        throw new Error(`terraform init failed in ${folder}:\n${init.stderr}`);
      }
      return { verdict: problems.every(({ summary }) => NO_PROVIDER.test(summary)) ? "skipped" : "invalid", problems };
    }
    const { valid, diagnostics } = JSON.parse(terraform(folder, "validate", "-json").stdout);
    return { verdict: valid ? "valid" : "invalid", problems: errorsAmong(diagnostics) };
  } finally {
    fs.rmSync(lockFile, { force: true });
    if (lock) {
      fs.writeFileSync(lockFile, lock);
    }
  }
}

/**
 * Runs terraform in the caller's environment, so that TF_CLI_CONFIG_FILE and the like hold. Providers go to a temporary
 * folder, and are fetched once for all stacks.
 */
function terraform(folder, ...args) {
  const cache = path.join(temporary, "plugins");
  fs.mkdirSync(cache, { recursive: true });
  return spawnSync("terraform", args, {
    cwd: folder,
    encoding: "utf8",
    env: {
      CHECKPOINT_DISABLE: "1",
      TF_PLUGIN_CACHE_DIR: cache,
      TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "true",
      ...process.env,
      TF_DATA_DIR: path.join(temporary, "data"),
    },
  });
}

function errorsAmong(diagnostics) {
  return diagnostics.filter((diagnostic) => diagnostic?.severity === "error");
}

function report(results) {
  for (const { folder, verdict, problems } of results) {
    console.log(`${verdict.padEnd(7)} ${folder}`);
    if (verdict === "invalid") {
      problems.forEach((problem) => console.log(`        ${textOf(problem)}`));
    }
  }
  const skipped = results.filter(({ verdict }) => verdict === "skipped");
  if (skipped.length > 0) {
    const reasons = new Set(skipped.flatMap(({ problems }) => problems.map(textOf)));
    console.log(
      `Skipped validating ${skipped.length} stacks, whose providers terraform cannot get here:\n  ${[...reasons].join("\n  ")}`,
    );
  }
  const invalid = results.filter(({ verdict }) => verdict === "invalid");
  if (invalid.length > 0) {
    throw new Error(`Terraform refuses ${invalid.length} stacks.`);
  }
}

/** One line of a diagnostic, without its advice. */
function textOf({ summary, detail, range }) {
  const place = range ? `${range.filename}:${range.start.line}: ` : "";
  return `${place}${[summary, detail].filter(Boolean).join(": ").split("\n\n")[0].replaceAll("\n", " ")}`;
}
