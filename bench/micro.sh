#!/usr/bin/env bash
# Measures the stages of a detection separately with JMH: decoding by layout, letterbox, bare engine, detector. See README.md.
#   ./micro.sh                 all benchmarks
#   ./micro.sh Decode          those with matching names; all other JMH options work, too (-h)
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.."
# Quick builds run without JMH's generator: recompile what they left.
[ -f target/test-classes/META-INF/BenchmarkList ] || rm -rf target/test-classes
./mvnw -q test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath >&2
exec java -cp "target/test-classes:target/classes:$(cat target/test.classpath)" org.openjdk.jmh.Main "$@"
