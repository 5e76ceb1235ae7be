/**
 * Sources of frames: folders, files and cameras; the simulated line, {@code capture.simulation}, is
 * a source like any other, and {@code capture.source} opens them all. The only package that uses
 * FFmpeg. Imports {@code image}, {@code config} and {@code inspection}. Start at {@link
 * io.sightline.capture.FrameSource}.
 */
@NullMarked
package io.sightline.capture;

import org.jspecify.annotations.NullMarked;
