/** Tests of the detectors, on tiny networks made by the make_*.py among the test resources. */
@NullMarked
package io.sightline.detect;

import org.jspecify.annotations.NullMarked;
