/**
 * Reads what an ONNX file says about itself, without a runtime: its inputs, its outputs, what it is
 * made for, and whether it may be loaded at all. The lowest package below {@code detect}, hence
 * also the home of their common exception. Imports the JDK and {@code inspection}. Start at {@link
 * io.sightline.detect.onnx.OnnxReader}.
 */
@NullMarked
package io.sightline.detect.onnx;

import org.jspecify.annotations.NullMarked;
