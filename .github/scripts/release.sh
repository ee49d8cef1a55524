#!/usr/bin/env bash
# Makes the release of the tag on GitHub, with the section of CHANGELOG.md and both tarballs.
set -euo pipefail

.github/scripts/notes.sh >notes.md
gh release create "$GITHUB_REF_NAME" packages/*.tgz --verify-tag --title "$GITHUB_REF_NAME" --notes-file notes.md
