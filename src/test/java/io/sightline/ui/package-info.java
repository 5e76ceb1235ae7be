/** Tests of the window, driven as a person would, and of its components. */
@NullMarked
package io.sightline.ui;

import org.jspecify.annotations.NullMarked;
