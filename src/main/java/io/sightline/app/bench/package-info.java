/**
 * The command {@code bench}: a bare engine, the whole pipeline and the pipeline with the screen,
 * measured in turns on this machine, and what came of it as figures. Imports {@code app.command}
 * and every row below. Start at {@link io.sightline.app.bench.BenchCommand}.
 */
@NullMarked
package io.sightline.app.bench;

import org.jspecify.annotations.NullMarked;
