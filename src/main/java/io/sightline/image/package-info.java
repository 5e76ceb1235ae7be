/**
 * Native pixels with a single owner: frames, the pool that recycles them, pictures read from and
 * written to files. With capture and detect, the only package that uses OpenCV. Imports {@code
 * inspection}. Start at {@link io.sightline.image.Frame}.
 */
@NullMarked
package io.sightline.image;

import org.jspecify.annotations.NullMarked;
