#!/bin/sh
# Install the Debian packages named, where they are missing and we may; else say what to type.
set -eu
missing=""
for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q "ok installed" || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
install="apt-get update -qq && apt-get install -y -qq --no-install-recommends$missing"
if [ "$(id -u)" = 0 ]; then
    export DEBIAN_FRONTEND=noninteractive
    sh -c "$install" >/dev/null
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    sudo -n sh -c "DEBIAN_FRONTEND=noninteractive; export DEBIAN_FRONTEND; $install" >/dev/null
else
    echo "These Debian packages are missing. Type this once, then try again:" >&2
    echo "  sudo sh -c '$install'" >&2
    exit 1
fi
