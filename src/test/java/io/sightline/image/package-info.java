/** Tests of native pixels, their owners and the files that they come from. */
@NullMarked
package io.sightline.image;

import org.jspecify.annotations.NullMarked;
