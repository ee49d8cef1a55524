#!/usr/bin/env bash
# Publishes every tarball of packages/ that npm does not have yet, so that a run that failed half way can run again.
set -euo pipefail

for tarball in packages/*.tgz; do
  manifest=$(tar -xzOf "$tarball" package/package.json)
  id=$(node -p 'const { name, version } = JSON.parse(process.argv[1]); `${name}@${version}`' "$manifest")
  if [ -n "$(npm view "$id" version 2>/dev/null || true)" ]; then
    echo "npm has $id already."
  else
    npm publish "$tarball" --provenance --access public
  fi
done
