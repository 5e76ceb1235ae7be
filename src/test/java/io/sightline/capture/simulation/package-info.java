/** Tests of the simulated line: its pictures, its ground truth and its pace. */
@NullMarked
package io.sightline.capture.simulation;

import org.jspecify.annotations.NullMarked;
