/** Tests of the decoders against a plain reading of each layout's definition. */
@NullMarked
package io.sightline.detect.layout;

import org.jspecify.annotations.NullMarked;
