#!/usr/bin/env bash
# Packs both packages into packages/, out of one build.
set -euo pipefail

rm -rf packages
mkdir packages
npm run build
npm run build:cdktn
npm pack --ignore-scripts --pack-destination packages
(cd dist/cdktn && npm pack --ignore-scripts --pack-destination ../../packages)
