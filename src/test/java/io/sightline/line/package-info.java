/** Tests of {@code line}. */
@NullMarked
package io.sightline.line;

import org.jspecify.annotations.NullMarked;
