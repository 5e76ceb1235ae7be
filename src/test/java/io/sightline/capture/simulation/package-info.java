/** Tests of the simulated line: what it draws, that its truth is true, how it is paced. */
@NullMarked
package io.sightline.capture.simulation;

import org.jspecify.annotations.NullMarked;
