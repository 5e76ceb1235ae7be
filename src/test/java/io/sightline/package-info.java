/** Tests of the whole code base; each package's own tests lie beside it. */
@NullMarked
package io.sightline;

import org.jspecify.annotations.NullMarked;
