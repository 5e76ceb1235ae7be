/** Words and background work. */
@NullMarked
package io.sightline.ui.base;

import org.jspecify.annotations.NullMarked;
