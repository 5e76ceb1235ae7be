/**
 * The command {@code bench}: measures a bare engine, the whole pipeline and the pipeline with the
 * screen in turns on this machine, and reports the figures. Imports {@code app.command} and every
 * layer below. Start at {@link io.sightline.app.bench.BenchCommand}.
 */
@NullMarked
package io.sightline.app.bench;

import org.jspecify.annotations.NullMarked;
