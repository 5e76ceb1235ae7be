/** Tests of what is read of an ONNX file without a runtime. */
@NullMarked
package io.sightline.detect.onnx;

import org.jspecify.annotations.NullMarked;
