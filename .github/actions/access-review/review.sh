#!/usr/bin/env bash
# Reviews, and writes the page, the SARIF file and the exit code to the outputs of the step. It succeeds itself, so that
# the page is shown whatever the review ends with.
set -euo pipefail

folder="$RUNNER_TEMP/access-review"
rm -rf "$folder"
mkdir -p "$folder"
page="$folder/access-review.md"
json="$folder/access-review.json"
sarif="$folder/access-review.sarif"

# The command is several words.
read -r -a command <<<"$REVIEW_COMMAND"
arguments=("$REVIEW_PATH")
[ -z "$REVIEW_BASELINE" ] || arguments+=(--baseline "$REVIEW_BASELINE")
[ -z "$REVIEW_ACCEPT" ] || arguments+=(--accept "$REVIEW_ACCEPT")
[ -z "$REVIEW_FORBID" ] || arguments+=(--forbid "$REVIEW_FORBID")
[ -z "$REVIEW_ALLOW" ] || arguments+=(--allow "$REVIEW_ALLOW")
# The summary of a job takes 1 MiB, of which a character can be several bytes.
whole=("${command[@]}" "${arguments[@]}" --max-length 250000 --output "$folder/summary.md")
[ -z "$REVIEW_FAIL_ON" ] || arguments+=(--fail-on "$REVIEW_FAIL_ON")

# The comment has a line of its own before the page.
code=0
"${command[@]}" "${arguments[@]}" --max-length 65000 --output "$page" --output "$json" --output "$sarif" || code=$?
echo "exit-code=$code" >>"$GITHUB_OUTPUT"
# Without a review, be it that the command is not there, there is no page.
if [ "$code" -eq 2 ] || [ ! -f "$page" ]; then
  exit 0
fi

# What breaks a contract ends this run, too, and is in the log already.
"${whole[@]}" 2>"$folder/summary.log" || [ -f "$folder/summary.md" ]
cat "$folder/summary.md" >>"$GITHUB_STEP_SUMMARY"
{
  echo "verdict=$(node -p 'const { change } = require(process.argv[1]); change ? change.verdict : ""' "$json")"
  echo "page=$page"
  echo "sarif=$sarif"
} >>"$GITHUB_OUTPUT"
