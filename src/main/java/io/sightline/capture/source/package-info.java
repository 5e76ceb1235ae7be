/**
 * The one place that knows every source: what a {@link io.sightline.capture.SourceUri} names is
 * opened here, the simulated line as well as a camera. Imports {@code capture}, {@code
 * capture.simulation} and {@code image}. Start at {@link io.sightline.capture.source.FrameSources}.
 */
@NullMarked
package io.sightline.capture.source;

import org.jspecify.annotations.NullMarked;
