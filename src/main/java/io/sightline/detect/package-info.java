/**
 * Frame to detections: the model bundle, the letterbox, the engine, the decoders and non-maximum
 * suppression. DJL and ONNX Runtime are touched here only. Imports {@code image}, {@code config}
 * and {@code inspection}. Start at {@link io.sightline.detect.Detector}.
 */
@NullMarked
package io.sightline.detect;

import org.jspecify.annotations.NullMarked;
