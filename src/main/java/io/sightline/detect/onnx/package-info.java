/**
 * Reads an ONNX file's description of itself, without a runtime: its inputs, its outputs, its task,
 * and whether it may be loaded at all. The lowest package below {@code detect}, hence also the home
 * of the exception that they share. Imports the JDK and {@code inspection}. Start at {@link
 * io.sightline.detect.onnx.OnnxReader}.
 */
@NullMarked
package io.sightline.detect.onnx;

import org.jspecify.annotations.NullMarked;
