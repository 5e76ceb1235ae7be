/** Tests of the operator's screen and its model. */
@NullMarked
package io.sightline.ui.live;

import org.jspecify.annotations.NullMarked;
