/** Tests of what a model's file and folder say, and which are refused. */
@NullMarked
package io.sightline.detect.bundle;

import org.jspecify.annotations.NullMarked;
