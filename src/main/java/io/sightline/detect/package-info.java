/**
 * Frame to detections: the model bundle, the engines and their sessions, the detector around them.
 * DJL, ONNX Runtime and OpenVINO are touched in this package only. Three rooms below do what needs
 * none of them: {@code detect.onnx} reads a file's own description, {@code detect.layout} makes
 * boxes of numbers, {@code detect.picture} tensors of pictures. Imports those, {@code image},
 * {@code config} and {@code inspection}. Start at {@link io.sightline.detect.Detector}.
 */
@NullMarked
package io.sightline.detect;

import org.jspecify.annotations.NullMarked;
