/**
 * Labelled data sets: which pictures there are and what each really shows, in the layouts that
 * other tools write. Reads strictly: figures over a set that is half understood would be worth
 * nothing. Start at {@link io.sightline.capture.labelled.LabelledSet}.
 */
@NullMarked
package io.sightline.capture.labelled;

import org.jspecify.annotations.NullMarked;
