/**
 * Native pixels and their one owner: frames, the pool they come from, pictures read from and
 * written to files. The only place, with capture and detect, that touches OpenCV. Imports {@code
 * inspection}. Start at {@link io.sightline.image.Frame}.
 */
@NullMarked
package io.sightline.image;

import org.jspecify.annotations.NullMarked;
