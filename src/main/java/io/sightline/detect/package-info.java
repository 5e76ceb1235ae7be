/**
 * From frames to detections: opens a model, and runs it on frames in one or several lanes. Only
 * this package and those below it use DJL, ONNX Runtime and OpenVINO. {@code detect.engine} runs
 * networks. Four packages below it need no runtime: {@code detect.bundle} reads what a model's file
 * and folder say, {@code detect.onnx} a file's own description, {@code detect.layout} turns numbers
 * into boxes, {@code detect.picture} pictures into tensors. Imports those, {@code image} and {@code
 * inspection}. Start at {@link io.sightline.detect.Detector}, and at {@link
 * io.sightline.detect.Models} for the model that it runs.
 */
@NullMarked
package io.sightline.detect;

import org.jspecify.annotations.NullMarked;
