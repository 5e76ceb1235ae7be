/** Tests of sources, through files and streams made on the spot. */
@NullMarked
package io.sightline.capture;

import org.jspecify.annotations.NullMarked;
