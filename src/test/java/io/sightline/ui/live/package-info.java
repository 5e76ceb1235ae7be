/** Tests of the operator's screen: its bars and its panel. */
@NullMarked
package io.sightline.ui.live;

import org.jspecify.annotations.NullMarked;
