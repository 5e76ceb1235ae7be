/** Tests of the engines, their sessions, and how one is chosen. */
@NullMarked
package io.sightline.detect.engine;

import org.jspecify.annotations.NullMarked;
