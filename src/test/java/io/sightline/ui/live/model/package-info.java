/** Tests of the state that the operator's screen shows, and the line that they script. */
@NullMarked
package io.sightline.ui.live.model;

import org.jspecify.annotations.NullMarked;
