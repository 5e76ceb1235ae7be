/** Tests of {@code inspection} through its public doors. */
@NullMarked
package io.sightline.inspection;

import org.jspecify.annotations.NullMarked;
