/** Tests of settings and recipe files. */
@NullMarked
package io.sightline.config;

import org.jspecify.annotations.NullMarked;
