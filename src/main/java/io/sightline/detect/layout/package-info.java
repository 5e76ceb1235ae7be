/**
 * Layouts of network output and how they become boxes: how a layout is recognised from shapes,
 * names and a trial's numbers, a decoder for each, and non-maximum suppression. Pure: tensors'
 * shapes and floats in, boxes out; no runtime, no native memory, no files. Imports the JDK and
 * {@code detect.onnx}. Start at {@link io.sightline.detect.layout.YoloHead}, and for recognition at
 * {@link io.sightline.detect.layout.LayoutChoice}; where the numbers of a layout are, and its
 * traits, are in {@link io.sightline.detect.layout.Layout.Kind}.
 */
@NullMarked
package io.sightline.detect.layout;

import org.jspecify.annotations.NullMarked;
