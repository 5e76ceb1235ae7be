#!/usr/bin/env bash
# Networks of many families, built with random weights and exported as their users export them: each read by Sightline
# and by the software it comes from, box by box. Nothing is downloaded but the packages, nothing is left behind.
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")"
python=${SIGHTLINE_PEERS_PYTHON:-.venv/bin/python}
[ -n "${SIGHTLINE_PEERS_PYTHON:-}" ] || ./install
exec "$python" -m layouts "$@"
