#!/usr/bin/env bash
# The parts of a look, each by itself, with JMH: decoding by layout, letterbox, bare engine, detector. See README.md.
#   ./micro.sh                 all of them
#   ./micro.sh Decode          those whose names hold this; any other of JMH's options too (-h)
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.."
# Quick builds leave JMH's generator out: what they compiled is compiled again.
[ -f target/test-classes/META-INF/BenchmarkList ] || rm -rf target/test-classes
./mvnw -q test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath >&2
exec java -cp "target/test-classes:target/classes:$(cat target/test.classpath)" org.openjdk.jmh.Main "$@"
