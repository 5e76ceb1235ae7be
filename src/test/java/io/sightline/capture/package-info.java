/** Tests of sources, with generated files and streams. */
@NullMarked
package io.sightline.capture;

import org.jspecify.annotations.NullMarked;
