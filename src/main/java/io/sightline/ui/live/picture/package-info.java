/**
 * The pictures of parts: the live one and the close look at a reject, with the defects boxed and
 * named over them, what is said in their place, and a reject's small picture. Imports {@code
 * ui.live.model}, {@code ui.live.control}, {@code ui.base}, {@code line} and lower rows. Start at
 * {@link io.sightline.ui.live.picture.LivePicture}; {@link
 * io.sightline.ui.live.picture.PictureView} draws.
 */
@NullMarked
package io.sightline.ui.live.picture;

import org.jspecify.annotations.NullMarked;
