/** Tests of the detectors, on tiny networks made by make_*.py in the test resources. */
@NullMarked
package io.sightline.detect;

import org.jspecify.annotations.NullMarked;
