#!/usr/bin/env bash
# Runs the same ONNX file, pictures, threads and thresholds through Sightline and through its alternatives.
# Installs these in an environment of their own (bench/.venv, bench/djl/target) and touches nothing else. See README.md.
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")"
python=${SIGHTLINE_PEERS_PYTHON:-.venv/bin/python}
[ -n "${SIGHTLINE_PEERS_PYTHON:-}" ] || ./install
# If this fails, DJL is listed with the reason why it cannot run.
if [ djl/pom.xml -nt djl/target/classpath ]; then
  mkdir -p djl/target
  ../mvnw -q -f djl/pom.xml dependency:build-classpath -Dmdep.outputFile=target/classpath >djl/target/build.log 2>&1 || rm -f djl/target/classpath
fi
exec "$python" peers.py "$@"
