/** Tests of {@code line} through its public doors. */
@NullMarked
package io.sightline.line;

import org.jspecify.annotations.NullMarked;
