/** Tests of {@code validate} through the command line, on painted sets. */
@NullMarked
package io.sightline.app.validation;

import org.jspecify.annotations.NullMarked;
