#!/usr/bin/env bash
# Fails unless the tag is the version of package.json, and CHANGELOG.md has a section of it.
set -euo pipefail

version=$(node -p 'require("./package.json").version')
if [ "$GITHUB_REF_NAME" != "v$version" ]; then
  echo "::error::the tag is $GITHUB_REF_NAME; allowed: v$version, the version of package.json"
  exit 1
fi
if [ -z "$(.github/scripts/notes.sh)" ]; then
  echo "::error::CHANGELOG.md has no section \"## $version\" with text; rename \"## Unreleased\""
  exit 1
fi
