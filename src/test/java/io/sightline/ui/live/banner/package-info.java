/** Tests of the banners. */
@NullMarked
package io.sightline.ui.live.banner;

import org.jspecify.annotations.NullMarked;
