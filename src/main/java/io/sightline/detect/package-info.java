/**
 * From frames to detections: the model bundle, the engines and their sessions, and the detector
 * around them. Only this package uses DJL, ONNX Runtime and OpenVINO. Three packages below do what
 * needs none of them: {@code detect.onnx} reads a file's own description, {@code detect.layout}
 * turns numbers into boxes, {@code detect.picture} pictures into tensors. Imports those, {@code
 * image}, {@code config} and {@code inspection}. Start at {@link io.sightline.detect.Detector}.
 */
@NullMarked
package io.sightline.detect;

import org.jspecify.annotations.NullMarked;
