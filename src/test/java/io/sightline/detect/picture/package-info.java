/** Tests of the letterbox and of what it writes. */
@NullMarked
package io.sightline.detect.picture;

import org.jspecify.annotations.NullMarked;
