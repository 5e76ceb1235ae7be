/** Tests of {@code bench} through the command line, and of its figures. */
@NullMarked
package io.sightline.app.bench;

import org.jspecify.annotations.NullMarked;
