/** Tests of what is read from an ONNX file without a runtime. */
@NullMarked
package io.sightline.detect.onnx;

import org.jspecify.annotations.NullMarked;
