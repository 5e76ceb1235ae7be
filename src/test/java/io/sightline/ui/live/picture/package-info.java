/** Tests of the pictures of parts. */
@NullMarked
package io.sightline.ui.live.picture;

import org.jspecify.annotations.NullMarked;
