/**
 * What an ONNX file says of itself, read without a runtime: what it asks to be shown, what it
 * answers, what it is made for, whether it may be loaded at all. The lowest room of {@code detect},
 * so the failure that all of them share stands here, too. Imports the JDK and {@code inspection}.
 * Start at {@link io.sightline.detect.onnx.OnnxReader}.
 */
@NullMarked
package io.sightline.detect.onnx;

import org.jspecify.annotations.NullMarked;
