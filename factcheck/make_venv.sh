#!/bin/sh
# Makes .venv with the first Python >= 3.11 found, or with the one named: make_venv.sh [python].
set -eu
cd "$(dirname "$0")/.."

for python in ${1:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
    command -v "$python" >/dev/null 2>&1 || continue
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
    found=$python
    # Debian and Ubuntu ship venv apart, and without ensurepip it fails half-way.
    "$python" -c 'import venv, ensurepip' 2>/dev/null || continue
    echo "Making .venv with $("$python" --version) ..."
    # An interrupted try leaves nothing that looks finished.
    trap 'rm -rf .venv; exit 1' INT TERM
    "$python" -m venv .venv || { rm -rf .venv; exit 1; }
    exit 0
done

if [ -n "${found:-}" ]; then
    version=$("$found" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    echo "$found ($version) cannot make virtual environments. On Debian and Ubuntu: apt-get install python$version-venv" >&2
else
    echo "Python 3.11 or newer is needed and was not found (PYTHON=/path/to/python make run names one)." >&2
fi
exit 1
