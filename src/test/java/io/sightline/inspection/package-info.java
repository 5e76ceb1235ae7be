/** Tests of {@code inspection} through its public API. */
@NullMarked
package io.sightline.inspection;

import org.jspecify.annotations.NullMarked;
