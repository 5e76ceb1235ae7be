/** Tests of the house as a whole; each package's own tests lie beside it. */
@NullMarked
package io.sightline;

import org.jspecify.annotations.NullMarked;
