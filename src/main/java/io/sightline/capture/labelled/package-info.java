/**
 * Labelled data sets: their pictures and what each really shows, in the layouts that other tools
 * write. Reads strictly, because figures from a half-understood set would be worthless. Start at
 * {@link io.sightline.capture.labelled.LabelledSet}.
 */
@NullMarked
package io.sightline.capture.labelled;

import org.jspecify.annotations.NullMarked;
