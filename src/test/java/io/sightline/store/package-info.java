/** Tests of the store on real files. */
@NullMarked
package io.sightline.store;

import org.jspecify.annotations.NullMarked;
