#!/usr/bin/env bash
# The same ONNX file, pictures, threads and thresholds through Sightline and through what others would use.
# Installs the peers into an environment of its own (bench/.venv, bench/djl/target) and touches nothing else. See README.md.
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")"
python=${SIGHTLINE_PEERS_PYTHON:-.venv/bin/python}
[ -n "${SIGHTLINE_PEERS_PYTHON:-}" ] || ./install
# Without it that peer is listed with its reason.
if [ djl/pom.xml -nt djl/target/classpath ]; then
  mkdir -p djl/target
  ../mvnw -q -f djl/pom.xml dependency:build-classpath -Dmdep.outputFile=target/classpath >djl/target/build.log 2>&1 || rm -f djl/target/classpath
fi
exec "$python" peers.py "$@"
