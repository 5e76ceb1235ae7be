/**
 * What runs networks: the engines, a family of classes for each runtime ({@code Onnx*}, {@code
 * OpenVino*}, {@code TensorRt8*}) with a session of its own, their native libraries, the trial run
 * of a network, and the self-test by which an engine is chosen for it. The only package that uses
 * ONNX Runtime's and OpenVINO's own interfaces. Imports {@code detect.bundle}, {@code
 * detect.layout}, {@code detect.picture}, {@code detect.onnx} and {@code config}. Start at {@link
 * io.sightline.detect.engine.Engine} and {@link io.sightline.detect.engine.Session}, and for the
 * choice at {@link io.sightline.detect.engine.EngineChoice}.
 */
@NullMarked
package io.sightline.detect.engine;

import org.jspecify.annotations.NullMarked;
