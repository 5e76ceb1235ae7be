/** Tests of the detectors, on tiny networks made by make_fixtures.py among the test resources. */
@NullMarked
package io.sightline.detect;

import org.jspecify.annotations.NullMarked;
