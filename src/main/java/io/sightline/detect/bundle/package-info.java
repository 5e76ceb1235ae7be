/**
 * What a model's file and folder say: names, classes, thresholds, terms, the pictures that the
 * network expects, and how its answers are laid out. Has no runtime: whoever opens a bundle brings
 * the {@link io.sightline.detect.bundle.Trials} that decide what a file leaves open. Imports the
 * JDK, {@code config}, {@code inspection}, {@code detect.layout} and {@code detect.onnx}. Start at
 * {@link io.sightline.detect.bundle.ModelBundle}; {@code Models}, one package up, opens one.
 */
@NullMarked
package io.sightline.detect.bundle;

import org.jspecify.annotations.NullMarked;
