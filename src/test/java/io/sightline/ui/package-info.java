/** The window, driven as a person would, and what it is made of. */
@NullMarked
package io.sightline.ui;

import org.jspecify.annotations.NullMarked;
