#!/usr/bin/env bash
# Builds networks of many families with random weights, exports them as their users do, and compares Sightline's boxes on
# each with those of the software it comes from. Downloads nothing but packages and leaves nothing behind.
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")"
python=${SIGHTLINE_PEERS_PYTHON:-.venv/bin/python}
[ -n "${SIGHTLINE_PEERS_PYTHON:-}" ] || ./install
exec "$python" -m layouts "$@"
