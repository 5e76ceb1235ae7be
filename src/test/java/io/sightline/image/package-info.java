/** Tests of native pixels, their owner and the files they come from. */
@NullMarked
package io.sightline.image;

import org.jspecify.annotations.NullMarked;
