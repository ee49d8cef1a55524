#!/usr/bin/env bash
# Prints what CHANGELOG.md says of the version of package.json.
set -euo pipefail

version=$(node -p 'require("./package.json").version')
awk -v heading="## $version" '
  /^## / { within = $0 == heading || index($0, heading " ") == 1; next }
  within && (NF || text) { text = 1; print }
' CHANGELOG.md
