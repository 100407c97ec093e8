#!/usr/bin/env bash
# Copies the libraries that the page and its tests use out of npm, at the versions that package-lock.json pins.
# Needs npm and the network; run it after changing a version, and commit what it changes.
set -euo pipefail
cd "$(dirname "$0")"
vendor=../Assets/vendor
axe=../../../../tests/Fard.Gateway.Tests/Dashboard/Axe

npm ci
mkdir -p "$vendor" "$axe"

# Browsers resolve no bare names of packages without a map of imports, and such a map would be an inline script.
bare='s#from"preact"#from"./preact.module.js"#g; s#^//\# sourceMappingURL=.*##'
sed -e "$bare" node_modules/preact/dist/preact.module.js > "$vendor/preact.module.js"
sed -e "$bare" node_modules/preact/hooks/dist/hooks.module.js > "$vendor/preact-hooks.module.js"
cp node_modules/htm/dist/htm.module.js "$vendor/htm.module.js"
cp node_modules/uplot/dist/uPlot.esm.js "$vendor/uPlot.esm.js"
cp node_modules/uplot/dist/uPlot.min.css "$vendor/uPlot.min.css"
sed -e "$bare" node_modules/@dagrejs/dagre/dist/dagre.esm.js > "$vendor/dagre.esm.js"

for package in preact htm uplot @dagrejs/dagre; do
    cp "node_modules/$package/LICENSE" "$vendor/LICENSE.$(basename "$package").txt"
done
cp node_modules/axe-core/axe.min.js "$axe/axe.min.js"
cp node_modules/axe-core/LICENSE "$axe/LICENSE.axe-core.txt"
