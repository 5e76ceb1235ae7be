/**
 * Frames in: folders, files and cameras; the simulated line, {@code capture.simulation}, is a
 * source like any other, and {@code capture.source} opens them all. FFmpeg is touched here only.
 * Imports {@code image}, {@code config} and {@code inspection}. Start at {@link
 * io.sightline.capture.FrameSource}.
 */
@NullMarked
package io.sightline.capture;

import org.jspecify.annotations.NullMarked;
