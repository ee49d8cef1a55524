#!/usr/bin/env bash
# Writes the page into the pull request: over the comment of an earlier run, which its first line tells from others.
set -euo pipefail

marker='<!-- access-review -->'
body="$RUNNER_TEMP/access-review/comment.md"
comments="repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments"
{
  echo "$marker"
  cat "$REVIEW_PAGE"
} >"$body"

# A comment that a person wrote is none of ours, whatever it begins with.
find=".[] | select(.user.type == \"Bot\" and (.body | startswith(\"$marker\"))) | .id"
if ! known=$(gh api --paginate "$comments" --jq "$find"); then
  echo '::warning::access-review cannot read the comments of the pull request; its page is in the summary of the job'
elif [ -n "$known" ]; then
  gh api --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/${known%%$'\n'*}" --field "body=@$body" --silent ||
    echo '::warning::access-review cannot change its comment; its page is in the summary of the job'
else
  gh api --method POST "$comments" --field "body=@$body" --silent ||
    echo '::warning::access-review cannot comment, as in a pull request of a fork; its page is in the summary of the job'
fi
