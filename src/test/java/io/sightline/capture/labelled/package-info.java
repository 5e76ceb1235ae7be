@NullMarked
package io.sightline.capture.labelled;

import org.jspecify.annotations.NullMarked;
