/** Tests of settings and recipe files, and of atomic writing. */
@NullMarked
package io.sightline.config;

import org.jspecify.annotations.NullMarked;
