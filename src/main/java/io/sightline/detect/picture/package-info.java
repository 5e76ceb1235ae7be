/**
 * Puts pictures into a network's input tensor, and boxes back into the picture: the letterbox and
 * its writers. Imports {@code detect.onnx}, {@code inspection} and OpenCV. Start at {@link
 * io.sightline.detect.picture.Letterbox}.
 */
@NullMarked
package io.sightline.detect.picture;

import org.jspecify.annotations.NullMarked;
