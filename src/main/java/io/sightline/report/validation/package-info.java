/**
 * How well a model and a recipe judge parts of known truth: figures as values, and the report a
 * quality engineer signs. Free of side effects but for the report's file. Start at {@link
 * io.sightline.report.validation.ValidationTally}.
 */
@NullMarked
package io.sightline.report.validation;

import org.jspecify.annotations.NullMarked;
