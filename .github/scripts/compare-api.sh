#!/usr/bin/env bash
# Compares the API with that of the last release on npm. A version that changes it incompatibly says so by its number: the
# major one, or before 1.0.0 the minor one.
set -euo pipefail

name=$(node -p 'require("./package.json").name')
version=$(node -p 'require("./package.json").version')
if ! last=$(npm view "$name" version 2>/dev/null) || [ -z "$last" ]; then
  echo "There is no release of $name to compare with."
  exit 0
fi
if npx --no-install jsii-diff --keys "npm:$name@$last" .; then
  exit 0
fi
may_break=$(node -p '
  const [now, before] = process.argv.slice(1).map((version) => version.split(".").map(Number));
  now[0] > before[0] || (now[0] === 0 && before[0] === 0 && now[1] > before[1])
' "$version" "$last")
if [ "$may_break" != true ]; then
  echo "::error::$version changes the API of $last incompatibly; allowed: a new major version, before 1.0.0 a new minor one"
  exit 1
fi
echo "::warning::$version changes the API of $last incompatibly, as its number says"
