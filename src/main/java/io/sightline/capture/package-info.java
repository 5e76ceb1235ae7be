/**
 * Frames in: folders, files, cameras and the simulated line, each a source like any other. FFmpeg
 * is touched here only. Imports {@code image}, {@code config} and {@code inspection}. Start at
 * {@link io.sightline.capture.FrameSource}.
 */
@NullMarked
package io.sightline.capture;

import org.jspecify.annotations.NullMarked;
