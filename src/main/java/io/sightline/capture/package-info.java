/**
 * Frame input from folders, files and cameras. The simulated line, {@code capture.simulation}, is a
 * source like any other, and {@code capture.source} opens them all. FFmpeg is used only here.
 * Imports {@code image}, {@code config} and {@code inspection}. Start at {@link
 * io.sightline.capture.FrameSource}.
 */
@NullMarked
package io.sightline.capture;

import org.jspecify.annotations.NullMarked;
