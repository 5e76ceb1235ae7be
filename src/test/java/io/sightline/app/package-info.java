/** Tests of the program through its command line, its launcher and its window. */
@NullMarked
package io.sightline.app;

import org.jspecify.annotations.NullMarked;
